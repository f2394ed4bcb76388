package document

import (
	"time"

	"ebb/feature/evidence/count"
	"ebb/stat"
	"ebb/tie/exchange"
)

// What follows is the part of the JSON about how two people write, beyond who
// starts. Rates are a week; times are minutes.
type (
	part struct {
		Format   string `json:"format"`
		Messages int    `json:"messages"`
		First    string `json:"first"`
		Last     string `json:"last"`
	}
	// sided is a figure that has two sides at each gap.
	sided struct {
		GapHours int `json:"gapHours"`
		share
		ByGap []gapShare `json:"byGap"`
	}
	habits struct {
		Begun        int      `json:"begun"`     // conversations, but for the last one of the file
		Alone        int      `json:"alone"`     // of these, those in which nobody else wrote
		AloneInARow  int      `json:"aloneRow"`  // the most with nothing in between
		Texts        int      `json:"texts"`     // messages with words
		Lengths      []int    `json:"lengths"`   // of Texts: 0 characters, up to 5, 10, 20, 40 and so on by doubling
		Questions    int      `json:"questions"` // of Texts, those with a question mark
		QuestionRate *float64 `json:"questionShare"`
		QuestionLow  *float64 `json:"questionLow"`
		QuestionHigh *float64 `json:"questionHigh"`
		Hours        []int    `json:"hours"`     // messages by hour of the day
		QuietFrom    *int     `json:"quietFrom"` // hour of the day
		QuietHours   *int     `json:"quietHours"`
		Calls        int      `json:"calls"`
		Missed       int      `json:"missedCalls"`
		Minutes      float64  `json:"callMinutes"`
	}
	both struct {
		Me   *habits `json:"me"`
		Them *habits `json:"them"`
	}
	waking struct {
		Median   *float64 `json:"median"`
		Low      *float64 `json:"low"`
		High     *float64 `json:"high"`
		Within1h *float64 `json:"within1h"`
	}
	changed struct {
		What        string   `json:"what"`
		From        string   `json:"from"` // the first and the last day of the band
		To          string   `json:"to"`
		Before      *float64 `json:"before"`
		After       *float64 `json:"after"`
		BeforeLow   *float64 `json:"beforeLow"`
		BeforeHigh  *float64 `json:"beforeHigh"`
		AfterLow    *float64 `json:"afterLow"`
		AfterHigh   *float64 `json:"afterHigh"`
		WeeksBefore int      `json:"weeksBefore"`
		WeeksAfter  int      `json:"weeksAfter"`
		Until       *string  `json:"until"` // when the level after ended; null where it did not
		EveryGap    bool     `json:"everyGap"`
	}
	rate struct {
		What        string   `json:"what"`
		WeeksBefore int      `json:"weeksBefore"`
		WeeksAfter  int      `json:"weeksAfter"`
		Before      *float64 `json:"before"`
		After       *float64 `json:"after"`
		Ratio       *float64 `json:"ratio"`
		Low         *float64 `json:"low"`
		High        *float64 `json:"high"`
		Check       *float64 `json:"check"`   // probability by shuffling blocks of weeks
		Changed     *bool    `json:"changed"` // null where there are too few weeks to say
	}
	// soon is a share in whole weeks before and after.
	soon struct {
		Before     *float64 `json:"before"`
		After      *float64 `json:"after"`
		Difference *float64 `json:"difference"`
		Low        *float64 `json:"low"`
		High       *float64 `json:"high"`
		Check      *float64 `json:"check"`
		Changed    *bool    `json:"changed"`
	}
	// slower also has the share answered within an hour, in whole weeks; the
	// difference of the means and the log-rank test take turns for independent.
	slower struct {
		Hour       soon     `json:"within1h"`
		NBefore    int      `json:"nBefore"`
		NAfter     int      `json:"nAfter"`
		Difference *float64 `json:"rmst24hDifference"`
		Low        *float64 `json:"low"`
		High       *float64 `json:"high"`
		LogRank    *float64 `json:"logRank"` // probability
	}
)

func date(day int) string { return time.Unix(int64(day)*86400, 0).UTC().Format(time.DateOnly) }

