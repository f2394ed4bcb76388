package export

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"math"
	"runtime"
	"slices"

	"ebb/chat"
	"ebb/chat/archive"
)

// sure is the score from which on a file that came with others is a
const sure = 50

// several gathers the chats of files that came together: the entries of an
// archive, the files of a folder. Each is read once, one after the other.
type several struct {
	what     string // "zip" or "folder"
	formats  []chat.Format
	options  chat.Options
	head     []byte
	found    []*chat.History
	messages int
	alone    []*text // of formats that export one chat at a time: one of them is the chat of an archive
	weak     []*text // to try where nothing else is found
	unread   int
	why      error // why there may be no chat
}

func newSeveral(what string, formats []chat.Format, o chat.Options) *several {
	return &several{what: what, formats: formats, options: o, head: make([]byte, headSize)}
}

// add reads a file if it is a chat. open starts it, now and perhaps again in
// chats, and may end the reading of the one before it.
func (s *several) add(open func() (io.Reader, error)) error {
	t := &text{open: open}
	r, err := open()
	if err == nil {
		r, err = s.look(t, r)
	}
	switch {
	case err != nil:
		return s.leave(err)
	case t.format == nil:
		return nil
	case t.score <= sure:
		s.weak = append(s.weak, t)
		return nil
	case s.what == "zip" && oneAtATime(t.format):
		s.alone = append(s.alone, t)
		return nil
	}
	return s.take(t.format, r)
}

// join adds chats that were read.
func (s *several) join(chats []*chat.History) error {
	for _, h := range chats {
		if s.messages += len(h.Messages); s.messages > chat.MaxMessages {
			return chat.ErrTooLarge
		}
		if cap(h.Messages) > len(h.Messages)+len(h.Messages)/4 {
			h.Messages = slices.Clone(h.Messages)
		}
		s.found = append(s.found, h)
	}
	return nil
}

// oneAtATime says whether a format exports one chat at a time, as
// interface{ Alone() bool } on it says.
func oneAtATime(f chat.Format) bool {
	a, ok := f.(interface{ Alone() bool })
	return ok && a.Alone()
}

