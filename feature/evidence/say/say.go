// Package say puts the figures of a chat into sentences, tables and drawings,
// for the terminal, the page in a file and the pages of the web alike. It
// promises that every figure stands with its count and its range, and that a
// side is named only where conclude.Starts names one. It refuses to say why,
// and holds no words of its own: they come from the words file.
package say

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ebb/feature/evidence/changes"
	"ebb/feature/evidence/conclude"
	"ebb/feature/evidence/count"
	"ebb/guide"
	"ebb/internal/words"
	"ebb/tie/exchange"
)

// Sayer speaks about one tally at one gap.
type Sayer struct {
	Words *words.Book
	Tally *exchange.Tally
	Gap   int // quiet hours, 1 to 8
	// Discreet shows an initial in place of other people's names.
	Discreet bool
}

// Say is a sentence of this feature.
func (s Sayer) Say(key string, args ...any) string {
	return guide.Say(s.Words, "evidence."+key, args...)
}

// View is the tally at the gap; false where starts do not apply.
func (s Sayer) View() (exchange.GapView, bool) {
	if s.Gap < 1 || s.Gap > len(s.Tally.Gaps) {
		return exchange.GapView{}, false
	}
	return s.Tally.Gaps[s.Gap-1], true
}

// Headline is the finding in one sentence: a change where there is one, else
// who starts.
func (s Sayer) Headline() string {
	if s.OneSided() {
		return s.Say("head.onesided")
	}
	if c := s.leading(); c != nil {
		return s.changed(*c)
	}
	return s.balance()
}

// balance is who starts, over the whole time.
func (s Sayer) balance() string {
	g, ok := s.View()
	if !ok {
		return s.Say("head.group")
	}
	c := conclude.Starts(s.Tally.Gaps)
	if c == conclude.IStart || c == conclude.TheyDo {
		return s.starter(c, conclude.Share(g.Starts).Value)
	}
	return s.Say("head." + string(c))
}

// starter names a side, by my share.
func (s Sayer) starter(c conclude.Conclusion, share float64) string {
	if c == conclude.TheyDo {
		share = 1 - share
	}
	n, of, ok := conclude.InWords(share)
	switch {
	case ok && 2*n > of:
		return s.Say("head."+string(c), "n", n, "of", of)
	case share > 0.9:
		return s.Say("head." + string(c) + ".nearly")
	}
	return s.Say("head." + string(c) + ".most")
}

// Lead is what stands under the headline.
func (s Sayer) Lead() []string {
	g, ok := s.View()
	switch {
	case s.OneSided():
		return []string{s.Say("onesided.why")}
	case !ok:
		return []string{s.Say("lead.group")}
	}
	var lines []string
	key := "starts.count"
	if c := s.leading(); c != nil {
		lines, key = s.before(*c), "starts.whole"
	}
	lines = append(lines, s.starts(key, g.Starts))
	switch conclude.Starts(s.Tally.Gaps) {
	case conclude.Nothing:
		return append(lines, s.Say("lead.more", "n", s.missing()))
	case conclude.Depends:
		return append(append(lines, s.steady()), s.leans("starts", s.Each(conclude.Started))...)
	}
	return append(lines, s.steady())
}

// steady is the share over all eight pauses.
func (s Sayer) steady() string {
	low, high := 1.0, 0.0
	for _, g := range s.Tally.Gaps {
		v := conclude.Share(g.Starts).Value
		low, high = min(low, v), max(high, v)
	}
	if percent(low) == percent(high) {
		return s.Say("starts.same", "share", s.Share(low))
	}
	return s.Say("starts.steady", "range", s.Limits(low, high))
}

// missing is how many more starts the poorest gap needs.
func (s Sayer) missing() int {
	need := 1
	for _, g := range s.Tally.Gaps {
		need = max(need, conclude.Few-g.Starts.Me-g.Starts.Them)
	}
	return need
}

func (s Sayer) starts(key string, x exchange.Starts) string {
	all := x.Me + x.Them
	if all == 0 {
		return s.Say("head.nothing")
	}
	r := conclude.Share(x)
	return s.Say(key, "me", Number(x.Me), "all", Number(all), "share", s.Share(r.Value), "range", s.Limits(r.Low, r.High))
}

// Sure says how sure the headline is.
func (s Sayer) Sure() []string {
	g, ok := s.View()
	if !ok {
		return []string{s.Say("lead.group")}
	}
	lines := []string{s.Say("sure.n", "n", g.Starts.Me+g.Starts.Them, "first", s.Date(s.Tally.First), "last", s.Date(s.Tally.Last))}
	if c := s.leading(); c != nil {
		lines = append(lines, s.Say("sure.change", "n", (c.To-c.From+7)/7), s.Say("sure.runs"))
		if len(s.Tally.Whole()) <= 52 {
			lines = append(lines, s.Say("sure.smaller"))
		}
	}
	switch conclude.Starts(s.Tally.Gaps) {
	case conclude.Depends:
		lines = append(lines, s.Say("sure.not"))
	case conclude.Unsure:
		lines = append(lines, s.Say("sure.open"))
	case conclude.IStart, conclude.TheyDo, conclude.Even:
		lines = append(lines, s.Say("sure.all"))
	}
	return append(lines, s.clear(g.Starts)...)
}

