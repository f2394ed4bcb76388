package report

import (
	"bytes"
	_ "embed"
	"errors"
	"html/template"
	"io/fs"
	"os"

	"ebb/chart"
	"ebb/feature"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/figures"
	"ebb/feature/evidence/say"
	"ebb/tie/exchange"
)

var (
	//go:embed report.tmpl
	source string
	//go:embed report.css
	style string
)

// sheet is what the page shows.
type sheet struct {
	say.Sayer
	Chat     string
	Style    template.CSS
	Charts   map[string]chart.Chart
	Gaps     chart.Table
	Sections []figures.Section
	Split    []string
	Date     string
	People   []exchange.Writer
}

// html renders the page: one file that asks for nothing from anywhere.
func (x *finding) page() ([]byte, error) {
	s := x.sayer()
	// The style sheet is part of the program.
	d := sheet{Sayer: s, Chat: count.Clean(x.history.Chat), Style: template.CSS(style), Charts: map[string]chart.Chart{}}
	for name, draw := range map[string]func(string) (chart.Chart, bool){"starts": s.StartChart, "weeks": s.WeekChart} {
		if c, ok := draw("evidence-" + name); ok {
			d.Charts[name] = c
		}
	}
	if len(x.tally.Gaps) > 0 {
		d.Gaps = s.GapTable()
	}
	if x.split != nil {
		d.Split, d.Date = figures.Split(s, x.split), s.Date(x.split.Date.Unix())
	}
	d.Sections = figures.Sections(s, "evidence")
	d.People = x.tally.People[:min(12, len(x.tally.People))]
	t, err := template.New("report").Funcs(template.FuncMap{"say": s.Words.Say, "number": say.Number}).Parse(source)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, d)
	return out.Bytes(), err
}

func number(n int) string { return say.Number(n) }

// writePage writes the page for the person alone to read, and over nothing
// unless told to.
func (x *finding) writePage() *feature.Exit {
	r := x.reading
	raw, err := x.page()
	if err == nil {
		err = write(r.html, raw, r.force)
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		what := r.what("exists", "file", name(r.html))
		return &feature.Exit{Code: wrongUse, Lines: []string{r.line("usage", "what", what), r.hint("force")}}
	}
	return &feature.Exit{Code: unreadable, Lines: []string{r.line("usage", "what", r.what("write", "file", name(r.html)))}}
}

func write(file string, raw []byte, force bool) error {
	mode := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		mode = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(file, mode, 0o600)
	if err != nil {
		return err
	}
	if force {
		err = f.Chmod(0o600)
	}
	if err == nil {
		_, err = f.Write(raw)
	}
	return errors.Join(err, f.Close())
}
