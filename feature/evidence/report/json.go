package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"time"

	"ebb/feature/evidence/count"
	"ebb/feature/evidence/say"
	"ebb/stat"
	"ebb/tie"
)

// document is the JSON of version 1. Reply times are minutes, shares run from
// 0 to 1. What does not apply, or waits for an answer, is null.
type document struct {
	Version       int      `json:"version"`
	Format        string   `json:"format"`
	Chat          *string  `json:"chat"`
	Messages      int      `json:"messages"`
	Authors       []author `json:"authors"`
	System        int      `json:"system"`
	Calls         int      `json:"calls"`
	MissedCalls   int      `json:"missedCalls"`
	Media         int      `json:"media"`
	Deleted       int      `json:"deleted"`
	Edited        int      `json:"edited"`
	First         *string  `json:"first"`
	Last          *string  `json:"last"`
	DateOrder     *string  `json:"dateOrder"`
	DateOrderSure bool     `json:"dateOrderSure"`
	Warnings      []remark `json:"warnings"`
	Starts        *starts  `json:"starts"`
	Replies       *replies `json:"replies"`
	Changes       any      `json:"changes"` // null: change points are not looked for yet
	Weeks         []week   `json:"weeks"`
	Split         *split   `json:"split,omitempty"`
	Open          []string `json:"open,omitempty"`
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

func (x *finding) writeJSON(w io.Writer) error { return encode(w, x.document()) }

func encode(w io.Writer, document any) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(document)
}

func (x *finding) document() *document {
	t, h := x.tally, x.history
	d := &document{
		Version: 1, Format: h.Format, Messages: t.Messages, System: t.System, Calls: t.Calls, MissedCalls: t.Missed,
		Media: t.Media, Deleted: t.Deleted, Edited: t.Edited, DateOrderSure: h.DateOrderSure,
		Authors: []author{}, Warnings: []remark{}, Open: x.open,
	}
	if h.Chat != "" {
		d.Chat = &h.Chat
	}
	if h.DateOrder != "" {
		d.DateOrder = &h.DateOrder
	}
	for _, p := range t.People {
		d.Authors = append(d.Authors, author{p.Name, p.Messages})
	}
	for _, n := range t.Notes {
		d.Warnings = append(d.Warnings, remark{n.Code, say.Note(x.reading.Book, n)})
	}
	for _, q := range x.open {
		if q == "dateOrder" {
			return d // nothing below holds until the dates do
		}
	}
	x.timed(d)
	return d
}

// timed fills in what depends on the dates.
func (x *finding) timed(d *document) {
	t := x.tally
	if t.Messages > 0 {
		d.First, d.Last = x.stamp(0), x.stamp(len(x.history.Messages)-1)
	}
	if len(t.Gaps) > 0 {
		d.Starts = startsOf(t.Gaps)
		g := t.Gaps[count.Gap-1]
		d.Replies = &replies{Me: replyOf(g.Me), Them: replyOf(g.Them)}
	}
	for _, w := range x.sayer().Weeks() {
		out := week{Week: isoWeek(w.Monday), MeMessages: w.Me, ThemMessages: w.Them}
		if len(t.Gaps) > 0 {
			out.MeStarts, out.ThemStarts = &w.StartsMe, &w.StartsThem
		}
		d.Weeks = append(d.Weeks, out)
	}
	if x.split != nil {
		d.Split = splitOf(x.split)
	}
}

// stamp is a message's time: local without a zone where the file has none.
func (x *finding) stamp(i int) *string {
	at := x.history.Messages[i].At
	s := time.Unix(at, 0).UTC().Format("2006-01-02T15:04:05")
	if x.history.Zoned {
		zone := x.reading.options.Zone
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

func startsOf(gaps []tie.GapView) *starts {
	g := gaps[count.Gap-1].Starts
	low, high := count.Bounds(g)
	s := &starts{
		GapHours: count.Gap,
		share:    shareOf(g.Me, g.Them, count.Share(g)),
		Clear:    clear{shareOf(g.ClearMe, g.ClearThem, count.Clear(g)), known(low), known(high)},
	}
	for _, v := range gaps {
		s.ByGap = append(s.ByGap, gapShare{v.Hours, v.Starts.Me, v.Starts.Them, known(count.Share(v.Starts).Value)})
	}
	return s
}

func shareOf(me, them int, r stat.Interval) share {
	return share{me, them, known(r.Value), known(r.Low), known(r.High)}
}

func replyOf(r tie.Replies) reply {
	return reply{
		N: r.N, Answered: r.Answered,
		Median: known(r.Median.Value / 60), Low: known(r.Median.Low / 60), High: known(r.Median.High / 60),
		Within1h: known(r.Hour.Value), Within24h: known(r.Day.Value), RMST24h: known(r.Mean.Value / 60),
	}
}

func splitOf(s *count.Split) *split {
	out := &split{Date: s.Date.Format(time.DateOnly), Before: periodOf(s.Before), After: periodOf(s.After)}
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
