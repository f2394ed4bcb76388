package report

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/export"
	"ebb/feature"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/document"
	"ebb/feature/evidence/join"
	"ebb/internal/words"
	"ebb/tie/exchange"

	"ebb/feature/evidence/say"
)

// voice makes the lines of the error side.
type voice struct{ *words.Book }

func (v voice) what(key string, args ...any) string { return v.Say("evidence.error."+key, args...) }

func (v voice) line(key string, args ...any) string { return v.Say("evidence.error."+key, args...) }

func (v voice) hint(key string, args ...any) string {
	return v.line("hint", "what", v.Say("evidence.hint."+key, args...))
}

// usage is exit 2: one sentence about text, and one hint.
func (v voice) usage(key, text, hint string, args ...any) *feature.Exit {
	what := v.what(key, "text", text)
	return &feature.Exit{Code: wrongUse, Lines: []string{v.line("usage", "what", what), v.hint(hint, args...)}}
}

// understand checks the flags.
func understand(v voice, f flags) (*reading, *feature.Exit) {
	r := &reading{voice: v, flags: f, options: chat.Options{DateOrder: f.order}}
	if f.order != "" && !slices.Contains([]string{"dmy", "mdy", "ymd"}, f.order) {
		return nil, v.usage("badorder", count.Clean(f.order), "order")
	}
	for _, format := range all.Formats() {
		if f.format == "auto" || f.format == format.Name() {
			r.formats = append(r.formats, format)
		}
	}
	if len(r.formats) == 0 {
		return nil, v.usage("badformat", count.Clean(f.format), "formats", "formats", formats())
	}
	for _, m := range f.merge {
		merge, ok := count.ParseMerge(m)
		if !ok {
			return nil, v.usage("badmerge", count.Clean(m), "merge")
		}
		r.merges = append(r.merges, merge)
	}
	var err error
	if f.zone != "" {
		if r.options.Zone, err = time.LoadLocation(f.zone); err != nil {
			return nil, v.usage("badzone", count.Clean(f.zone), "help")
		}
	}
	if f.split != "" {
		if r.date, err = time.Parse(time.DateOnly, f.split); err != nil {
			return nil, v.usage("baddate", count.Clean(f.split), "date")
		}
	}
	return r, nil
}

// read reads all files and folders, and joins what is in them. Where one of
// them leaves the order of day and month open and the others settle it, it is
// read again in that order.
func (r *reading) read(files []string) (*chat.History, *feature.Exit) {
	found := make([][]*chat.History, len(files))
	for i, file := range files {
		chats, err := r.decode(file, r.options)
		if err != nil {
			return nil, r.bad(file, err)
		}
		found[i] = chats
	}
	if order := settled(found); order != "" {
		o := r.options
		o.DateOrder = order
		for i, chats := range found {
			if !slices.ContainsFunc(chats, unsettled) {
				continue
			}
			if again, err := r.decode(files[i], o); err == nil {
				found[i] = again
			}
		}
	}
	h, err := join.Gather(found, r.chat, r.options.Zone)
	if err != nil {
		return nil, r.bad(files[0], err)
	}
	return h, nil
}

// unsettled says whether the order of day and month is open.
func unsettled(h *chat.History) bool { return !h.DateOrderSure && len(h.Examples) > 0 }

// settled is the order of day and month that files agree on; "" without one.
func settled(found [][]*chat.History) (order string) {
	for _, chats := range found {
		for _, h := range chats {
			switch {
			case !h.DateOrderSure || h.DateOrder == "":
			case order == "":
				order = h.DateOrder
			case order != h.DateOrder:
				return ""
			}
		}
	}
	return order
}

var errNoFile = errors.New("not a regular file")

// decode reads what a path says, whatever that is: a folder, or a file.
// Everything else, pipes and devices, has no size to rely on.
func (r *reading) decode(path string, o chat.Options) ([]*chat.History, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return export.Folder(path, r.formats, o)
	case !info.Mode().IsRegular():
		return nil, errNoFile
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if r.apart != nil && all.IsDatabase(f) {
		return all.Apart(path, r.chat, r.apart, o)
	}
	return export.Decode(f, info.Size(), r.formats, o)
}

