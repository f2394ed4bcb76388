// Package export writes everything that one person kept as a file that lies
// open: JSON for programs, CSV for tables, Markdown to read and print, iCalendar
// for what has a day.
//
// It promises every entry that stands, with its kind, its time and zone and all
// that its body holds, or on request the whole history; that it is written as it
// is read, whatever the length; that a damaged row is named and hides no other;
// and that what a feature sets apart is in no file unless it was ticked. It
// refuses to know what any kind means, and to write a file that does not say
// what was left out of it.
package export

import (
	"bufio"
	"context"
	"embed"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/internal/words"
	"ebb/journal/replay"
	"ebb/reader"
)

//go:embed words
var files embed.FS

// book has the words for kinds.
var book = sync.OnceValues(func() (*words.Book, error) { return words.Read("en", files) })

// Journal is one that can be read row by row.
type Journal interface {
	feature.Journal
	Walk() *replay.Walker
}

// Options say what is wanted.
type Options struct {
	Format   string   // one of Formats
	History  bool     // also what was changed and taken out
	Ticked   []string // what is set apart and wanted all the same
	Features []*feature.Feature
	Made     time.Time
	Said     func(rows int) // told now and then how far it has come; may be nil

	book *words.Book
}

// Format is a way to write.
type Format struct{ Name, Ending, Type string }

// Formats are the ways there are.
var Formats = []Format{
	{"json", "json", "application/json"},
	{"csv", "csv", "text/csv; charset=utf-8"},
	{"md", "md", "text/markdown; charset=utf-8"},
	{"ics", "ics", "text/calendar; charset=utf-8"},
}

// Find is the format of a name.
func Find(name string) (Format, bool) {
	i := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return Formats[i], true
}

// File is a name that says nothing about anybody.
func (f Format) File(at time.Time) string { return "copy-" + at.Format(time.DateOnly) + "." + f.Ending }

// Ticks are the names under which features set something apart.
func Ticks(features []*feature.Feature) (names []string) {
	for _, f := range features {
		for _, a := range f.Apart {
			if !slices.Contains(names, a.Tick) {
				names = append(names, a.Tick)
			}
		}
	}
	slices.Sort(names)
	return names
}

// entry is one event on its way into a file.
type entry struct {
	row    uint64
	event  ebb.Event
	body   fields
	data   []byte // of its blob
	stands bool
}

// sink is a file that is being written.
type sink interface {
	entry(entry) error
	end(damaged []uint64) error
}

// Done is what a file holds.
type Done struct {
	Entries int
	Damaged []uint64 // rows that could not be read
}

// step is how many rows are read at a time.
const step = 500

// Write writes everything to out.
func Write(ctx context.Context, out io.Writer, j Journal, o Options) (done Done, err error) {
	if o.book, err = book(); err != nil {
		return done, err
	}
	buffered := bufio.NewWriterSize(out, 64<<10)
	to, err := o.sink(buffered)
	if err != nil {
		return done, err
	}
	p := &picker{o: o, j: j, names: reader.Kinds(), kinds: map[ebb.ID]string{}, apart: map[ebb.ID]bool{}}
	for walk := j.Walk(); ; {
		lines, err := walk.Next(ctx, step)
		if err != nil || len(lines) == 0 {
			if err == nil {
				err = to.end(done.Damaged)
			}
			if err == nil {
				err = buffered.Flush()
			}
			return done, err
		}
		if err := p.pick(ctx, lines, to, &done); err != nil {
			return done, err
		}
		if o.Said != nil {
			o.Said(int(lines[len(lines)-1].Seq))
		}
	}
}

func (o Options) sink(out io.Writer) (sink, error) {
	switch o.Format {
	case "json":
		return newJSON(out, o)
	case "csv":
		return newCSV(out, o)
	case "md":
		return newMarkdown(out, o)
	case "ics":
		return newCalendar(out, o), nil
	}
	return nil, fmt.Errorf("export: no format %q", o.Format)
}

// left are the names of what is set apart and was not ticked.
func (o Options) left() []string {
	return slices.DeleteFunc(Ticks(o.Features), func(t string) bool { return slices.Contains(o.Ticked, t) })
}

