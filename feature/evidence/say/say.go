// Package say puts the figures of a chat into sentences, tables and drawings,
// for the terminal, the page in a file and the pages of the web alike. It
// promises that every figure stands with its count and its range, and that a
// side is named only where count.Conclude names one. It refuses to say why,
// and holds no words of its own: they come from the words file.
package say

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb/feature/evidence/count"
	"ebb/guide"
	"ebb/internal/words"
	"ebb/tie"
)

// Sayer speaks about one tally at one gap.
type Sayer struct {
	Words *words.Book
	Tally *tie.Tally
	Gap   int // quiet hours, 1 to 8
}

func (s Sayer) say(key string, args ...any) string {
	return guide.Say(s.Words, "evidence."+key, args...)
}

// view is the tally at the gap; false where starts do not apply.
func (s Sayer) view() (tie.GapView, bool) {
	if s.Gap < 1 || s.Gap > len(s.Tally.Gaps) {
		return tie.GapView{}, false
	}
	return s.Tally.Gaps[s.Gap-1], true
}

// Headline is the one sentence about who starts.
func (s Sayer) Headline() string {
	g, ok := s.view()
	if !ok {
		return s.say("head.group")
	}
	c := count.Conclude(s.Tally.Gaps)
	share := count.Share(g.Starts).Value
	switch c {
	case count.TheyDo:
		share = 1 - share
	case count.IStart:
	default:
		return s.say("head." + string(c))
	}
	n, of, ok := count.InWords(share)
	switch {
	case ok && 2*n > of:
		return s.say("head."+string(c), "n", n, "of", of)
	case share > 0.9:
		return s.say("head." + string(c) + ".nearly")
	}
	return s.say("head." + string(c) + ".most")
}

// Lead is what stands under the headline.
func (s Sayer) Lead() []string {
	g, ok := s.view()
	if !ok {
		return []string{s.say("lead.group")}
	}
	lines := []string{s.starts(g.Starts)}
	if count.Conclude(s.Tally.Gaps) == count.Nothing {
		return append(lines, s.say("lead.more", "n", s.missing()))
	}
	low, high := 1.0, 0.0
	for _, g := range s.Tally.Gaps {
		v := count.Share(g.Starts).Value
		low, high = min(low, v), max(high, v)
	}
	if percent(low) == percent(high) {
		return append(lines, s.say("starts.same", "share", s.share(low)))
	}
	return append(lines, s.say("starts.steady", "range", s.ends(low, high)))
}

// missing is how many more starts the poorest gap needs.
func (s Sayer) missing() int {
	need := 1
	for _, g := range s.Tally.Gaps {
		need = max(need, count.Few-g.Starts.Me-g.Starts.Them)
	}
	return need
}

func (s Sayer) starts(x tie.Starts) string {
	all := x.Me + x.Them
	if all == 0 {
		return s.say("head.nothing")
	}
	r := count.Share(x)
	return s.say("starts.count", "me", Number(x.Me), "all", Number(all), "share", s.share(r.Value), "range", s.ends(r.Low, r.High))
}

// Sure says how sure the headline is.
func (s Sayer) Sure() []string {
	g, ok := s.view()
	if !ok {
		return []string{s.say("lead.group")}
	}
	lines := []string{s.say("sure.n", "n", g.Starts.Me+g.Starts.Them, "first", s.Date(s.Tally.First), "last", s.Date(s.Tally.Last))}
	switch count.Conclude(s.Tally.Gaps) {
	case count.Depends:
		lines = append(lines, s.say("sure.not"))
	case count.Unsure:
		lines = append(lines, s.say("sure.open"))
	case count.IStart, count.TheyDo, count.Even:
		lines = append(lines, s.say("sure.all"))
	}
	return append(lines, s.clear(g.Starts)...)
}

func (s Sayer) clear(x tie.Starts) []string {
	all := x.ClearMe + x.ClearThem
	if all == 0 {
		return []string{s.say("starts.none")}
	}
	r := count.Clear(x)
	lines := []string{s.say("starts.clear", "me", Number(x.ClearMe), "all", Number(all), "share", s.share(r.Value), "range", s.ends(r.Low, r.High))}
	if low, high := count.Bounds(x); low < high {
		lines = append(lines, s.say("starts.late", "low", percent(low), "high", percent(high)))
	}
	return lines
}

