// Package export finds out what a file is and gives every chat in it: a text in
// one of the formats, a zip archive, a folder. It looks at content, never at
// names, and keeps nothing of what it reads but the histories.
//
// It promises bounded memory, that each file is read once and one after the
// other, that the parts of one chat come back as one, and that what could not
// be read is either an error or a warning on what could. It refuses archives in
// archives, links, and whatever lies outside a folder.
package export

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"ebb/chat"
	"ebb/chat/archive"
)

const headSize = 64 << 10

// Decode reads a chat export of size bytes in whichever of the formats knows
// it best, and gives every chat in it. It looks at content alone: of a zip
// archive every text that is a chat is read, and nothing else is unpacked;
// UTF-8 and UTF-16 are told apart by their marks. Errors are a *Failure,
// a *Refusal, or hold one of the errors of chat.
func Decode(r io.ReaderAt, size int64, formats []chat.Format, o chat.Options) ([]*chat.History, error) {
	if size <= 0 {
		return nil, chat.ErrEmpty
	}
	start, err := readHead(r, size, 4)
	if err != nil {
		return nil, err
	}
	if archive.Is(start) {
		return decodeZip(r, size, formats, o)
	}
	if size > chat.MaxText {
		return nil, chat.ErrTooLarge
	}
	open := func() (io.Reader, error) { return io.NewSectionReader(r, 0, size), nil }
	t, err := detect(open, formats)
	if err != nil {
		return nil, err
	}
	return t.decode(o)
}

func readHead(r io.ReaderAt, size int64, n int) ([]byte, error) {
	head := make([]byte, min(size, int64(n)))
	got, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return head[:got], nil
}

// text is a text that a format may read.
type text struct {
	open   func() (io.Reader, error)
	format chat.Format
	score  int
}

// detect reads the head of a text and finds the format that is surest of it.
func detect(open func() (io.Reader, error), formats []chat.Format) (*text, error) {
	r, err := open()
	if err != nil {
		return nil, err
	}
	head := make([]byte, headSize)
	n, err := io.ReadFull(plain(r), head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	t := &text{open: open}
	t.detect(head[:n], formats)
	if t.format == nil {
		return nil, reject(head[:n])
	}
	return t, nil
}

// detect settles on the format that is surest of a head.
func (t *text) detect(head []byte, formats []chat.Format) {
	for _, f := range formats {
		if s := f.Detect(head); s > t.score {
			t.format, t.score = f, s
		}
	}
}

func (t *text) decode(o chat.Options) ([]*chat.History, error) {
	r, err := t.open()
	if err != nil {
		return nil, err
	}
	return t.format.Decode(plain(r), o)
}

// reject says why no format knows a text.
func reject(head []byte) error {
	cause := chat.ErrNotChat
	switch {
	case len(bytes.TrimLeft(head, "\ufeff \t\r\n")) == 0:
		return chat.ErrEmpty
	case binaryData(head):
		cause = chat.ErrBinary
	}
	line, number := head, 1
	for {
		cut, rest, more := bytes.Cut(line, []byte("\n"))
		if line = cut; !more || len(bytes.TrimSpace(cut)) > 0 {
			break
		}
		line = rest
		number++
	}
	return &chat.Failure{Format: "text", Line: number, Text: chat.Excerpt(line), Cause: cause}
}

// binaryData says whether bytes are hardly text: more than one in twenty is a
// control character or no UTF-8.
func binaryData(head []byte) bool {
	odd := 0
	for i := 0; i < len(head); {
		r, size := utf8.DecodeRune(head[i:])
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == utf8.RuneError && size == 1 {
			odd++
		}
		i += size
	}
	return odd*20 > len(head)
}

// plain gives a text as UTF-8 without a mark. Without a mark it is left alone.
func plain(r io.Reader) *decoded {
	return &decoded{r: r}
}

// decoded looks at the first bytes when it is first read.
type decoded struct {
	r     io.Reader
	ready bool
	size  int64
}

// Size is about how many bytes will be read, once reading has begun; 0 where
// nobody knows. It is a hint, as an archive's word is.
func (d *decoded) Size() int64 { return d.size }

func (d *decoded) Read(b []byte) (int, error) {
	if !d.ready {
		if err := d.start(); err != nil {
			return 0, err
		}
	}
	return d.r.Read(b)
}

func (d *decoded) start() error {
	d.ready = true
	mark := make([]byte, 3)
	n, err := io.ReadFull(d.r, mark)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	mark = mark[:n]
	if s, ok := d.r.(interface{ Size() int64 }); ok {
		d.size = s.Size()
	}
	whole := io.MultiReader(bytes.NewReader(mark), d.r)
	switch {
	case bytes.HasPrefix(mark, []byte{0xff, 0xfe}), bytes.HasPrefix(mark, []byte{0xfe, 0xff}):
		d.size /= 2
		d.r = unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder().Reader(whole)
	case bytes.Equal(mark, []byte("\ufeff")):
	default:
		d.r = whole
	}
	return nil
}
