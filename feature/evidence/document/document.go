// Package document is the JSON of a chat: version 1, which a machine may read.
//
// It promises that what does not apply, or waits for an answer, is null and
// never zero, and that fields are added and never change their meaning. It
// refuses words but those of the warnings.
package document

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"ebb/chat"
	"ebb/feature/evidence/conclude"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/say"
	"ebb/internal/words"
	"ebb/stat"
	"ebb/tie/exchange"
)

// document is the JSON of version 1. Reply times are minutes, shares run from
// 0 to 1. What does not apply, or waits for an answer, is null.
type document struct {
	Version       int       `json:"version"`
	Format        string    `json:"format"`
	Chat          *string   `json:"chat"`
	Messages      int       `json:"messages"`
	Authors       []author  `json:"authors"`
	System        int       `json:"system"`
	Calls         int       `json:"calls"`
	MissedCalls   int       `json:"missedCalls"`
	Media         int       `json:"media"`
	Deleted       int       `json:"deleted"`
	Edited        int       `json:"edited"`
	First         *string   `json:"first"`
	Last          *string   `json:"last"`
	DateOrder     *string   `json:"dateOrder"`
	DateOrderSure *bool     `json:"dateOrderSure"`
	Warnings      []remark  `json:"warnings"`
	Parts         []part    `json:"parts,omitempty"`
	Starts        *starts   `json:"starts"`
	Replies       *replies  `json:"replies"`
	Ends          *sided    `json:"ends"`
	FollowUps     *sided    `json:"followUps"`
	Habits        *both     `json:"habits"`
	Changes       []changed `json:"changes"` // null where there is too little to look for one
	Weeks         []week    `json:"weeks"`
	Split         *split    `json:"split,omitempty"`
	Open          []string  `json:"open,omitempty"`
}

type (
	author struct {
		Name     string `json:"name"`
		Messages int    `json:"messages"`
	}
	remark struct {
		Code string `json:"code"`
		Text string `json:"text"`
	}
	// share is counts with my share of them and its limits.
	share struct {
		Me    int      `json:"me"`
		Them  int      `json:"them"`
		Share *float64 `json:"share"`
		Low   *float64 `json:"low"`
		High  *float64 `json:"high"`
	}
	starts struct {
		GapHours int `json:"gapHours"`
		share
		Clear clear      `json:"clear"`
		ByGap []gapShare `json:"byGap"`
	}
	// clear also holds the share if all that may be late replies are, or are
	// not, on one side.
	clear struct {
		share
		BoundLow  *float64 `json:"boundLow"`
		BoundHigh *float64 `json:"boundHigh"`
	}
	gapShare struct {
		GapHours int      `json:"gapHours"`
		Me       int      `json:"me"`
		Them     int      `json:"them"`
		Share    *float64 `json:"share"`
	}
	replies struct {
		Me   reply `json:"me"`
		Them reply `json:"them"`
	}
	reply struct {
		N         int      `json:"n"`
		Answered  int      `json:"answered"`
		Median    *float64 `json:"median"`
		Low       *float64 `json:"low"`
		High      *float64 `json:"high"`
		Within1h  *float64 `json:"within1h"`
		Within24h *float64 `json:"within24h"`
		RMST24h   *float64 `json:"rmst24h"`
		Waking    *waking  `json:"waking"` // with the quiet hours of whoever answers taken out
	}
	week struct {
		Week         string `json:"week"`
		MeMessages   int    `json:"meMessages"`
		ThemMessages int    `json:"themMessages"`
		MeStarts     *int   `json:"meStarts"`
		ThemStarts   *int   `json:"themStarts"`
	}
	split struct {
		Date   string  `json:"date"`
		Before period  `json:"before"`
		After  period  `json:"after"`
		Change *change `json:"change"`
		Rates  []rate  `json:"rates"`
		Slower struct {
			Me   slower `json:"me"`
			Them slower `json:"them"`
		} `json:"replies"`
	}
	period struct {
		Weeks        int   `json:"weeks"`
		MeMessages   int   `json:"meMessages"`
		ThemMessages int   `json:"themMessages"`
		Starts       share `json:"starts"`
	}
	change struct {
		Value *float64 `json:"value"`
		Low   *float64 `json:"low"`
		High  *float64 `json:"high"`
	}
)

// Report is what is known of a chat.
type Report struct {
	Words   *words.Book
	History *chat.History
	Tally   *exchange.Tally
	Split   *count.Split   // nil unless asked for
	Zone    *time.Location // of instants; nil for UTC
	Open    []string       // questions that wait: "me", "dateOrder", "chat"
}

// Write writes the JSON of r.
func Write(w io.Writer, r Report) error { return Encode(w, r.document()) }

