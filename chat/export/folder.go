package export

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"ebb/chat"
	"ebb/chat/archive"
)

// Bounds on folders. A folder holds at most MaxEntries files.
const maxDepth = 16

// ErrManyFiles is a folder with more files than MaxEntries.
var ErrManyFiles = errors.New("a folder of too many files")

// Folder reads every chat in a folder and the folders below it: regular files
// and zip archives, no links, nothing outside.
func Folder(path string, formats []chat.Format, o chat.Options) ([]*chat.History, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f := &folder{root: root, several: newSeveral("folder", formats, o), formats: formats, options: o}
	err = fs.WalkDir(root.FS(), ".", f.visit)
	if err == nil {
		chats, found := f.several.chats()
		f.close()
		return chats, found
	}
	f.close()
	return nil, err
}

// folder is a walk through a folder, with at most one file open.
type folder struct {
	root    *os.Root
	several *several
	formats []chat.Format
	options chat.Options
	files   int
	open    *os.File
}

func (f *folder) visit(path string, d fs.DirEntry, err error) error {
	switch {
	case err != nil && path == ".":
		return err
	case err != nil:
		f.several.unread++
		return fs.SkipDir
	case d.IsDir() && strings.Count(path, "/") >= maxDepth:
		return fs.SkipDir
	case !d.Type().IsRegular():
		return nil
	}
	if f.files++; f.files > chat.MaxEntries {
		return ErrManyFiles
	}
	return f.add(path)
}

func (f *folder) add(path string) error {
	size, zip, err := f.start(path)
	switch {
	case err != nil:
		f.several.unread++
		return nil
	case zip:
		chats, err := Decode(f.open, size, f.formats, f.options)
		switch {
		case nothing(err):
			return nil
		case err != nil:
			return f.several.leave(err)
		}
		return f.several.join(chats)
	case size > chat.MaxText:
		return nil
	}
	return f.several.add(func() (io.Reader, error) {
		size, _, err := f.start(path)
		return io.NewSectionReader(f.open, 0, size), err
	})
}

// start opens a file and closes the one before it.
func (f *folder) start(path string) (size int64, zip bool, err error) {
	f.close()
	if f.open, err = f.root.Open(path); err != nil {
		return 0, false, err
	}
	info, err := f.open.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0, false, cmp.Or(err, fs.ErrInvalid)
	}
	start, err := readHead(f.open, info.Size(), 4)
	return info.Size(), archive.Is(start), err
}

func (f *folder) close() {
	if f.open != nil {
		f.open.Close()
		f.open = nil
	}
}
