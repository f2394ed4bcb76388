package code

import (
	"slices"
	"strings"
	"testing"
)

// letterForm writes a code in groups of four, as it was handed out at first.
func letterForm(c [Size]byte) string {
	s := crockford.EncodeToString(c[:]) + sum(c)
	return strings.Join(slices.Collect(func(yield func(string) bool) {
		for ; s != "" && yield(s[:4]); s = s[4:] {
		}
	}), "-")
}

var one = [Size]byte([]byte("\x00\x44\x32\x14\xc7\x42\x54\xb6\x35\xcf\x84\x65\x3a\x56\xd7\xc6\x75\xbe\x77\xdf"))

// inWords is one, written by another program from the list of BIP 39.
const inWords = "able canoe lunch model census force strong vacuum gown sport remove mind fossil desk lady"

func TestWordsAreThoseOfTheStandard(t *testing.T) {
	if got := Write(one); got != inWords {
		t.Errorf("written as %q", got)
	}
	if all := strings.Fields(New()); len(all) != Words {
		t.Errorf("a new one has %d words", len(all))
	}
}

func TestWordsAreReadTheWayPeopleWrite(t *testing.T) {
	all := strings.Fields(inWords)
	var short, numbered []string
	for i, w := range all {
		short = append(short, w[:min(4, len(w))])
		numbered = append(numbered, string(rune('1'+i%9))+". "+w)
	}
	for what, s := range map[string]string{
		"as printed": inWords, "in capitals": strings.ToUpper(inWords), "a line each": strings.Join(all, "\n"),
		"numbered": strings.Join(numbered, "  "), "with commas": strings.Join(all, ", "), "four letters of each": strings.Join(short, " "),
	} {
		if got, err := Read(s); err != nil || got != one {
			t.Errorf("%s: %v", what, err)
		}
	}
	swapped := slices.Clone(all)
	swapped[2], swapped[7] = swapped[7], swapped[2]
	for what, s := range map[string]string{
		"one missing": strings.Join(all[1:], " "), "one more": inWords + " abandon", "two changed places": strings.Join(swapped, " "),
		"a word of another list": "zwerg " + strings.Join(all[1:], " "), "three letters": all[0][:3] + " " + strings.Join(all[1:], " "),
		"very long": strings.Repeat("abandon ", 1000),
	} {
		if _, err := Read(s); err != Err {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestLettersAreReadTheWayPeopleWrite(t *testing.T) {
	code := letterForm(one)
	if len(code) != 9*4+8 || strings.Count(code, "-") != 8 {
		t.Fatalf("a code looks like %s", code)
	}
	typed := strings.NewReplacer("0", "o", "1", "l").Replace(strings.ToLower(code))
	for what, s := range map[string]string{
		"as printed": code, "no dashes": strings.ReplaceAll(code, "-", ""), "small": strings.ToLower(code),
		"blanks": " " + strings.ReplaceAll(code, "-", "  ") + "\n", "o and l": typed,
		"O and I":     strings.NewReplacer("0", "O", "1", "I").Replace(code),
		"long dashes": strings.ReplaceAll(code, "-", " – "), "odd groups": code[:6] + " " + code[6:],
	} {
		if got, err := Read(s); err != nil || got != one {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, s := range map[string]string{
		"nothing": "", "one short": code[:len(code)-1], "one more": code + "A", "a letter that is none": "U" + code[1:],
		"two groups changed places": code[5:9] + "-" + code[:4] + code[9:],
	} {
		if _, err := Read(s); err != Err {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestCodesDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		seen[New()] = true
	}
	if len(seen) != 100 {
		t.Error("two codes are the same")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(New())
	f.Add("oO0-iIlL1")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Read(s)
		if err != nil {
			return
		}
		for _, again := range []string{Write(c), letterForm(c)} {
			if got, err := Read(again); err != nil || got != c {
				t.Errorf("written and read again: %v", err)
			}
		}
	})
}
