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
	"ebb/internal/words"
	"ebb/tie"

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

// read reads all files and joins them. Where one file leaves the order of day
// and month open and another one settles it, it is read again in that order.
func (r *reading) read(files []string) (*chat.History, *feature.Exit) {
	var histories []*chat.History
	sure := map[string]bool{}
	for _, file := range files {
		h, exit := r.decode(file, r.options)
		if exit != nil {
			return nil, exit
		}
		if h.DateOrderSure {
			sure[h.DateOrder] = true
		}
		histories = append(histories, h)
	}
	for i, h := range histories {
		if h.DateOrderSure || len(sure) != 1 {
			continue
		}
		o := r.options
		for o.DateOrder = range sure {
		}
		if again, exit := r.decode(files[i], o); exit == nil {
			histories[i] = again
		}
	}
	joined, err := count.Join(histories...)
	if err != nil {
		return nil, &feature.Exit{Code: wrongUse, Lines: []string{r.line("usage", "what", r.what("mixed"))}}
	}
	return joined, nil
}

func (r *reading) decode(file string, o chat.Options) (*chat.History, *feature.Exit) {
	f, size, err := open(file)
	if err != nil {
		return nil, r.bad(file, err)
	}
	defer f.Close()
	chats, err := export.Decode(f, size, r.formats, o)
	if err != nil {
		return nil, r.bad(file, err)
	}
	h, err := chat.Pick(chats, r.chat)
	if err != nil {
		return nil, r.bad(file, err)
	}
	return h, nil
}

var errNoFile = errors.New("not a regular file")

// open refuses what has no size to rely on: folders, pipes, devices.
func open(file string) (*os.File, int64, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, errNoFile
	}
	f, err := os.Open(file)
	return f, info.Size(), err
}

// bad is exit 1: the file, the format tried, and the first line that was wrong.
func (r *reading) bad(file string, err error) *feature.Exit {
	args := []any{"format", r.tried(err), "line", 1, "text", "", "empty", "yes"}
	if failure := (*chat.Failure)(nil); errors.As(err, &failure) {
		quoted := strconv.Quote(failure.Text)
		args = []any{"format", r.tried(err), "line", max(1, failure.Line), "text", quoted[1 : len(quoted)-1], "empty", yes(failure.Text == "")}
	}
	what := r.what(Cause(err), args...)
	return &feature.Exit{Code: unreadable, Lines: []string{r.line("line", "file", name(file), "what", what)}}
}

func (r *reading) tried(err error) string {
	if failure := (*chat.Failure)(nil); errors.As(err, &failure) && failure.Format != "" && failure.Format != "text" {
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
// not be read.
func Cause(err error) string {
	for _, c := range []struct {
		is  error
		key string
	}{
		{chat.ErrBinary, "binary"}, {chat.ErrNotChat, "notchat"}, {chat.ErrEmpty, "empty"}, {chat.ErrTooLarge, "large"},
		{chat.ErrBomb, "bomb"}, {chat.ErrArchive, "archive"}, {chat.ErrEncrypted, "encrypted"}, {chat.ErrDateOrder, "order"},
		{fs.ErrNotExist, "gone"},
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
	var people []tie.Writer
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
