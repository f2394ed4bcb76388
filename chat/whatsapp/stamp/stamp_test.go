package stamp

import (
	"testing"
	"time"
	"unicode"
)

func TestDigitsOfEveryScriptAreRead(t *testing.T) {
	for _, zero := range []rune{'٠', '۰', '०', '০', '୦', '௦', '๐', '០', '０'} {
		for i := range rune(10) {
			if got := simple(zero + i); got != '0'+i {
				t.Errorf("%c is read as %c", zero+i, got)
			}
		}
	}
	for _, r := range unicode.Nd.R16 {
		if (r.Hi-r.Lo+1)%10 != 0 || r.Stride != 1 {
			t.Errorf("a run of digits that is not ten: %x", r)
		}
	}
}

func TestDaysAgreeWithTheCalendar(t *testing.T) {
	for at := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2100; at = at.AddDate(0, 0, 1) {
		y, m, d := at.Date()
		day, ok := ymd.dayOf([3]uint16{uint16(y), uint16(m), uint16(d)})
		if !ok || day != at.Unix()/86400 {
			t.Fatalf("%v is day %d", at, day)
		}
	}
	for _, n := range [][3]uint16{{2019, 2, 29}, {2019, 4, 31}, {2019, 13, 1}, {2019, 0, 1}, {2019, 1, 0}, {2100, 2, 29}} {
		if _, ok := ymd.dayOf(n); ok {
			t.Errorf("%v exists", n)
		}
	}
}

// What Last reads by memory is what Scan reads afresh.
func TestMemoryDoesNotChangeWhatIsRead(t *testing.T) {
	lines := []string{
		"1/29/18, 9:24 PM - A: B", "1/29/18, 9:25 PM - A: B", "1/29/18, 10:25 AM - A", "1/29/18, 21:24 - A", "1/29/18, 9:25 PM - A: B",
		"1/30/18, 9:25 PM - A: B", "no", "1/30/18, 9:26 PM - A: B", "1/30/18, 9:2", "1/30/18, 9:26 xM - A: B", "[1/30/18, 9:26:15 PM] A", "[1/30/18, 9:26:16 AM] A",
		"[1/30/18, 9:26 AM] A", "1/30/18, 12:00 AM - A", "1/30/18, 19:26 PM - A: B", "1/30/18, 99:26 PM - A: B", "1/30/18, 9:76 PM - A: B", "13. 6. 2018. 21:25:15 A: b", "13. 6. 2018. 21:25:16 A: b",
	}
	for _, first := range lines {
		for _, second := range lines {
			var l Last
			var want Front
			l.Scan([]byte(first))
			got, ok := l.Scan([]byte(second))
			if wantOK := Scan([]byte(second), &want); ok != wantOK {
				t.Errorf("%q after %q: %v", second, first, ok)
			} else if ok && (got.Shape != want.Shape || got.Body != want.Body || got.n != want.n || got.second != want.second) {
				t.Errorf("%q after %q: got %+v, want %+v", second, first, *got, want)
			}
		}
	}
}
