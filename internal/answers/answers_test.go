// Package answers holds ebb to one rule: whatever a page ever asks for shows up
// again within the week, or is not asked. It finds every field of every event
// in the source, so that a new one without a place is found too.
package answers

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature/all"
	"ebb/internal/rig"
)

const root = "../.."

// day is a Sunday evening, on which the answers are given.
var day = time.Date(2026, 11, 22, 21, 30, 0, 0, time.UTC)

// answer is what somebody said: the fields it fills, the events, how long after
// it is looked for, where, and as what; " | " parts several.
type answer struct {
	fields string
	said   []ebb.Event
	after  time.Duration
	place  string
	want   string
}

// places are what the shell shows of all features, by the page's name; any
// other place is a page of its own.
func look(d *rig.Desk, place string) string {
	d.T.Helper()
	r := d.Request("GET", "/", nil)
	var b strings.Builder
	show := func(template string, data any) { b.WriteString(d.Render(template, data)) }
	fault := func(err error) {
		if err != nil {
			d.T.Fatal(err)
		}
	}
	switch place {
	case "/today":
		for _, f := range d.Features {
			if f.Card == nil {
				continue
			}
			c, err := f.Card(r)
			if fault(err); c != nil && c.Template != "" {
				b.WriteString(c.Headline)
				show(c.Template, c.Data)
			}
		}
	case "/patterns":
		for _, f := range d.Features {
			if f.Panel == nil {
				continue
			}
			p, err := f.Panel(r)
			if fault(err); p != nil {
				show(p.Template, p.Data)
			}
		}
	case "/review":
		y, m, n := d.Now.Date()
		parts, err := r.Week(time.Date(y, m, n-6, 0, 0, 0, 0, time.UTC), time.Date(y, m, n+1, 0, 0, 0, 0, time.UTC))
		fault(err)
		for _, p := range parts {
			b.WriteString(string(p.HTML))
		}
	case "hard moment":
		aids, err := r.Aids()
		fault(err)
		fmt.Fprint(&b, aids)
	default:
		p := d.Get(place)
		fault(p.Err)
		return html.UnescapeString(p.HTML)
	}
	return html.UnescapeString(b.String())
}

// TestEveryAnswerShowsUpWithinTheWeek gives each answer and looks for it.
func TestEveryAnswerShowsUpWithinTheWeek(t *testing.T) {
	for _, a := range answers {
		if a.after > 7*24*time.Hour {
			t.Errorf("%s shows up after %v", a.fields, a.after)
		}
		d := rig.New(t, day, all.List()...)
		d.Journal.Events = a.said
		d.Now = day.Add(a.after)
		page := look(d, a.place)
		for _, want := range strings.Split(a.want, " | ") {
			if !strings.Contains(page, want) {
				t.Errorf("%s: %s does not say %q: %s", a.fields, a.place, want, plain(page))
			}
		}
	}
}

func plain(s string) string {
	var b strings.Builder
	in := false
	for _, c := range s {
		switch {
		case c == '<':
			in = true
		case c == '>':
			in = false
			b.WriteByte(' ')
		case !in:
			b.WriteRune(c)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// TestNoFieldIsAskedForNothing finds every field of every event in the source:
// each stands among the answers, or among those that nobody is asked.
func TestNoFieldIsAskedForNothing(t *testing.T) {
	known := map[string]bool{}
	for _, a := range answers {
		for _, f := range strings.Fields(a.fields) {
			known[f] = true
		}
	}
	fields := declared(t)
	for _, f := range fields {
		switch reason := notAsked[f]; {
		case known[f] && reason != "":
			t.Errorf("%s is asked, and on the list of those that are not", f)
		case !known[f] && reason == "":
			t.Errorf("%s is kept, and nothing says where it shows up again", f)
		}
	}
	for f := range notAsked {
		if !slices.Contains(fields, f) {
			t.Errorf("%s is on the list of those that are not asked, and nowhere else", f)
		}
	}
	for f := range known {
		if !slices.Contains(fields, f) {
			t.Errorf("%s is among the answers, and nowhere else", f)
		}
	}
	t.Logf("%d fields, %d of them asked", len(fields), len(known))
}

// counted are files whose types are figures of a chat, which nobody is asked.
var counted = []string{"tie/exchange/messages.go"}

// declared are the fields of all types that events are made of, as
// "hold/moment.Detail.Words": those with a CBOR key that are no id.
func declared(t *testing.T) (out []string) {
	t.Helper()
	for _, top := range []string{"feature", "tie"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(p string, d fs.DirEntry, err error) error {
			rel, _ := filepath.Rel(root, p)
			if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") || slices.Contains(counted, filepath.ToSlash(rel)) {
				return err
			}
			tree, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution)
			if err == nil {
				name := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(rel)), "feature/")
				out = append(out, fieldsOf(tree, name)...)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func fieldsOf(tree *ast.File, pkg string) (out []string) {
	for _, decl := range tree.Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range g.Specs {
			typ, ok := spec.(*ast.TypeSpec)
			if !ok {
				continue
			}
			if s, ok := typ.Type.(*ast.StructType); ok {
				out = append(out, keyed(s, pkg+"."+typ.Name.Name)...)
			}
		}
	}
	return out
}

func keyed(s *ast.StructType, typ string) (out []string) {
	for _, f := range s.Fields.List {
		if f.Tag == nil || reflect.StructTag(strings.Trim(f.Tag.Value, "`")).Get("cbor") == "" || isID(f.Type) {
			continue
		}
		for _, name := range f.Names {
			out = append(out, typ+"."+name.Name)
		}
	}
	return out
}

// isID reports a reference to another event.
func isID(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "ID"
}

// with makes an event, so many minutes after the day's.
func with(minute float64, kind string, body any) ebb.Event {
	return ebb.New(kind, day.Add(time.Duration(minute*float64(time.Minute))), body)
}
