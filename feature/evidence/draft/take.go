package draft

import (
	"bytes"
	"errors"
	"io"

	"ebb/chat"
)

const headSize = 64 << 10

// What else can be wrong with a file that is sent.
var (
	ErrNoFile   = errors.New("no file in the form")
	ErrLargeZip = errors.New("an archive too large to hold")
)

// Take reads one more file. A text is read as it comes. Up to room bytes it is
// also held, so that an open order of dates can be read both ways; an archive
// must be held whole. The bytes are overwritten when that is done. paged says
// that the page took the text out itself. It gives how many bytes it held.
func (d *Draft) Take(r io.Reader, room int64, paged bool, options func(order string) chat.Options) (int64, error) {
	held := &holding{left: room}
	defer held.clear()
	head, err := io.ReadAll(io.LimitReader(io.TeeReader(r, held), headSize))
	switch {
	case err != nil:
		return 0, err
	case len(head) == 0:
		return 0, ErrNoFile
	}
	rest := io.TeeReader(&capped{r, chat.MaxText - int64(len(head))}, held)
	if indivisible(head) {
		err = d.whole(rest, held, paged, options)
	} else {
		d.came(paged)
		err = d.Stream(io.MultiReader(bytes.NewReader(head), rest), head, options)
		if errors.Is(err, ErrLongDates) && held.left >= 0 {
			err = d.Decode(held.raw, options)
		}
	}
	return int64(len(held.raw)), err
}

// indivisible reports whether a file has to be held to be read: an archive, or
// a text of two bytes a letter.
func indivisible(head []byte) bool {
	for _, mark := range []string{"PK", "\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return true
		}
	}
	return false
}

func (d *Draft) whole(rest io.Reader, held *holding, paged bool, options func(order string) chat.Options) error {
	_, err := io.Copy(io.Discard, rest)
	zipped := bytes.HasPrefix(held.raw, []byte("PK"))
	switch {
	case held.left < 0 && zipped:
		return ErrLargeZip
	case err != nil:
		return err
	case held.left < 0:
		return chat.ErrTooLarge
	case zipped:
		d.Way = "zip"
	default:
		d.came(paged)
	}
	return d.Decode(held.raw, options)
}

// came notes how a text came in, where the page took it out itself.
func (d *Draft) came(paged bool) {
	if paged && d.Way == "text" {
		d.Way = "page"
	}
}

// holding keeps what it is given, up to left bytes; then it keeps nothing more,
// and left is below zero.
type holding struct {
	raw  []byte
	left int64
}

func (h *holding) Write(b []byte) (int, error) {
	if h.left -= int64(len(b)); h.left >= 0 {
		h.raw = append(h.raw, b...)
	}
	return len(b), nil
}

func (h *holding) clear() { clear(h.raw) }

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
