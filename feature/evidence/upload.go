package evidence

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"sync/atomic"

	"ebb"
	"ebb/chat"
	"ebb/feature"
	"ebb/feature/evidence/draft"
	"ebb/feature/evidence/report"
)

// Bounds on what is sent.
const (
	largestBody = chat.MaxText + 1<<20 // texts and the form around them
	inMemory    = 32 << 20             // files up to this, together, are held whole while they are read
	mostFiles   = 500
)

// postAdd reads the files that a form sends, as they come in, and never to
// disk.
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
	u := &upload{pages: p, form: form, left: inMemory, draft: draft.New(r.Now.Location())}
	err = u.receive()
	u.end()
	if err != nil {
		// The answer reaches a browser only once all it sends has been taken.
		_, _ = io.Copy(io.Discard, r.Body)
		return feature.Answer{}, problem(err)
	}
	p.forget(r)
	r.Steps.Keep(stepName, step{p.waiting.Keep(u.draft)})
	return feature.Answer{Goto: base + "/who"}, nil
}

// upload is one form on its way in.
type upload struct {
	pages  *pages
	form   *multipart.Reader
	left   int64 // bytes that may still be held whole
	paged  bool  // the page took the text out itself
	ticket string
	so     *progress
	draft  *draft.Draft
}

// progress is how far an upload has been read.
type progress struct{ bytes, messages atomic.Int64 }

// receive reads every part of the form. Every file must be a chat.
func (u *upload) receive() error {
	for {
		part, err := u.form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := u.part(part); err != nil {
			return err
		}
	}
	if u.draft.Files() == 0 {
		return draft.ErrNoFile
	}
	return nil
}

func (u *upload) part(part *multipart.Part) error {
	switch part.FormName() {
	case "way":
		u.paged = field(part) == "page"
	case "ticket":
		u.ticket = field(part)
		u.so = u.pages.progress.begin(u.ticket)
	case "file":
		if u.draft.Files() == mostFiles {
			return chat.ErrTooLarge
		}
		return u.file(part)
	}
	return nil
}

// end forgets how far it was.
func (u *upload) end() { u.pages.progress.end(u.ticket) }

func field(part io.Reader) string {
	b, _ := io.ReadAll(io.LimitReader(part, 64))
	return string(b)
}

// file reads one file, as it comes.
func (u *upload) file(part io.Reader) error {
	held, err := u.draft.Take(&metered{r: part, n: u.so}, u.left, u.paged, u.options)
	u.left -= held
	return err
}

// options say how to read, and count along.
func (u *upload) options(order string) chat.Options {
	o := chat.Options{DateOrder: order, Zone: u.draft.Zone()}
	if u.so != nil {
		before := u.draft.Size()
		o.Progress = func(messages int) { u.so.messages.Store(int64(before + messages)) }
	}
	return o
}

// metered counts what has been read.
type metered struct {
	r io.Reader
	n *progress
}

func (c *metered) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if c.n != nil {
		c.n.bytes.Add(int64(n))
	}
	return n, err
}

// problem turns what went wrong with a file into one sentence. No text of the
// file is in it.
func problem(err error) error {
	key, line := report.Cause(err), 1
	switch {
	case errors.Is(err, draft.ErrNoFile):
		key = "nofile"
	case errors.Is(err, draft.ErrLargeZip):
		key = "zip"
	case errors.Is(err, draft.ErrLongDates):
		key = "dates"
	}
	if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
		key = "large"
	}
	if refused := (*chat.Refusal)(nil); errors.As(err, &refused) {
		key = "refused." + refused.Code
	}
	if f := (*chat.Failure)(nil); errors.As(err, &f) {
		line = max(1, f.Line)
	}
	return ebb.Bad("evidence.problem."+key, "line", line)
}
