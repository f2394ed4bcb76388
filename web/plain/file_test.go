package plain_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"ebb"
	file "ebb/export"
	"ebb/feature"
	"ebb/feature/check"
	"ebb/feature/days"
	"ebb/feature/note"
	"ebb/feature/safety"
	"ebb/journal"
	"ebb/store"
	"ebb/store/mem"
	"ebb/tie"
	"ebb/vault"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func features() []*feature.Feature {
	return []*feature.Feature{note.Feature(), check.Feature(), safety.Feature(), days.Feature()}
}

func journalOf(t testing.TB, events ...ebb.Event) *journal.Journal {
	t.Helper()
	s := mem.New()
	install, err := s.Install(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	ring := vault.NewRing()
	o := vault.Owner{Install: ebb.ID(install), Person: ebb.NewID()}
	j := journal.Open(journal.Options{
		Store: s, Keys: ring.Keys(o), Owner: o, Folds: func() map[string]ebb.Fold { return map[string]ebb.Fold{} }, Clock: func() time.Time { return now },
		New: &store.Person{Version: ring.Version, Inbox: ring.Public(), Lineage: store.ID(ebb.NewID()), Slots: []store.Slot{{Name: "pass", Box: []byte("x")}}},
	})
	for len(events) > 0 {
		n := min(len(events), 1000)
		var entries []ebb.Entry
		for _, e := range events[:n] {
			entries = append(entries, ebb.Entry{Event: e})
		}
		if err := j.Record(context.Background(), entries...); err != nil {
			t.Fatal(err)
		}
		events = events[n:]
	}
	return j
}

func written(t testing.TB, j file.Journal, o file.Options) (string, file.Done) {
	t.Helper()
	var out bytes.Buffer
	o.Features, o.Made = features(), now
	done, err := file.Write(t.Context(), &out, j, o)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), done
}

func sheet(nine int) ebb.Event {
	return ebb.New(check.Filled, now, check.Sheet{Sheet: ebb.ID{7}, PHQ: []int{2, 2, 2, 2, 2, 2, 2, 2, nine, 2}, GAD: []int{1, 1, 1, 1, 1, 1, 1}})
}

// The file is the same whatever the ninth answer was, and so is the history of
// a sheet that was answered again.
func TestTheNinthAnswerChangesNothingInAFile(t *testing.T) {
	for _, f := range file.Formats {
		for _, history := range []bool{false, true} {
			var was string
			for _, nine := range []int{check.Left, 0, 1, 2, 4} {
				first, second := sheet(1), sheet(nine)
				second.ID = first.ID
				again := ebb.New(ebb.Replaced, now, ebb.Replacement{ID: first.ID, Body: second.Body})
				first.ID, again.ID = ebb.ID{1}, ebb.ID{2}
				body, err := ebb.Encode(ebb.Replacement{ID: first.ID, Body: second.Body})
				if err != nil {
					t.Fatal(err)
				}
				again.Body = body
				got, _ := written(t, journalOf(t, first, again), file.Options{Format: f.Name, History: history})
				if was != "" && got != was {
					t.Errorf("%s, history %v: a ninth answer of %d shows:\n%s", f.Name, history, nine, got)
				}
				was = got
			}
		}
	}
	got, _ := written(t, journalOf(t, sheet(4)), file.Options{Format: "json", Ticked: []string{"nine"}})
	if !strings.Contains(got, `"phq":[2,2,2,2,2,2,2,2,4,2]`) {
		t.Errorf("ticked, and not there: %s", got)
	}
}

func TestOfWhatIsSetApartNotEvenAnEditShows(t *testing.T) {
	yes := ebb.New(tie.Answered, now, tie.Safety{Afraid: tie.Yes})
	out := ebb.New(ebb.Withdrawn, now, ebb.Withdrawal{ID: yes.ID})
	back := ebb.New(ebb.Withdrawn, now, ebb.Withdrawal{ID: out.ID})
	changed, err := ebb.Encode(tie.Safety{Hurt: tie.Yes})
	if err != nil {
		t.Fatal(err)
	}
	other := ebb.New(ebb.Replaced, now, ebb.Replacement{ID: yes.ID, Body: changed})
	j := journalOf(t, yes, out, back, other, ebb.New(tie.DayPlanned, now, tie.Day{Kind: "meet", On: "2026-12-24", Afraid: true}))
	for _, f := range file.Formats {
		got, done := written(t, j, file.Options{Format: f.Name, History: true})
		if done.Entries != 1 || strings.Contains(got, "ebb.") || strings.Contains(got, "hurt") || strings.Contains(got, "afraid") {
			t.Errorf("%s: %d entries: %s", f.Name, done.Entries, got)
		}
	}
	if got, _ := written(t, j, file.Options{Format: "ics"}); !strings.Contains(got, "VALUE=DATE:20261224") || !strings.Contains(got, "SUMMARY:A hard day or a meeting") {
		t.Errorf("the day is not in the calendar: %s", got)
	}
}

func TestWordsAreNoMarkup(t *testing.T) {
	got, _ := written(t, journalOf(t, ebb.New(tie.Noted, now, tie.Note{Text: "# head\n<script>x</script>\n1. one [a](http://x) *b*\u202e\x1b]52"})), file.Options{Format: "md"})
	for _, want := range []string{`> \# head`, `\<script>`, `1\. one \[a\](http://x) \*b\*\]52`} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestManyEntriesAreWrittenAsTheyAreRead(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 2000
	}
	events := make([]ebb.Event, n)
	for i := range events {
		events[i] = ebb.New(tie.Noted, now, tie.Note{Text: fmt.Sprint("note ", i)})
	}
	j := journalOf(t, events...)
	said, out := 0, &peak{}
	began := time.Now()
	done, err := file.Write(t.Context(), out, j, file.Options{Format: "json", Features: features(), Made: now, Said: func(rows int) { said++ }})
	if err != nil || done.Entries != n || said == 0 {
		t.Errorf("%d entries, told %d times, %v", done.Entries, said, err)
	}
	if out.most > 1<<20 {
		t.Errorf("%d bytes were held back at once", out.most)
	}
	t.Logf("%d entries, %d bytes in %v", n, out.all, time.Since(began).Round(time.Millisecond))
}

// peak counts what it is given, and how much at a time.
type peak struct{ all, most int }

func (p *peak) Write(b []byte) (int, error) {
	p.all, p.most = p.all+len(b), max(p.most, len(b))
	return len(b), nil
}