// detail fills in the figures for two people.
func (d *document) detail(t *exchange.Tally) {
	for _, p := range t.Parts {
		d.Parts = append(d.Parts, part{p.Format, p.Messages, local(p.First), local(p.Last)})
	}
	if len(t.Gaps) == 0 {
		return
	}
	g := t.Gaps[count.Gap-1]
	d.Ends = sidedOf(t.Gaps, func(g exchange.GapView) exchange.Sides { return g.Ends })
	d.FollowUps = sidedOf(t.Gaps, func(g exchange.GapView) exchange.Sides { return g.Again })
	d.Habits = &both{habitsOf(t.Me, g.Alone.Begun.Me, g.Alone.Only.Me, g.Alone.Row.Me), habitsOf(t.Them, g.Alone.Begun.Them, g.Alone.Only.Them, g.Alone.Row.Them)}
	d.Replies.Me.Waking, d.Replies.Them.Waking = wakingOf(g.WakingMe), wakingOf(g.WakingThem)
	if t.Changes == nil {
		return
	}
	d.Changes = []changed{}
	for _, c := range t.Changes.Found {
		d.Changes = append(d.Changes, changedOf(c))
	}
}

func local(at int64) string { return time.Unix(at, 0).UTC().Format("2006-01-02T15:04:05") }

func sidedOf(gaps []exchange.GapView, of func(exchange.GapView) exchange.Sides) *sided {
	x := of(gaps[count.Gap-1])
	out := &sided{GapHours: count.Gap, share: shareOf(x.Me, x.Them, stat.Wilson(x.Me, x.Me+x.Them))}
	for _, g := range gaps {
		x := of(g)
		out.ByGap = append(out.ByGap, gapShare{g.Hours, x.Me, x.Them, known(stat.Wilson(x.Me, x.Me+x.Them).Value)})
	}
	return out
}

func habitsOf(x *exchange.Side, begun, alone, row int) *habits {
	if x == nil {
		return nil
	}
	asks := stat.Wilson(x.Asks, x.Texts)
	out := &habits{
		Begun: begun, Alone: alone, AloneInARow: row, Texts: x.Texts, Lengths: x.Lengths, Hours: x.Hours,
		Questions: x.Asks, QuestionRate: known(asks.Value), QuestionLow: known(asks.Low), QuestionHigh: known(asks.High),
		Calls: x.Calls, Missed: x.Missed, Minutes: *known(float64(x.Talked) / 60),
	}
	if x.Quiet != nil {
		out.QuietFrom, out.QuietHours = &x.Quiet.From, &x.Quiet.Hours
	}
	return out
}

func wakingOf(w *exchange.Waking) *waking {
	if w == nil {
		return nil
	}
	return &waking{known(w.Median.Value / 60), known(w.Median.Low / 60), known(w.Median.High / 60), known(w.Hour.Value)}
}

func changedOf(c exchange.Change) changed {
	out := changed{
		What: c.What, From: date(c.From), To: date(c.To), Before: known(c.Before.Value), After: known(c.After.Value),
		BeforeLow: known(c.Before.Low), BeforeHigh: known(c.Before.High), AfterLow: known(c.After.Low), AfterHigh: known(c.After.High),
		WeeksBefore: c.WeeksBefore, WeeksAfter: c.WeeksAfter, EveryGap: !c.Depends,
	}
	if c.Until != 0 {
		until := date(c.Until)
		out.Until = &until
	}
	return out
}

func ratesOf(x *count.Split) []rate {
	r := x.Rates
	return []rate{
		rateOf(exchange.ChangedMessagesMe, r.Messages[count.Me]), rateOf(exchange.ChangedMessagesThem, r.Messages[count.Them]),
		rateOf(exchange.ChangedStartsMe, r.Starts[count.Me]), rateOf(exchange.ChangedStartsThem, r.Starts[count.Them]),
	}
}

func rateOf(what string, c stat.Comparison) rate {
	out := rate{
		What: what, WeeksBefore: c.Weeks[0], WeeksAfter: c.Weeks[1], Before: known(c.Before.Value), After: known(c.After.Value),
		Ratio: known(c.Change.Value), Low: known(c.Change.Low), High: known(c.Change.High), Check: known(c.Check),
	}
	if c.Enough {
		out.Changed = &c.Changed
	}
	return out
}

func slowerOf(x *count.Split, side int) slower {
	d := x.Replies[side]
	hour := soon{
		Before: known(d.Hour.Before.Value), After: known(d.Hour.After.Value), Check: known(d.Hour.Check),
		Difference: known(d.Hour.Change.Value), Low: known(d.Hour.Change.Low), High: known(d.Hour.Change.High),
	}
	if d.Hour.Enough {
		hour.Changed = &d.Hour.Changed
	}
	return slower{
		hour, x.Before.Replies[side].N, x.After.Replies[side].N,
		known(d.Mean.Value / 60), known(d.Mean.Low / 60), known(d.Mean.High / 60), known(d.P),
	}
}
