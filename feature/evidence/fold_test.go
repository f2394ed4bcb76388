package evidence

import (
	"testing"
	"time"

	"ebb"
	"ebb/tie"
	"ebb/tie/exchange"
)

func TestFold(t *testing.T) {
	now := time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)
	s := &State{}
	if s.next() != 1 {
		t.Errorf("the first import is number %d", s.next())
	}
	events := []ebb.Event{
		ebb.New(tie.Messages, now, exchange.Tally{No: 1, Messages: 10}),
		ebb.New(tie.Stands, now, tie.Standing{}),
		ebb.New(tie.Messages, now, exchange.Tally{No: 4, Messages: 20, Blob: ebb.NewID()}),
	}
	for i, e := range events {
		if err := s.Apply(uint64(i+1), e); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.imports) != 2 || s.next() != 5 {
		t.Errorf("%d imports, then number %d", len(s.imports), s.next())
	}
	i, ok := s.find(4)
	if !ok || i.seq != 3 || i.messages != 20 || i.id != events[2].ID || i.blob == (ebb.ID{}) {
		t.Errorf("%+v", i)
	}
	if _, ok := s.find(2); ok {
		t.Error("there is no second import")
	}
	bad := ebb.Event{Kind: tie.Messages, Body: []byte{0xff}}
	if err := s.Apply(9, bad); err == nil || len(s.imports) != 2 {
		t.Error("a body that cannot be read was taken")
	}
}

func TestAnImportFitsIntoARow(t *testing.T) {
	long := &exchange.Tally{}
	for i := range 60 {
		long.People = append(long.People, exchange.Writer{Name: string(make([]rune, 400)) + "Sam", Messages: i})
	}
	for i := range 1200 {
		long.Weeks = append(long.Weeks, exchange.Week{Monday: 20000 + 7*i, Me: 300, Them: 300, StartsMe: 30, StartsThem: 30})
	}
	for i := range 280 {
		m := []int{30, 30, 30, 30, 30, 30, 30, 30}
		long.Months = append(long.Months, exchange.Month{Year: 2000 + i/12, Month: i%12 + 1, Me: m, Them: m})
	}
	trim(long)
	raw, err := ebb.Encode(long)
	if err != nil || len(raw) > 30<<10 {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	if n := len(long.Weeks); n < 600 || long.Weeks[n-1].Monday != 20000+7*1199 || len(long.People) != mostNames {
		t.Errorf("%d weeks and %d people are left", n, len(long.People))
	}
	if len(long.Notes) != 1 || long.Notes[0].Code != "trimmed" {
		t.Errorf("%+v", long.Notes)
	}
}

func TestAnOrdinaryImportLosesNothing(t *testing.T) {
	x := &exchange.Tally{People: []exchange.Writer{{Name: "Kim"}}}
	for i := range 520 {
		x.Weeks = append(x.Weeks, exchange.Week{Monday: 20000 + 7*i, Me: 300, Them: 300, StartsMe: 9, StartsThem: 9})
	}
	trim(x)
	if len(x.Weeks) != 520 || len(x.Notes) != 0 {
		t.Errorf("%d weeks, %v", len(x.Weeks), x.Notes)
	}
}
