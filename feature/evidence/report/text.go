package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"ebb/chart"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/figures"
	evidence "ebb/feature/evidence/say"
)

// columns is how wide the report is.
const columns = 78

// label is how wide the first column of a table is: from "September 2025" to
// "October to December 2025".
const label, wideLabel = 15, 24

// page is a plain report in the making. A line is wrapped where it is made, so
// that nothing later can break the columns.
type page struct{ strings.Builder }

func (p *page) head(s string) { p.WriteString("\n" + s + "\n") }

// lines writes sentences, indented and wrapped.
func (p *page) lines(sentences ...string) {
	for _, s := range sentences {
		at := 0
		for _, word := range strings.Fields(s) {
			n := utf8.RuneCountInString(word)
			switch {
			case at == 0:
				p.WriteString("  ")
				at = 2
			case at+1+n > columns:
				p.WriteString("\n  ")
				at = 2
			default:
				p.WriteByte(' ')
				at++
			}
			p.WriteString(word)
			at += n
		}
		p.WriteByte('\n')
	}
}

func (x *finding) writeText(w io.Writer) error {
	s, say, p := x.sayer(), x.reading.Say, &page{}
	if x.history.Chat != "" {
		p.WriteString(count.Clean(x.history.Chat) + "\n")
	}
	p.WriteString(s.Headline() + "\n")
	p.lines(s.Lead()...)
	if _, ok := s.StartChart("-"); ok {
		x.writeShares(p)
	}
	for _, section := range figures.Sections(s, "-") {
		p.head(section.Head)
		p.lines(section.Lines...)
		p.beside(section.Beside)
	}
	if x.split != nil {
		p.head(say("evidence.split.head", "date", s.Date(x.split.Date.Unix())))
		p.lines(figures.Split(s, x.split)...)
		p.beside(s.Beside(evidence.Changing))
	}
	x.writePeople(p)
	if notes := s.Notes(); len(notes) > 0 {
		p.head(say("evidence.text.notes"))
		p.lines(notes...)
	}
	p.head(say("evidence.sure"))
	p.lines(s.Sure()...)
	p.head(say("evidence.cannot"))
	p.lines(s.Cannot()...)
	p.head(say("evidence.how"))
	p.lines(s.How()...)
	p.WriteByte('\n')
	if x.reading.html != "" {
		p.WriteString(say("evidence.text.page", "file", name(x.reading.html)) + "\n")
	}
	p.WriteString(say("evidence.text.kept") + "\n")
	_, err := io.WriteString(w, p.String())
	return err
}

// writeShares draws my share by pause and over time.
func (x *finding) writeShares(p *page) {
	s, say := x.sayer(), x.reading.Say
	p.head(say("evidence.text.starts"))
	p.table(s.GapTable())
	over, _ := s.StartChart("-")
	p.WriteByte('\n')
	p.table(over.Table)
	p.beside(s.Beside(evidence.Starting))
}

// beside writes notes on what may explain a figure, marked as such.
func (p *page) beside(notes []string) {
	for _, n := range notes {
		p.lines("* " + n)
	}
}

// table writes rows of when, you, they, share, range, with a bar for the share.
func (p *page) table(t chart.Table) {
	width := label
	for _, r := range t.Rows {
		width = min(wideLabel, max(width, utf8.RuneCountInString(r[0])))
	}
	fmt.Fprintf(p, "  %-*s %5s  %5s  %s\n", width, t.Head[0], t.Head[1], t.Head[2], t.Head[3])
	for _, r := range t.Rows {
		name := r[0]
		if utf8.RuneCountInString(name) > width {
			name = string([]rune(name)[:width-1]) + "."
		}
		line := fmt.Sprintf("  %-*s %5s  %5s  %3s  %-9s %s", width, name, r[1], r[2], r[3], r[4], bar(r[3]))
		p.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// bar is a share of 100 as twenty characters.
func bar(share string) string {
	n, err := strconv.Atoi(share)
	if err != nil {
		return ""
	}
	full := int(math.Round(float64(n) / 5))
	return strings.Repeat("#", full) + strings.Repeat(".", 20-full)
}

func (x *finding) writePeople(p *page) {
	s := x.sayer()
	p.head(x.reading.Say("evidence.text.people"))
	for i, person := range x.tally.People {
		if i == 12 {
			p.WriteString("  …\n")
			break
		}
		p.WriteString(fmt.Sprintf("  %9s  ", number(person.Messages)) + s.Who(person) + "\n")
	}
	p.lines(s.Facts()...)
	p.lines(x.said...)
}
