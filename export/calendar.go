package export

import (
	"fmt"
	"io"
	"time"

	ics "github.com/arran4/golang-ical"
)

// calendar has an entry for each day and each time that a body names. It is
// called what its kind is called and holds none of the person's words: calendars
// are shared.
type calendar struct {
	out io.Writer
	cal *ics.Calendar
	o   Options
}

func newCalendar(out io.Writer, o Options) *calendar {
	cal := ics.NewCalendarFor("export")
	cal.SetMethod(ics.MethodPublish)
	return &calendar{out, cal, o}
}

func (c *calendar) entry(x entry) error {
	if !x.stands {
		return nil
	}
	for i, at := range dates(nil, x.body) {
		e := c.cal.AddEvent(fmt.Sprintf("%s-%d@export", x.event.ID, i))
		e.SetDtStampTime(c.o.Made.UTC())
		if at.whole {
			e.SetAllDayStartAt(at.Time)
			e.SetAllDayEndAt(at.AddDate(0, 0, 1))
		} else {
			e.SetStartAt(at.UTC())
			e.SetEndAt(at.Add(15 * time.Minute).UTC())
		}
		e.SetSummary(c.o.label(x.event.Kind))
		e.SetClass(ics.ClassificationPrivate)
	}
	return nil
}

func (c *calendar) end([]uint64) error {
	return c.cal.SerializeTo(c.out, ics.WithNewLineWindows)
}

// date is a day, or a time.
type date struct {
	time.Time
	whole bool
}

func dates(all []date, v any) []date {
	switch v := v.(type) {
	case fields:
		for _, f := range v {
			all = dates(all, f.value)
		}
	case []any:
		for _, x := range v {
			all = dates(all, x)
		}
	case string:
		if day, err := time.Parse(time.DateOnly, v); err == nil {
			all = append(all, date{day, true})
		}
	default:
		if at, is := instant(v); is {
			all = append(all, date{at, false})
		}
	}
	return all
}
