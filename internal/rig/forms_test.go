package rig

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/all"
	"ebb/vault"
	"ebb/web/guard"
)

var (
	wild  = regexp.MustCompile(`\{[^}]+\}`)
	field = regexp.MustCompile(`name="([a-z][^"{]*)"`)
)

// form is one page that takes one, and the names of its feature's fields.
type form struct {
	of    *feature.Feature
	page  feature.Page
	names []string
}

func forms(t *testing.T) (out []form) {
	for _, one := range all.List() {
		var names []string
		files, err := fs.Glob(one.Files, "*.tmpl")
		for _, file := range files {
			raw, fault := fs.ReadFile(one.Files, file)
			err = errors.Join(err, fault)
			for _, m := range field.FindAllSubmatch(raw, -1) {
				names = append(names, string(m[1]))
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range one.Pages {
			if strings.HasPrefix(p.Path, "POST ") && !p.Stream {
				out = append(out, form{one, p, names})
			}
		}
	}
	return out
}

// values are what a field may be sent, right for some and wrong for most.
var values = []string{
	"1", "-1", "words", "yes", "2026-12-01", "10:30", " ", "99999999999999999999",
}

// Whatever is sent to any form of any feature, it is refused with a sentence, or
// what it records is small enough to be kept and is understood, and the feature's
// first page shows (check 40).
func TestWhateverAFormIsSent(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	desks, r := map[string]*Desk{}, rand.New(rand.NewPCG(1, 2))
	for _, p := range forms(t) {
		d := desks[p.of.Name]
		if d == nil {
			d = New(t, now, p.of)
			desks[p.of.Name] = d
		}
		t.Run(p.page.Path, func(t *testing.T) {
			d.T = t
			for i := range len(values) + 3 {
				v := url.Values{}
				for _, name := range p.names {
					one := values[i%len(values)]
					if i >= len(values) { // each field another
						one = values[r.IntN(len(values))]
					}
					v.Set(name, one)
				}
				if i >= len(values) && len(p.names) > 0 { // and one as long as a form may be
					v.Set(p.names[r.IntN(len(p.names))], strings.Repeat("x", 60_000))
				}
				d.Journal, d.Cookies, d.steps = &Journal{t: t, features: d.Features}, map[string]string{}, map[string][]byte{}
				d.sends(p, v)
				d.sends(p, v) // on top of what that left
			}
			if start := p.of.Start(); start != "/help" && !wild.MatchString(start) {
				d.fine(d.Get(start))
			}
		})
	}
}

// sends one form; a place in its path is the last event, or the first of a list.
func (d *Desk) sends(p form, v url.Values) {
	at := "1"
	if events := d.Journal.Events; len(events) > 0 {
		at = events[len(events)-1].ID.String()
	}
	path := wild.ReplaceAllLiteralString(strings.TrimPrefix(p.page.Path, "POST "), at)
	d.fine(d.do(http.MethodPost, path, v))
	for _, e := range d.Journal.Events {
		if len(e.Body) > vault.RowMax-1024 || e.Kind == "" {
			d.T.Errorf("%s records %d bytes of %q", p.page.Path, len(e.Body), e.Kind)
		}
	}
}

func (d *Desk) fine(p Page) {
	var no *ebb.Problem
	switch {
	case p.Err != nil && !errors.As(p.Err, &no):
		d.T.Errorf("no sentence: %v", p.Err)
	case p.Err != nil && (no.Status < 400 || no.Status >= 500 || !d.Book.Has(no.Say) && !strings.HasPrefix(no.Say, "web.")):
		d.T.Errorf("%d %q: %v", no.Status, no.Say, no.Cause)
	case p.Goto != guard.Local(p.Goto, ""):
		d.T.Errorf("it leads to %q", p.Goto)
	}
}
