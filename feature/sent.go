package feature

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"ebb"
)

// sending names what one sending of a form makes.
type sending struct {
	key    []byte
	events uint64 // made so far
	others uint64
}

// SentAs has everything that this request makes carry ids that follow from the
// page that its form stood on and from what was sent. The same form sent again,
// because the answer was lost, makes the same again, which the journal keeps
// once; with other words in it it is another. page is random, a new one each time
// a page is rendered, so that the ids say nothing.
func (r *Request) SentAs(page ebb.ID) {
	r.sent = &sending{key: sum(page[:], []byte(r.URL.RequestURI()+"\n"+r.PostForm.Encode()))}
}

func sum(key, of []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(of)
	return h.Sum(nil)
}

// id is the n-th of a class.
func (s *sending) id(class string, n *uint64) (id ebb.ID) {
	*n++
	copy(id[:], sum(s.key, binary.BigEndian.AppendUint64([]byte(class), *n)))
	return id
}

// NewID is a fresh id, or of a form that was sent before the same as then.
func (r *Request) NewID() ebb.ID {
	if r.sent == nil {
		return ebb.NewID()
	}
	return r.sent.id("other", &r.sent.others)
}

// EventID is NewID for an event: the first event of a form has the same id, however
// many other ids were asked for before it.
func (r *Request) EventID() ebb.ID {
	if r.sent == nil {
		return ebb.NewID()
	}
	return r.sent.id("event", &r.sent.events)
}

// New makes an event as of now, with such an id.
func (r *Request) New(kind string, body any) ebb.Event { return r.NewAt(kind, r.Now, body) }

// NewAt is New for what happened at another time.
func (r *Request) NewAt(kind string, at time.Time, body any) ebb.Event {
	e := ebb.New(kind, at, body)
	e.ID = r.EventID()
	return e
}
