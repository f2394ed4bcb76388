package guide

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func TestOpenNow(t *testing.T) {
	copenhagen := Hours{Zone: "Europe/Copenhagen", Week: "Mon-Sun 09:00-05:00"}
	office := Hours{Zone: "Europe/Berlin", Week: "Mon-Fri 09:00-19:00"}
	night := Hours{Zone: "Europe/Berlin", Week: "Sat-Sun 01:00-03:30"}
	chile := Hours{Zone: "America/Santiago", Week: "Mon-Fri 08:00-24:00"}
	for _, c := range []struct {
		what  string
		hours Hours
		now   string // any zone
		state State
		when  string // Until or Next, UTC
	}{
		{"always is always", Hours{Always: true}, "2026-11-22T03:00:00Z", Always, ""},
		{"nothing known is unknown", Hours{}, "2026-11-22T03:00:00Z", Unknown, ""},
		{"past midnight the shift of yesterday runs on", copenhagen, "2026-11-22T03:59:59Z", Open, "2026-11-22T04:00:00Z"},
		{"at closing time it is closed", copenhagen, "2026-11-22T04:00:00Z", Closed, "2026-11-22T08:00:00Z"},
		{"the caller's zone does not matter", copenhagen, "2026-11-22T13:00:00+09:00", Closed, "2026-11-22T08:00:00Z"},
		{"at opening time it is open", office, "2026-11-23T08:00:00Z", Open, "2026-11-23T18:00:00Z"},
		{"on Friday evening it opens on Monday", office, "2026-11-20T19:00:00Z", Closed, "2026-11-23T08:00:00Z"},
		{"after the clocks go forward nine o'clock is an hour earlier in UTC", office, "2026-03-28T12:00:00Z", Closed, "2026-03-30T07:00:00Z"},
		{"after they go back it is an hour later", office, "2026-10-24T12:00:00Z", Closed, "2026-10-26T08:00:00Z"},
		{"the hour that comes twice is open both times", night, "2026-10-25T00:30:00Z", Open, "2026-10-25T02:30:00Z"},
		{"and the second time too", night, "2026-10-25T01:30:00Z", Open, "2026-10-25T02:30:00Z"},
		{"the night an hour is left out is shorter", night, "2026-03-29T00:30:00Z", Open, "2026-03-29T01:30:00Z"},
		{"24:00 is midnight", chile, "2026-11-24T02:59:00Z", Open, "2026-11-24T03:00:00Z"},
		{"midnight is closed", chile, "2026-11-24T03:00:00Z", Closed, "2026-11-24T11:00:00Z"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		o := c.hours.At(now)
		when := ""
		if at := o.Until; !at.IsZero() {
			when = at.UTC().Format(time.RFC3339)
		}
		if at := o.Next; !at.IsZero() {
			when = at.UTC().Format(time.RFC3339)
		}
		if o.State != c.state || when != c.when {
			t.Errorf("%s: %s %s, want %s %s", c.what, o.State, when, c.state, c.when)
		}
	}
}

func TestPlansThatAreRefused(t *testing.T) {
	for what, h := range map[string]Hours{
		"a plan without a zone":  {Week: "Mon-Fri 09:00-19:00"},
		"a zone nobody knows":    {Zone: "Europe/Atlantis", Week: "Mon 09:00-19:00"},
		"a day nobody knows":     {Zone: "UTC", Week: "Mom 09:00-19:00"},
		"an hour nobody has":     {Zone: "UTC", Week: "Mon 09:00-25:00"},
		"half a time":            {Zone: "UTC", Week: "Mon 9-19"},
		"a stray semicolon":      {Zone: "UTC", Week: "Mon 09:00-19:00;"},
		"a minute beyond the 59": {Zone: "UTC", Week: "Mon 09:60-19:00"},
	} {
		if _, _, err := h.plan(); err == nil {
			t.Errorf("%s is taken", what)
		}
		if got := h.At(time.Unix(0, 0)).State; got != Unknown {
			t.Errorf("%s: %s, want unknown", what, got)
		}
	}
}