// Cannot says what the file cannot tell.
func (s Sayer) Cannot() []string {
	return []string{s.say("cannot.why"), s.say("cannot.else"), s.say("cannot.missing")}
}

// How says how it was counted.
func (s Sayer) How() []string {
	lines := []string{s.say("how.messages"), s.say("how.week")}
	if len(s.Tally.Gaps) > 0 {
		return append([]string{s.say("how.start", "n", s.Gap)}, append(lines, s.say("replies.how"))...)
	}
	return lines
}

// Notes are the warnings of the file.
func (s Sayer) Notes() []string {
	var lines []string
	for _, n := range s.Tally.Notes {
		lines = append(lines, Note(s.Words, n))
	}
	return lines
}

// Note is one warning in words.
func Note(b *words.Book, n tie.Caveat) string {
	key := "evidence.note." + n.Code
	if !b.Has(key) {
		return b.Say("evidence.note.other", "code", count.Clean(n.Code))
	}
	return b.Say(key, "n", n.N, "shown", Number(n.N))
}

// Facts are the counts of what the file holds.
func (s Sayer) Facts() []string {
	t := s.Tally
	return []string{
		s.say("facts.head", "n", t.Messages, "shown", Number(t.Messages), "first", s.Date(t.First), "last", s.Date(t.Last)),
		s.say("facts.more", "media", Number(t.Media), "deleted", Number(t.Deleted), "edited", Number(t.Edited),
			"calls", Number(t.Calls), "missed", Number(t.Missed), "system", Number(t.System)),
	}
}

// Count writes a number for a page.
func (s Sayer) Count(n int) string { return Number(n) }

// Who is a person's name, as it may be shown.
func (s Sayer) Who(w tie.Writer) string {
	name := count.Clean(w.Name)
	if len(w.Also) > 0 {
		also := make([]string, len(w.Also))
		for i, a := range w.Also {
			also[i] = count.Clean(a)
		}
		name = s.say("facts.also", "name", name, "also", strings.Join(also, ", "))
	}
	if w.Me {
		return s.say("facts.you", "name", name)
	}
	return name
}

// Date is a wall-clock second as a day.
func (s Sayer) Date(at int64) string {
	d := time.Unix(at, 0).UTC()
	return s.say("date", "day", d.Day(), "month", int(d.Month()), "year", d.Year())
}

// Span is a length of time the way people say it, in whole minutes or hours.
func (s Sayer) Span(seconds float64) string {
	minutes := int(math.Round(seconds / 60))
	switch {
	case minutes < 1:
		return s.say("span.second")
	case minutes < 90:
		return s.say("span.minute", "n", minutes)
	case seconds > 86400:
		return s.say("span.day")
	}
	return s.say("span.hour", "n", int(math.Round(seconds/3600)))
}

func (s Sayer) spans(r tie.Range) string {
	if math.IsNaN(r.High) {
		return s.say("num.open", "low", s.Span(r.Low))
	}
	return s.say("num.range", "low", s.Span(r.Low), "high", s.Span(r.High))
}

func (s Sayer) share(v float64) string { return s.say("num.share", "n", percent(v)) }

func (s Sayer) ends(low, high float64) string {
	return s.say("num.range", "low", percent(low), "high", percent(high))
}

// percent rounds a share to whole hundredths, without a minus before zero.
func percent(v float64) int { return int(math.Round(100 * v)) }

// Number writes n with commas between thousands.
func Number(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Names lists names for a hint, at most ten of them.
func Names(people []tie.Writer) string {
	var out []string
	for _, p := range people[:min(10, len(people))] {
		out = append(out, strconv.Quote(count.Clean(p.Name))+" ("+Number(p.Messages)+")")
	}
	if len(people) > 10 {
		out = append(out, "…")
	}
	return strings.Join(slices.Clip(out), ", ")
}
