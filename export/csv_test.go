package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb"
	"ebb/internal/words"
)

// Whatever somebody wrote stays one cell, and no spreadsheet takes it for a
// formula (check 33).
func TestNoWordsBecomeAFormulaOrAnotherLine(t *testing.T) {
	for _, text := range []string{"=1+1", "+49", "-x", "@a", "\tx", "\r\n=x", "\n=x", "'=x", "＝1", `a","=b`, "a\r\n=b"} {
		csvHolds(t, text)
	}
	rapid.Check(t, func(r *rapid.T) { csvHolds(r, rapid.String().Draw(r, "text")) })
}

func csvHolds(t rapid.TB, text string) {
	var out bytes.Buffer
	f, err := newCSV(&out, Options{book: &words.Book{}})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.entry(entry{event: ebb.Event{Kind: "x.y"}, body: fields{{"text", text}}}); err != nil {
		t.Fatal(err)
	}
	if err := f.end(nil); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(all) != 2 {
		t.Fatalf("%q: %d lines, %v", text, len(all), err)
	}
	got := all[1][6]
	if got != "" && strings.ContainsAny(got[:1], "=+-@\t\r\n\x00") {
		t.Errorf("%q is a formula: %q", text, got)
	}
	if same := strings.NewReplacer("\r", ""); strings.TrimLeft(same.Replace(got), "'") != strings.TrimLeft(same.Replace(text), "'") {
		t.Errorf("%q came out as %q", text, got)
	}
}