// Encode writes JSON as it is printed for people too.
func Encode(w io.Writer, document any) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(document)
}

func (r Report) document() *document {
	t, h := r.Tally, r.History
	d := &document{
		Version: 1, Format: h.Format, Messages: t.Messages, System: t.System, Calls: t.Calls, MissedCalls: t.Missed,
		Media: t.Media, Deleted: t.Deleted, Edited: t.Edited,
		Authors: []author{}, Warnings: []remark{}, Open: r.Open,
	}
	if h.Chat != "" {
		d.Chat = &h.Chat
	}
	if h.DateOrder != "" || !h.DateOrderSure && len(h.Examples) > 0 {
		d.DateOrderSure = &h.DateOrderSure
	}
	if h.DateOrder != "" {
		d.DateOrder = &h.DateOrder
	}
	for _, p := range t.People {
		d.Authors = append(d.Authors, author{p.Name, p.Messages})
	}
	for _, n := range t.Notes {
		d.Warnings = append(d.Warnings, remark{n.Code, say.Note(r.Words, n)})
	}
	if !slices.Contains(r.Open, "dateOrder") { // nothing below holds until the dates do
		r.timed(d)
	}
	return d
}

// timed fills in what depends on the dates.
func (r Report) timed(d *document) {
	t := r.Tally
	if t.Messages > 0 {
		d.First, d.Last = r.stamp(0), r.stamp(len(r.History.Messages)-1)
	}
	if len(t.Gaps) > 0 {
		d.Starts = startsOf(t.Gaps)
		g := t.Gaps[count.Gap-1]
		d.Replies = &replies{Me: replyOf(g.Me), Them: replyOf(g.Them)}
	}
	d.detail(t)
	for _, w := range exchange.Silent(t.Weeks) {
		out := week{Week: isoWeek(w.Monday), MeMessages: w.Me, ThemMessages: w.Them}
		if len(t.Gaps) > 0 {
			out.MeStarts, out.ThemStarts = &w.StartsMe, &w.StartsThem
		}
		d.Weeks = append(d.Weeks, out)
	}
	if r.Split != nil {
		d.Split = splitOf(r.Split)
	}
}

// stamp is a message's time: local without a zone where the file has none.
func (r Report) stamp(i int) *string {
	at := r.History.Messages[i].At
	s := time.Unix(at, 0).UTC().Format("2006-01-02T15:04:05")
	if r.History.Zoned {
		zone := r.Zone
		if zone == nil {
			zone = time.UTC
		}
		s = time.Unix(at, 0).In(zone).Format(time.RFC3339)
	}
	return &s
}

func isoWeek(monday int) string {
	y, w := time.Unix(int64(monday)*86400, 0).UTC().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

func startsOf(gaps []exchange.GapView) *starts {
	g := gaps[count.Gap-1].Starts
	low, high := conclude.Bounds(g)
	s := &starts{
		GapHours: count.Gap,
		share:    shareOf(g.Me, g.Them, conclude.Share(g)),
		Clear:    clear{shareOf(g.ClearMe, g.ClearThem, conclude.Clear(g)), known(low), known(high)},
	}
	for _, v := range gaps {
		s.ByGap = append(s.ByGap, gapShare{v.Hours, v.Starts.Me, v.Starts.Them, known(conclude.Share(v.Starts).Value)})
	}
	return s
}

func shareOf(me, them int, r stat.Interval) share {
	return share{me, them, known(r.Value), known(r.Low), known(r.High)}
}

func replyOf(r exchange.Replies) reply {
	return reply{
		N: r.N, Answered: r.Answered,
		Median: known(r.Median.Value / 60), Low: known(r.Median.Low / 60), High: known(r.Median.High / 60),
		Within1h: known(r.Hour.Value), Within24h: known(r.Day.Value), RMST24h: known(r.Mean.Value / 60),
	}
}

func splitOf(s *count.Split) *split {
	out := &split{Date: s.Date.Format(time.DateOnly), Before: periodOf(s.Before), After: periodOf(s.After), Rates: ratesOf(s)}
	out.Slower.Me, out.Slower.Them = slowerOf(s, count.Me), slowerOf(s, count.Them)
	if !math.IsNaN(s.Change.Value) {
		out.Change = &change{known(s.Change.Value), known(s.Change.Low), known(s.Change.High)}
	}
	return out
}

func periodOf(p count.Period) period {
	return period{p.Weeks, p.Messages[count.Me], p.Messages[count.Them], shareOf(p.Starts[count.Me], p.Starts[count.Them], p.Share)}
}

// known is nil for NaN, which JSON has no word for, and keeps six decimals.
func known(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	v = math.Round(v*1e6) / 1e6
	return &v
}