func (s Sayer) clear(x exchange.Starts) []string {
	all := x.ClearMe + x.ClearThem
	if all == 0 {
		return []string{s.Say("starts.none")}
	}
	r := conclude.Clear(x)
	lines := []string{s.Say("starts.clear", "me", Number(x.ClearMe), "all", Number(all), "share", s.Share(r.Value), "range", s.Limits(r.Low, r.High))}
	if low, high := conclude.Bounds(x); low < high {
		lines = append(lines, s.Say("starts.late", "low", percent(low), "high", percent(high)))
	}
	return lines
}

// Cannot says what the file cannot tell.
func (s Sayer) Cannot() []string {
	return []string{s.Say("cannot.why"), s.Say("cannot.else"), s.Say("cannot.missing")}
}

// How says how it was counted.
func (s Sayer) How() []string {
	lines := []string{s.Say("how.messages"), s.Say("how.week")}
	if len(s.Tally.Gaps) == 0 {
		return lines
	}
	lines = append([]string{s.Say("how.start", "n", s.Gap)}, append(lines, s.Say("replies.how"), s.Say("replies.waking.how", "share", s.Share(0.02)))...)
	return append(lines, s.Say("changes.how", "share", s.Share(changes.Between)))
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
func Note(b *words.Book, n exchange.Caveat) string {
	key := "evidence.note." + n.Code
	if !b.Has(key) {
		return b.Say("evidence.note.other", "code", count.Clean(n.Code))
	}
	return b.Say(key, "n", n.N, "shown", Number(n.N))
}

// Facts are the counts of what the file holds.
func (s Sayer) Facts() []string {
	t := s.Tally
	lines := []string{
		s.Say("facts.head", "n", t.Messages, "shown", Number(t.Messages), "first", s.Date(t.First), "last", s.Date(t.Last)),
		s.Say("facts.more", "media", Number(t.Media), "deleted", Number(t.Deleted), "edited", Number(t.Edited),
			"calls", Number(t.Calls), "missed", Number(t.Missed), "system", Number(t.System)),
	}
	for _, p := range t.Parts {
		lines = append(lines, s.Say("part", "n", p.Messages, "shown", Number(p.Messages), "format", s.Say("format", "name", p.Format),
			"first", s.Date(p.First), "last", s.Date(p.Last)))
	}
	return lines
}

// Count writes a number for a page.
func (s Sayer) Count(n int) string { return Number(n) }

// Who is a person's name, as it may be shown.
func (s Sayer) Who(w exchange.Writer) string {
	name := count.Clean(w.Name)
	if s.Discreet && !w.Me {
		first, _ := utf8.DecodeRuneInString(name)
		return strings.ToUpper(string(first)) + "."
	}
	if len(w.Also) > 0 {
		also := make([]string, len(w.Also))
		for i, a := range w.Also {
			also[i] = count.Clean(a)
		}
		name = s.Say("facts.also", "name", name, "also", strings.Join(also, ", "))
	}
	if w.Me {
		return s.Say("facts.you", "name", name)
	}
	return name
}

// Date is a wall-clock second as a day.
func (s Sayer) Date(at int64) string {
	d := time.Unix(at, 0).UTC()
	return s.Say("date", "day", d.Day(), "month", int(d.Month()), "year", d.Year())
}

// Clock writes an hour of the day as a clock shows it.
func Clock(hour int) string { return strconv.Itoa(hour%24) + ":00" }

// Span is a length of time the way people say it, in whole minutes or hours.
func (s Sayer) Span(seconds float64) string {
	minutes := int(math.Round(seconds / 60))
	switch {
	case minutes < 1:
		return s.Say("span.second")
	case minutes < 90:
		return s.Say("span.minute", "n", minutes)
	case seconds > 86400:
		return s.Say("span.day")
	}
	return s.Say("span.hour", "n", int(math.Round(seconds/3600)))
}

func (s Sayer) spans(r exchange.Range) string {
	if math.IsNaN(r.High) {
		return s.Say("num.open", "low", s.Span(r.Low))
	}
	return s.Say("num.range", "low", s.Span(r.Low), "high", s.Span(r.High))
}

// Share writes a share as so many in 100.
func (s Sayer) Share(v float64) string { return s.Say("num.share", "n", percent(v)) }

// Limits writes the range of a share, in hundredths.
func (s Sayer) Limits(low, high float64) string {
	return s.Say("num.range", "low", percent(low), "high", percent(high))
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
func Names(people []exchange.Writer) string {
	var out []string
	for _, p := range people[:min(10, len(people))] {
		out = append(out, strconv.Quote(count.Clean(p.Name))+" ("+Number(p.Messages)+")")
	}
	if len(people) > 10 {
		out = append(out, "…")
	}
	return strings.Join(slices.Clip(out), ", ")
}
