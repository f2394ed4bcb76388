package evidence

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"ebb"
	"ebb/chat"
	"ebb/chat/all"
	"ebb/feature"
	"ebb/feature/evidence/report"
)

// Bounds on what is sent.
const (
	largestBody = chat.MaxText + 1<<20 // a text and the form around it
	inMemory    = 32 << 20             // a file up to this is held whole while it is read
	headSize    = 64 << 10
)

// postAdd reads the file that a form sends, as it comes in, and never to disk.
func (p *pages) postAdd(r *feature.Request) (feature.Answer, error) {
	select {
	case p.reading <- struct{}{}:
		defer func() { <-p.reading }()
	default:
		return feature.Answer{}, &ebb.Problem{Status: http.StatusServiceUnavailable, Say: "evidence.problem.busy"}
	}
	form, err := r.MultipartReader()
	if err != nil {
		return feature.Answer{}, ebb.Bad("evidence.problem.nofile")
	}
	d, err := receive(form)
	if err != nil {
		return feature.Answer{}, problem(err)
	}
	p.forget(r)
	r.Steps.Keep(stepName, step{p.waiting.keep(d)})
	return feature.Answer{Goto: base + "/who"}, nil
}

var errNoFile = errors.New("no file in the form")

// receive goes through the parts of a form until it has read a chat.
func receive(form *multipart.Reader) (*draft, error) {
	way := ""
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, errNoFile
		}
		if err != nil {
			return nil, err
		}
		switch part.FormName() {
		case "way":
			b, _ := io.ReadAll(io.LimitReader(part, 8))
			way = string(b)
		case "file":
			return read(part, way)
		}
	}
}

// read decodes a chat. Up to inMemory it is held whole, so that an archive can
// be opened and an open order of dates read both ways; a longer text is read
// once, as it comes. The bytes are overwritten when that is done.
func read(r io.Reader, way string) (*draft, error) {
	raw, err := io.ReadAll(io.LimitReader(r, inMemory+1))
	defer clear(raw)
	switch {
	case err != nil:
		return nil, err
	case len(raw) == 0:
		return nil, errNoFile
	}
	d := &draft{way: "text"}
	zipped := bytes.HasPrefix(raw, []byte("PK"))
	switch {
	case zipped && len(raw) > inMemory:
		return nil, errLargeZip
	case zipped:
		d.way = "zip"
	case way == "page":
		d.way = way
	}
	if len(raw) > inMemory {
		err = d.stream(io.MultiReader(bytes.NewReader(raw), &capped{r, chat.MaxText - int64(len(raw))}), raw[:headSize])
	} else {
		err = d.decode(raw)
	}
	return d, err
}

// capped gives at most left bytes, and an error instead of more.
type capped struct {
	r    io.Reader
	left int64
}

func (c *capped) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if c.left -= int64(n); c.left < 0 {
		return 0, chat.ErrTooLarge
	}
	return n, err
}

var (
	errLargeZip  = errors.New("an archive too large to hold")
	errLongDates = errors.New("a long text whose dates can be read both ways")
)

func (d *draft) decode(raw []byte) error {
	read := func(order string) (*chat.History, error) {
		return chat.One(all.Decode(bytes.NewReader(raw), int64(len(raw)), chat.Options{DateOrder: order}))
	}
	h, err := read("")
	if err != nil {
		return err
	}
	d.histories = map[string]*chat.History{h.DateOrder: h}
	if h.DateOrderSure || len(h.Examples) == 0 {
		d.order = h.DateOrder
		return nil
	}
	d.order = "?"
	clear(d.histories)
	for _, order := range []string{"dmy", "mdy", "ymd"} {
		if other, err := read(order); err == nil {
			other.Examples = h.Examples
			d.histories[order] = other
		}
	}
	if len(d.histories) < 2 { // no other order reads: there is no question
		d.order, d.histories = h.DateOrder, map[string]*chat.History{h.DateOrder: h}
	}
	return nil
}

// stream reads a text that is too long to hold, once.
func (d *draft) stream(r io.Reader, head []byte) error {
	var best chat.Format
	score := 0
	for _, f := range all.Formats() {
		if s := f.Detect(head); s > score {
			best, score = f, s
		}
	}
	if best == nil {
		return chat.ErrNotChat
	}
	h, err := chat.One(best.Decode(r, chat.Options{}))
	if err != nil {
		return err
	}
	if !h.DateOrderSure && len(h.Examples) > 0 {
		return errLongDates
	}
	d.order, d.histories = h.DateOrder, map[string]*chat.History{h.DateOrder: h}
	return nil
}

// problem turns what went wrong with a file into one sentence. No text of the
// file is in it.
func problem(err error) error {
	key, line := report.Cause(err), 1
	switch {
	case errors.Is(err, errNoFile):
		key = "nofile"
	case errors.Is(err, errLargeZip):
		key = "zip"
	case errors.Is(err, errLongDates):
		key = "dates"
	}
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		key = "large"
	}
	if f := (*chat.Failure)(nil); errors.As(err, &f) {
		line = max(1, f.Line)
	}
	return ebb.Bad("evidence.problem."+key, "line", line)
}
