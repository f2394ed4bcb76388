package guide

import (
	"slices"
	"strings"
	"testing"
)

func TestShippedLinesHold(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range helplines().Lines {
		if seen[l.ID] {
			t.Errorf("%s stands twice", l.ID)
		}
		seen[l.ID] = true
		if err := l.Check(); err != nil {
			t.Errorf("%s: %v", l.ID, err)
		}
		if !slices.ContainsFunc(Countries(), func(c Country) bool { return l.In(c.Code) }) {
			t.Errorf("%s: no country %s can be chosen", l.ID, l.Country)
		}
	}
}

// Countries where what could be confirmed is one line that can be called.
var onlyOne = []string{"CA", "IT", "GR", "TR", "UA", "CN", "IN", "PK", "AR", "NG", "EG"}

func TestEveryCountryHasTwoLinesOrIsKnownToHaveOne(t *testing.T) {
	for _, c := range Countries() {
		n := 0
		for _, l := range Lines(c.Code) {
			if l.Reachable() {
				n++
			}
		}
		want := "two or more"
		if slices.Contains(onlyOne, c.Code) {
			want = "exactly one"
		}
		if want == "exactly one" && n != 1 || want == "two or more" && n < 2 {
			t.Errorf("%s has %d lines, want %s", c.Code, n, want)
		}
		for _, e := range c.Emergency {
			if err := checkDial(e.Dial); err != nil {
				t.Errorf("%s: %v", c.Code, err)
			}
		}
	}
}

func TestEmergencyNumbers(t *testing.T) {
	for code, want := range map[string]string{
		"US": "911", "CA": "911", "GB-SCT": "999", "IE": "112", "FI": "112", "AU": "000", "NZ": "111", "IN": "112",
		"NO": "", "BR": "", "IL": "",
	} {
		c, ok := Place(code)
		got := ""
		if len(c.Emergency) > 0 {
			got = c.Emergency[0].Dial
		}
		if !ok || got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

// What other lists carry and must not come in here: numbers that were
// withdrawn, that belong to somebody else, or that one source alone gave.
var traps = map[string][]string{
	"NL": {"09000113"}, "MX": {"8001084053", "988"}, "PL": {"801120002"}, "KR": {"1393"},
	"GB-NIR": {"08009171414"}, "NG": {"08007800746", "08000787746", "09099916463", "08008002000"},
	"EG": {"16328"}, "GR": {"1018"}, "UA": {"7333"}, "PK": {"03117786264", "1043"}, "AR": {"135"},
	"HK": {"23755322"}, "IE": {"015543811"}, "CN": {"12338"}, "AT": {"142"}, "ZA": {"0800150150", "31393"},
	"DK": {"179"}, "IN": {"14416", "18008914416"},
	"TR": {"4448086"}, "JP": {"08003008355"}, "CH": {"116016"}, "CA": {"18668630511"},
}

func TestTrapsStayOut(t *testing.T) {
	for code, numbers := range traps {
		if _, ok := Place(code); !ok {
			t.Errorf("%s is no country here", code)
		}
		for _, l := range Lines(code) {
			for _, n := range numbers {
				if slices.Contains(l.numbers(), n) {
					t.Errorf("%s: %s carries %s", code, l.ID, n)
				}
			}
			if strings.Contains(l.Name, "Appogg") {
				t.Errorf("%s: %s is a line of another country", code, l.ID)
			}
		}
	}
	for _, code := range []string{"TW", "AE"} {
		if _, ok := Place(code); ok {
			t.Errorf("%s has no confirmed line", code)
		}
	}
}

// 116 016 does not work everywhere in the EU.
func TestTheSharedViolenceNumberStandsOnlyWhereItWasSeen(t *testing.T) {
	for _, c := range Countries() {
		for _, l := range Lines(c.Code) {
			if slices.Contains(l.numbers(), "116016") && !slices.Contains([]string{"DE", "FI", "SE"}, c.Code) {
				t.Errorf("%s: %s", c.Code, l.ID)
			}
		}
	}
}

func (l Line) numbers() (all []string) {
	for _, n := range append([]string{l.Dial, l.TextTo, l.WhatsApp, l.Abroad}, l.Other...) {
		all = append(all, strings.Join(digits.FindAllString(n, -1), ""))
	}
	return all
}

func TestSwedenGivesTheOldNumberFirst(t *testing.T) {
	i := slices.IndexFunc(Lines("SE"), func(l Line) bool { return l.Kind == Violence })
	if l := Lines("SE")[i]; l.Dial != "020 50 50 50" || !slices.Equal(l.Other, []string{"116 016"}) {
		t.Errorf("%s, then %v", l.Dial, l.Other)
	}
}

func TestCheckRefusesLines(t *testing.T) {
	whole := Line{
		ID: "x", Country: "US", Kind: Crisis, Name: "X", Dial: "988", OnBill: "unknown", FromAbroad: "unknown",
		Confidence: 2, Source: "s",
	}
	if err := whole.Check(); err != nil {
		t.Fatalf("a whole line is refused: %v", err)
	}
	for what, spoil := range map[string]func(*Line){
		"a short code behind a country code":   func(l *Line) { l.Dial = "+44116123" },
		"another one":                          func(l *Line) { l.Dial = "+1741741" },
		"the same behind three digits":         func(l *Line) { l.Dial = "+353116123" },
		"a short code to text, made long":      func(l *Line) { l.TextTo = "+4485258" },
		"letters":                              func(l *Line) { l.Dial = "1-800-SAFE" },
		"one source":                           func(l *Line) { l.Confidence = 1 },
		"no source":                            func(l *Line) { l.Source = "" },
		"old without a date":                   func(l *Line) { l.Weak = "old" },
		"a link that fetches":                  func(l *Line) { l.Chat = "https://example.org" },
		"no way to reach it":                   func(l *Line) { l.Dial = "" },
		"whom nobody has heard of":             func(l *Line) { l.Serves = []string{"cats"} },
		"a bill that is neither":               func(l *Line) { l.OnBill = "perhaps" },
		"a date that is none":                  func(l *Line) { l.Seen = "last year" },
		"a kind nobody knows":                  func(l *Line) { l.Kind = "taxi" },
		"always open and on a plan":            func(l *Line) { l.Hours = Hours{Always: true, Zone: "UTC", Week: "Mon 09:00-10:00"} },
		"a plan that cannot be computed":       func(l *Line) { l.Hours = Hours{Zone: "UTC", Week: "weekdays"} },
		"a number from abroad nobody can dial": func(l *Line) { l.Abroad = "+1" },
	} {
		l := whole
		spoil(&l)
		if l.Check() == nil {
			t.Errorf("%s is taken", what)
		}
	}
}

func TestTel(t *testing.T) {
	for dial, want := range map[string]string{
		"0800 111 0 111":  "tel:08001110111",
		"1-800-799-7233":  "tel:18007997233",
		"*4141":           "tel:*4141",
		"*120*7867#":      "tel:*120*7867%23",
		"+358 80 005 005": "tel:+35880005005",
	} {
		if got := Tel(dial); got != want {
			t.Errorf("%s: %s, want %s", dial, got, want)
		}
	}
}