// look reads the head of a file, and gives a reader that begins with it. Of a
// damaged one it takes what lies before the damage.
func (s *several) look(t *text, r io.Reader) (io.Reader, error) {
	p := plain(r)
	n, err := io.ReadFull(p, s.head[:512])
	skip := archive.Is(s.head[:n]) || binaryData(s.head[:n]) && !database(s.head[:n])
	if err == nil && !skip {
		var more int
		more, err = io.ReadFull(p, s.head[n:])
		n += more
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	if err != nil && !errors.Is(err, chat.ErrArchive) {
		return nil, err
	}
	if !skip {
		t.detect(s.head[:n], s.formats)
	}
	if t.format == nil {
		return nil, err
	}
	return &again{io.MultiReader(bytes.NewReader(s.head[:n]), p), p}, nil
}

// again is a text whose head is read a second time.
type again struct {
	io.Reader
	of *decoded
}

// Size is what the text says of itself.
func (a *again) Size() int64 { return a.of.Size() }

// database says whether bytes begin as a file of SQLite does.
func database(start []byte) bool { return bytes.HasPrefix(start, []byte("SQLite format 3\x00")) }

// take decodes a file to its end.
func (s *several) take(f chat.Format, r io.Reader) error {
	o, before := s.options, s.messages
	if told := o.Progress; told != nil {
		o.Progress = func(n int) { told(before + n) }
	}
	chats, err := f.Decode(r, o)
	if err != nil {
		return s.leave(err)
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		if errors.Is(err, archive.ErrBomb) {
			return err
		}
		tear(chats)
	}
	return s.join(chats)
}

// tear says of the last chat of a file that the file could not be read on.
func tear(chats []*chat.History) {
	if len(chats) == 0 {
		return
	}
	h := chats[len(chats)-1]
	for _, w := range h.Warnings {
		if w.Code == chat.WarnTorn {
			return
		}
	}
	h.Warnings = append(h.Warnings, chat.Warning{Code: chat.WarnTorn, N: len(h.Messages)})
}

// leave notes why a file was not read, and gives the errors that end it all.
func (s *several) leave(err error) error {
	switch {
	case errors.Is(err, chat.ErrBomb), errors.Is(err, chat.ErrTooLarge), errors.Is(err, chat.ErrDateOrder):
		return err
	case !errors.Is(err, chat.ErrEmpty):
		s.unread++
	}
	s.why = cmp.Or(s.why, err)
	return nil
}

// chats gives what was found, the parts of one chat joined. Files that could
// not be read are a warning on each of them.
func (s *several) chats() ([]*chat.History, error) {
	candidates := s.alone
	if len(s.found) == 0 && len(s.alone) == 0 {
		candidates = s.weak
	}
	if err := s.choose(candidates); err != nil {
		return nil, err
	}
	if len(s.found) == 0 {
		return nil, cmp.Or(s.why, error(&chat.Failure{Format: s.what, Line: 1, Cause: chat.ErrNotChat}))
	}
	chats := chat.Group(s.found)
	for _, h := range chats {
		if s.unread > 0 {
			h.Warnings = append(h.Warnings, chat.Warning{Code: chat.WarnUnread, N: s.unread})
		}
	}
	return chats, nil
}

// choose decodes the surest of several texts that can be decoded. Where
// several are as sure, somebody sent an exported chat as a file: the chat that
// holds it goes on for longer.
func (s *several) choose(found []*text) error {
	slices.SortStableFunc(found, func(x, y *text) int { return y.score - x.score })
	tied := 0
	for tied < len(found) && found[tied].score == found[0].score && tied < 16 {
		tied++
	}
	if tied > 1 {
		latest(found[:tied], s.options)
	}
	for _, t := range found {
		r, err := t.open()
		if err != nil {
			return s.leave(err)
		}
		have := len(s.found)
		if err := s.take(t.format, plain(r)); err != nil {
			return err
		}
		if len(s.found) > have {
			if len(s.alone) > 1 {
				h := s.found[have]
				h.Warnings = append(h.Warnings, chat.Warning{Code: chat.WarnSeveral, N: len(s.alone)})
			}
			return nil
		}
	}
	return nil
}

// latest moves the chat with the latest message to the front.
func latest(tied []*text, o chat.Options) {
	best, at := 0, int64(math.MinInt64)
	for i, t := range tied {
		h, err := t.decode(o)
		if err != nil || len(h) == 0 || len(h[0].Messages) == 0 {
			continue
		}
		if last := h[0].Messages[len(h[0].Messages)-1].At; last > at {
			best, at = i, last
		}
		runtime.GC() // one chat in memory at a time
	}
	winner := tied[best]
	copy(tied[1:best+1], tied[:best])
	tied[0] = winner
}

// decodeZip reads every entry that is a  Names play no part in it.
func decodeZip(r io.ReaderAt, size int64, formats []chat.Format, o chat.Options) ([]*chat.History, error) {
	a, err := archive.Open(r, size)
	if err != nil {
		return nil, err
	}
	s := newSeveral("zip", formats, o)
	overstated := false
	for i := range a.Entries {
		e := &a.Entries[i]
		switch {
		case e.Encrypted():
			err = s.leave(chat.ErrEncrypted)
		case e.Readable():
			overstated = overstated || e.Overstated()
			err = s.add(func() (io.Reader, error) { return a.Open(e) })
		}
		if err = cmp.Or(a.Err(), err); err != nil {
			return nil, err
		}
	}
	chats, err := s.chats()
	err = cmp.Or(a.Err(), err)
	switch {
	case err == nil:
		return chats, nil
	case len(a.Entries) == 0:
		return nil, chat.ErrEmpty
	case overstated && nothing(err):
		return nil, chat.ErrBomb
	}
	return nil, err
}

// nothing says whether an archive or a folder holds nothing that looks like a
// chat.
func nothing(err error) bool {
	failure := (*chat.Failure)(nil)
	return errors.As(err, &failure) && (failure.Format == "zip" || failure.Format == "folder")
}