// label is what a kind is called.
func (o Options) label(kind string) string {
	if key := "export.kind." + kind; o.book.Has(key) {
		return o.book.Say(key)
	}
	return kind
}

// picker finds out of rows what belongs into the file.
type picker struct {
	o     Options
	j     Journal
	names map[string]reader.Names
	kinds map[ebb.ID]string // of events so far, for the edits that follow
	apart map[ebb.ID]bool   // what is set apart, and every edit of it
}

func (p *picker) pick(ctx context.Context, lines []replay.Line, to sink, done *Done) error {
	var seqs []uint64
	for _, l := range lines {
		if !l.Opened && !l.Erased {
			done.Damaged = append(done.Damaged, l.Seq)
		} else if l.Opened {
			seqs = append(seqs, l.Seq)
		}
	}
	now, err := p.j.Read(ctx, seqs...)
	if err != nil {
		return err
	}
	standing := make(map[ebb.ID]ebb.Event, len(now))
	for _, e := range now {
		standing[e.ID] = e
	}
	for _, l := range lines {
		if !l.Opened {
			continue
		}
		e, stands := standing[l.Event.ID]
		if p.o.History {
			e = l.Event
		} else if !stands {
			continue
		}
		if x, any := p.entry(ctx, e); any {
			x.row, x.stands = l.Seq, stands
			done.Entries++
			if err := to.entry(x); err != nil {
				return err
			}
		}
	}
	return nil
}

// entry is an event without what is set apart; false where nothing is left.
func (p *picker) entry(ctx context.Context, e ebb.Event) (x entry, any bool) {
	id := e.ID
	if p.o.History {
		p.kinds[id] = e.Kind
	}
	switch e.Kind {
	case ebb.Replaced:
		x, any = p.replaced(e)
	case ebb.Withdrawn:
		var w ebb.Withdrawal // of what is set apart not even that it was taken out
		any = e.Decode(&w) == nil && !p.apart[w.ID]
		x = entry{event: e, body: p.body(e.Kind, e.Body)}
	default:
		e, any = p.hide(e)
		x = entry{event: e, body: p.body(e.Kind, e.Body), data: p.data(ctx, e)}
	}
	if !any && p.o.History {
		p.apart[id] = true
	}
	return x, any
}

func (p *picker) hide(e ebb.Event) (_ ebb.Event, any bool) {
	for _, f := range p.o.Features {
		for _, a := range f.Apart {
			if slices.Contains(p.o.Ticked, a.Tick) {
				continue
			}
			if e, any = a.Hide(e); !any {
				return e, false
			}
		}
	}
	return e, true
}

// replaced shows a new body as what it is a body of. Of one that came before
// its event it is not known what must not be shown.
func (p *picker) replaced(e ebb.Event) (x entry, any bool) {
	var r ebb.Replacement
	if err := e.Decode(&r); err != nil || p.kinds[r.ID] == "" || p.apart[r.ID] {
		return x, false
	}
	was, any := p.hide(ebb.Event{Kind: p.kinds[r.ID], Body: r.Body})
	if !any {
		return x, false
	}
	return entry{event: e, body: fields{{"id", r.ID[:]}, {"body", p.body(was.Kind, was.Body)}}}, true
}

func (p *picker) body(kind string, raw []byte) fields {
	if len(raw) == 0 {
		return fields{}
	}
	var plain any
	if err := ebb.Decode(raw, &plain); err != nil {
		return fields{{"unread", raw}}
	}
	if all, ok := shown(plain, p.names[kind]).(fields); ok {
		return all
	}
	return fields{{"body", shown(plain, nil)}}
}

// data is what the blob holds that a body names with its key.
func (p *picker) data(ctx context.Context, e ebb.Event) []byte {
	var named struct{ id, key []byte }
	for _, f := range p.body(e.Kind, e.Body) {
		b, _ := f.value.([]byte)
		switch {
		case f.name == "blob" && len(b) == 16:
			named.id = b
		case f.name == "key" && len(b) == 32:
			named.key = b
		}
	}
	if named.id == nil || named.key == nil || ebb.ID(named.id) == (ebb.ID{}) {
		return nil
	}
	data, err := p.j.OpenBlob(ctx, ebb.ID(named.id), [32]byte(named.key))
	if err != nil {
		return nil // it was destroyed
	}
	return data
}
