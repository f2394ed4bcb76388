package talk

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/cmd/ebb/invent"
	"ebb/feature"
	"ebb/feature/all"
	"ebb/feature/hold"
	"ebb/feature/hold/moment"
	"ebb/internal/words"
	"ebb/journal"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault"
)

var night = time.Date(2026, 11, 22, 22, 41, 0, 0, time.FixedZone("CET", 3600))

// terminalOf is a terminal whose keys are typed, line by line.
func terminalOf(t *testing.T, typed string) (*feature.Terminal, *bytes.Buffer) {
	t.Helper()
	book, err := words.Read("en", hold.Feature().Files)
	if err != nil {
		t.Fatal(err)
	}
	out := new(bytes.Buffer)
	return &feature.Terminal{In: strings.NewReader(typed), Out: out, Err: out, Clock: func() time.Time { return night }, Words: book}, out
}

// slotted records nobody's journal with one slot of a name.
func slotted(t *testing.T, st store.Store, name string, day int64) (*journal.Journal, *vault.Ring) {
	t.Helper()
	ring := vault.NewRing()
	j, err := invent.Record(context.Background(), st, all.List(), func() time.Time { return night }, ring, func(o vault.Owner) ([]store.Slot, error) {
		box, err := vault.SealDraft(o, ring, vault.NewToken(), day, [32]byte{1})
		return []store.Slot{{Name: name, Box: box}}, err
	}, []ebb.Event{ebb.New(moment.KindPull, night, moment.Pull{Moment: ebb.NewID(), Pull: "reach"})})
	if err != nil {
		t.Fatal(err)
	}
	return j, ring
}

func TestWhoIsMeant(t *testing.T) {
	today := night.Unix() / 86400
	for _, c := range []struct {
		what          string
		kept, drafts  int
		stale         bool
		refused, hint string
	}{
		{"nobody", 0, 0, false, "Nobody keeps a journal here yet", "Open ebb in the browser first"},
		{"one who chose a passphrase", 1, 0, false, "", ""},
		{"one draft", 0, 1, false, "", ""},
		{"the one who chose a passphrase, not the draft beside them", 1, 1, false, "", ""},
		{"two drafts", 0, 2, false, "More than one journal", "browser"},
		{"two who chose a passphrase", 2, 0, false, "More than one journal", "browser"},
		{"a draft that nothing opens any more", 0, 1, true, "Nobody keeps a journal here yet", "browser"},
	} {
		st := mem.New()
		day := today
		if c.stale {
			day -= 9
		}
		for range c.kept {
			slotted(t, st, "pass", today)
		}
		for range c.drafts {
			slotted(t, st, "draft", day)
		}
		term, _ := terminalOf(t, "")
		box, err := Find(context.Background(), term, st, ebb.ID{})
		var exit *feature.Exit
		switch {
		case c.refused == "" && err != nil:
			t.Errorf("%s: %v", c.what, err)
		case c.refused == "" && box == nil:
			t.Errorf("%s: no inbox", c.what)
		case c.refused != "" && (!errors.As(err, &exit) || exit.Code != 1 ||
			!strings.HasPrefix(exit.Lines[0], "error: "+c.refused) || !strings.Contains(exit.Lines[1], c.hint)):
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// TestTheTerminalsMomentJoinsTheJournal types a whole moment, and opens the
// inbox as unlocking does.
func TestTheTerminalsMomentJoinsTheJournal(t *testing.T) {
	for _, c := range []struct {
		what, typed string
		want        string // outcome
		pull        string
		ratings     int
	}{
		{"the long way", "1\n8\nw\n\n3\n1\n", moment.Passed, "reach", 2},
		{"enter leaves the rest out", "3\n\n\n\n", "", "check", 0},
		{"q after the first key has lost nothing", "2\nq\n", "", "reply", 0},
		{"a line that ends has lost nothing", "2\n7\n", "", "reply", 1},
		{"already done", "d\n", moment.Acted, "", 0},
		{"a wrong key asks once more", "x\n1\nz\nt\n\n2\n", moment.Partly, "reach", 1},
	} {
		st := mem.New()
		j, _ := slotted(t, st, "pass", 0)
		term, out := terminalOf(t, c.typed)
		box, err := Find(context.Background(), term, st, ebb.ID{})
		if err != nil {
			t.Fatal(err)
		}
		s := &sitting{t: term, box: box, ctx: context.Background(), moment: ebb.NewID()}
		if err := s.talk(); err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		m := joined(t, j, s.moment)
		if m.Outcome != c.want || m.Pull != c.pull || len(m.Ratings) != c.ratings {
			t.Errorf("%s: %+v after\n%s", c.what, m, out)
		}
		if strings.Contains(out.String(), "⟦") || !strings.Contains(out.String(), "Kept and sealed.") {
			t.Errorf("%s: it said\n%s", c.what, out)
		}
	}
}

// joined drains the inbox into a journal of the same person that can read it.
func joined(t *testing.T, j *journal.Journal, id ebb.ID) (m moment.Moment) {
	t.Helper()
	ctx := context.Background()
	if d, err := j.Drain(ctx); err != nil || d.Refused > 0 || d.Joined == 0 {
		t.Fatalf("drained %+v, %v", d, err)
	}
	err := j.View(ctx, func(folds map[string]ebb.Fold) error {
		m, _ = folds["hold"].(*moment.State).Moment(id)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestATerminalWithASessionOffersTheirOwnWordsAtTheirStep(t *testing.T) {
	st := mem.New()
	slotted(t, st, "pass", 0)
	term, out := terminalOf(t, "1\n8\nw\n\n3\n1\n")
	box, err := Find(context.Background(), term, st, ebb.ID{})
	if err != nil {
		t.Fatal(err)
	}
	box.Aids = []feature.Aid{
		{Step: "wave", Head: "If it is late", Lines: []string{"the blue\x1b]52;c;AAAA\a book"}, Links: []feature.Link{{Href: "tel:+4912", Text: "Call Kim"}}},
		{Step: "truths", Head: "Two truths", Lines: []string{"one", "two"}},
		{Step: "wave", Head: "Not this pull", Pulls: []string{"see"}},
		{Step: "sent", Head: "Not this step"},
	}
	s := &sitting{t: term, box: box, ctx: context.Background(), moment: ebb.NewID()}
	if err := s.talk(); err != nil {
		t.Fatal(err)
	}
	said := out.String()
	wave, truths := strings.Index(said, "If it is late"), strings.Index(said, "Two truths")
	if wave < 0 || truths < wave || !strings.Contains(said, "Call Kim  +4912") || strings.Contains(said, "Not this") {
		t.Errorf("it said\n%s", said)
	}
	if strings.ContainsAny(said, "\x1b\a") {
		t.Error("somebody's words steer the terminal")
	}
}
