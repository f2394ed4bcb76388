package export

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"ebb"
)

// version of the JSON layout, which doc/format.md has.
const version = 1

// head is what the file says about itself before the first entry.
type head struct {
	Version int      `json:"version"`
	What    string   `json:"what"`
	Made    string   `json:"made"`
	History bool     `json:"history"`
	Left    []string `json:"leftOut"`
}

// line is one entry.
type line struct {
	Row      uint64 `json:"row"`
	ID       ebb.ID `json:"id"`
	Kind     string `json:"kind"`
	Who      int    `json:"who"`
	At       string `json:"at"`
	Zone     string `json:"zone"`
	Recorded string `json:"recorded"`
	Device   string `json:"device"`
	Body     fields `json:"body"`
	Data     []byte `json:"data,omitempty"`
	Stands   *bool  `json:"stands,omitempty"`
}

// moment is a time with its milliseconds and its distance from UTC.
const moment = "2006-01-02T15:04:05.000Z07:00"

// jsonFile has one entry a line, so that it can be read without holding all of
// it.
type jsonFile struct {
	out     io.Writer
	history bool
	n       int
}

func newJSON(out io.Writer, o Options) (*jsonFile, error) {
	h := head{version, o.book.Say("export.what"), o.Made.Format(time.RFC3339), o.History, o.left()}
	if h.Left == nil {
		h.Left = []string{}
	}
	raw, err := encoded(h)
	if err == nil {
		_, err = fmt.Fprintf(out, "%s,\n\"entries\":[", raw[:len(raw)-1])
	}
	return &jsonFile{out: out, history: o.History}, err
}

func (f *jsonFile) entry(x entry) error {
	e := x.event
	l := line{
		x.row, e.ID, e.Kind, e.Who, e.At.Format(moment), e.At.Location().String(), e.Recorded.UTC().Format(moment), e.Device, x.body, x.data, nil,
	}
	if f.history {
		l.Stands = &x.stands
	}
	raw, err := encoded(l)
	if err != nil {
		return err
	}
	comma := ",\n"
	if f.n++; f.n == 1 {
		comma = "\n"
	}
	_, err = io.WriteString(f.out, comma+string(raw))
	return err
}

func (f *jsonFile) end(damaged []uint64) error {
	if damaged == nil {
		damaged = []uint64{}
	}
	raw, err := json.Marshal(damaged)
	if err == nil {
		_, err = fmt.Fprintf(f.out, "\n],\n\"damaged\":%s}\n", raw)
	}
	return err
}
