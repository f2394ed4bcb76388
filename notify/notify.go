// Package notify takes a reminder to where its person wants it: as a calendar
// that their phone fetches, or as a push message to a browser.
//
// It promises that a reminder is one neutral word and a time, and that nothing
// goes to another host but to the address a browser itself has named. It refuses
// to read a journal: what a reminder is about it cannot know.
package notify

import (
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"
)

// Length of an entry: times are kept by the quarter of an hour.
const Quarter = 15 * time.Minute

// Calendar writes an iCalendar file (RFC 5545) with one entry for each time,
// all called word, each with an alarm at its beginning. id makes the entries'
// names stable and says nothing about anybody.
func Calendar(id, word string, times []time.Time, now time.Time) []byte {
	cal := ics.NewCalendarFor(word)
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(word)
	cal.SetRefreshInterval("PT6H")
	for _, at := range times {
		e := cal.AddEvent(fmt.Sprintf("%d@%s", at.Unix(), id))
		e.SetDtStampTime(now.UTC())
		e.SetStartAt(at.UTC())
		e.SetEndAt(at.Add(Quarter).UTC())
		e.SetSummary(word)
		e.SetClass(ics.ClassificationPrivate)
		alarm := e.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetTrigger("PT0M")
		alarm.SetDescription(word)
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}