// bad is exit 1: the file, the format tried, and the first line that was wrong.
// Which chat is meant is a question, and exit 3.
func (r *reading) bad(file string, err error) *feature.Exit {
	if which := (*chat.Which)(nil); errors.As(err, &which) {
		return r.choose(which)
	}
	args := []any{"format", r.tried(err), "line", 1, "text", "", "empty", "yes"}
	if failure := (*chat.Failure)(nil); errors.As(err, &failure) {
		quoted := strconv.Quote(failure.Text)
		args = []any{"format", r.tried(err), "line", max(1, failure.Line), "text", quoted[1 : len(quoted)-1], "empty", yes(failure.Text == "")}
	}
	what := r.what(Cause(err), args...)
	if refused := (*chat.Refusal)(nil); errors.As(err, &refused) && r.Has("evidence."+Cause(err)) {
		what = r.Say("evidence." + Cause(err))
	}
	return &feature.Exit{Code: unreadable, Lines: []string{r.line("line", "file", name(file), "what", what)}}
}

// choose is exit 3: which chat is meant.
func (r *reading) choose(which *chat.Which) *feature.Exit {
	r.which = which
	what := r.what("which", "n", len(which.Choices))
	if r.chat != "" {
		what = r.what("nochat", "text", count.Clean(r.chat))
	}
	names := make([]exchange.Writer, len(which.Choices))
	for i, c := range which.Choices {
		names[i] = exchange.Writer{Name: c.Name, Messages: c.Messages}
	}
	hint := r.hint("which", "names", say.Names(names))
	return &feature.Exit{Code: openEnded, Lines: []string{r.line("usage", "what", what), hint}}
}

// candidates is the JSON of version 1 while it is open which chat is meant.
type candidates struct {
	Version int         `json:"version"`
	Chats   []candidate `json:"chats"`
	Open    []string    `json:"open"`
}

type candidate struct {
	Name     string `json:"name"`
	Messages int    `json:"messages"`
}

// unread is what comes out where no chat was read: the choice, if there is one.
func (r *reading) unread(t *feature.Terminal, exit *feature.Exit) error {
	if !r.json || r.which == nil {
		return exit
	}
	d := candidates{Version: 1, Open: []string{"chat"}}
	for _, c := range r.which.Choices {
		d.Chats = append(d.Chats, candidate{c.Name, c.Messages})
	}
	if err := document.Encode(t.Out, d); err != nil {
		return err
	}
	return exit
}

func (r *reading) tried(err error) string {
	if failure := (*chat.Failure)(nil); errors.As(err, &failure) && failure.Format != "" && failure.Format != "text" && failure.Format != "folder" {
		return failure.Format
	}
	var names []string
	for _, f := range r.formats {
		names = append(names, f.Name())
	}
	return strings.Join(names, ", ")
}

// name is a file's name without its folders: those may say more than they
// need to.
func name(file string) string { return count.Clean(filepath.Base(file)) }

// Cause is the last part of the key of the sentence about a file that could
// not be read: a word, or refused. and the code of a *chat.Refusal.
func Cause(err error) string {
	if refused := (*chat.Refusal)(nil); errors.As(err, &refused) {
		return "refused." + refused.Code
	}
	if failure := (*chat.Failure)(nil); errors.As(err, &failure) && failure.Format == "folder" {
		return "folder"
	}
	for _, c := range []struct {
		is  error
		key string
	}{
		{chat.ErrBinary, "binary"}, {chat.ErrNotChat, "notchat"}, {chat.ErrEmpty, "empty"}, {chat.ErrTooLarge, "large"},
		{chat.ErrBomb, "bomb"}, {chat.ErrArchive, "archive"}, {chat.ErrEncrypted, "encrypted"}, {chat.ErrDateOrder, "order"},
		{export.ErrManyFiles, "many"}, {fs.ErrNotExist, "gone"},
	} {
		if errors.Is(err, c.is) {
			return c.key
		}
	}
	return "unreadable"
}

// merging is exit 2 for a merge of names that are not there.
func (r *reading) merging(err error, h *chat.History) *feature.Exit {
	key := "noname"
	if errors.Is(err, count.ErrTwice) {
		key = "twice"
	}
	var people []exchange.Writer
	if c, err := count.NewCast(h); err == nil {
		people = c.Writers()
	}
	return r.usage(key, count.Named(err), "names", "names", say.Names(people))
}

// yes is how a sentence's select hears it.
func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
