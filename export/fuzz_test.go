package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"

	"ebb"
	"ebb/internal/words"
	"ebb/reader"
)

// FuzzBody holds for any bytes in the place of a body, of whatever kind: every
// format writes it as one entry that its readers take, and none of it is a
// formula, markup or a turned line.
func FuzzBody(f *testing.F) {
	names := reader.Kinds()
	for _, v := range []any{
		map[int]any{1: "=1+1", 2: []any{"a\r\n# b", []byte{1}, nil}, 3: map[string]any{"=x": 1e300}},
		map[any]any{1: -7, "1": true}, "words", []any{"1. a", "\u202eb", "<b>"},
	} {
		b, err := ebb.Encode(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("note.written", b)
	}
	f.Add("x", []byte{0xfb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0}) // not a number
	f.Add("x", []byte{0xc1, 0x1b, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff})
	f.Add("x", []byte{0xc2, 0x4a, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1})
	f.Fuzz(func(t *testing.T, kind string, raw []byte) {
		if len(raw) > 8<<10 {
			return
		}
		p := picker{names: names}
		x := entry{row: 1, event: ebb.Event{ID: ebb.ID{1}, Kind: "x.y", Who: 1, At: time.UnixMilli(0).UTC(), Recorded: time.UnixMilli(0)}, body: p.body(kind, raw), stands: true}
		o := Options{book: &words.Book{}}
		if all := written(t, x, func(out *bytes.Buffer) (sink, error) { return newJSON(out, o) }); !json.Valid(all) {
			t.Errorf("no JSON: %q", all)
		}
		sheet := written(t, x, func(out *bytes.Buffer) (sink, error) { return newCSV(out, o) })
		lines, err := csv.NewReader(bytes.NewReader(sheet)).ReadAll()
		if err != nil || len(lines) < 2 {
			t.Fatalf("no table: %v\n%q", err, sheet)
		}
		for _, line := range lines[1:] {
			for _, cell := range line[5:7] {
				if cell != "" && strings.ContainsRune("=+@\t\r\n\x00", rune(cell[0])) && !number(cell) {
					t.Errorf("a formula: %q", cell)
				}
			}
		}
		page := string(written(t, x, func(out *bytes.Buffer) (sink, error) { return newMarkdown(out, o) }))
		if strings.ContainsFunc(page, func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) && r > 0x2010
		}) {
			t.Errorf("a line is turned or hidden: %q", page)
		}
		for _, sign := range []string{"<", "[", "`"} {
			if strings.Count(page, sign) != strings.Count(page, `\`+sign) {
				t.Errorf("markup: %q", page)
			}
		}
	})
}

func number(cell string) bool { return strings.Trim(cell[1:], "0123456789.eE+-") == "" }

func written(t *testing.T, x entry, open func(*bytes.Buffer) (sink, error)) []byte {
	t.Helper()
	var out bytes.Buffer
	to, err := open(&out)
	if err == nil {
		err = to.entry(x)
	}
	if err == nil {
		err = to.end(nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
