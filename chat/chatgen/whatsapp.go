package chatgen

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// exporter writes as a phone does.
type exporter struct {
	Plan
	shape
	*Truth
	out  *bufio.Writer
	line []byte
}

// WhatsApp writes the export of a phone and says what is in it.
func WhatsApp(w io.Writer, p Plan) (Truth, error) {
	p.settle()
	s, ok := shapes[p.Shape]
	if !ok || p.Messages < 1 && p.End.IsZero() {
		return Truth{}, errors.New("chatgen: unknown shape, or nothing to write")
	}
	items, truth := Items(p)
	e := &exporter{Plan: p, shape: s, Truth: truth, out: bufio.NewWriterSize(w, 1<<16)}
	lines, size := 0, int64(0)
	for it := range items {
		e.put(&it)
		lines += 1 + bytes.Count(it.Text, []byte{'\n'})
		size += int64(len(e.line))
		if _, err := e.out.Write(e.line); err != nil {
			return *truth, err
		}
	}
	truth.DateOrder, truth.Lines, truth.Bytes = s.order, lines, size
	truth.round(s.precision)
	if !s.phone { // only missed calls, and nobody is said to call
		truth.Missed, truth.CallSeconds, truth.CallsBy = truth.Calls, 0, [2]int{}
	}
	return *truth, e.out.Flush()
}

// put writes one item into the line.
func (e *exporter) put(it *Item) {
	e.line = e.shape.stamp(e.line[:0], it.At)
	switch it.Kind {
	case Notice:
		text := e.words.secured
		if e.Truth.Messages > 0 {
			text = one(e.words.notices, it.Pick)
		}
		e.app(1, text)
	case Call:
		e.app(it.Author, e.call(it))
	case Text:
		e.add(e.Authors[it.Author], ": ")
		e.text(it)
	case Empty:
		e.add(e.Authors[it.Author], one([]string{":", ": "}, it.Pick))
	case Deleted:
		e.add(e.Authors[it.Author], ": ", e.mark(), e.words.deleted)
	case Media:
		e.add(e.Authors[it.Author], ": ", e.mark(), one(e.words.media, it.Pick))
	}
	e.add(e.newline)
}

func (e *exporter) add(parts ...string) {
	for _, s := range parts {
		e.line = append(e.line, s...)
	}
}

// mark is what iPhones put before text of their own.
func (e *exporter) mark() string {
	if e.phone {
		return "\u200e"
	}
	return ""
}

// app writes a line of the app. iPhones name somebody.
func (e *exporter) app(author int, text string) {
	if e.phone {
		e.add(e.Authors[author], ": ", e.mark())
	}
	e.add(text)
}

// call puts a call into words. Android has some for missed ones alone.
func (e *exporter) call(it *Item) string {
	if !e.phone {
		return e.words.missed[0]
	}
	if it.Missed {
		return one(e.words.missed, it.Pick)
	}
	return e.words.calls[it.Seconds]
}

func (e *exporter) text(it *Item) {
	for i, line := range bytes.Split(it.Text, []byte{'\n'}) {
		if i > 0 {
			e.add(e.newline)
		}
		e.line = append(e.line, line...)
	}
	if it.Edited {
		e.add(" ", e.mark(), e.words.edited)
	}
}

func one(of []string, pick uint32) string { return of[pick%uint32(len(of))] }
