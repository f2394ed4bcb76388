package canary

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"filippo.io/age"

	"ebb/internal/program"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/sqlite"
)

// A letter that stays is written with the real program, several versions of it,
// then burned; what the disk, a copy of the folder and a backup hold afterwards
// is searched for its words and for the sealed bytes of its rows. The same
// search finds these bytes before the burning.
func TestABurnedLetterIsGoneFromDiskCopyAndBackup(t *testing.T) {
	w, server := burns(t)
	w.post("/keep/unsent/check")
	before := w.boxes("before")
	one := w.write()
	w.held("the letter", 8, fresh(before, w.boxes("written")), "with.age")
	w.post(one + "/burn")
	for place, bytes := range map[string][]byte{
		"the folder while ebb runs": read(t, w.data), "a copy of the folder": read(t, w.copied("copy")), "a backup": w.backup("without.age"),
	} {
		w.nothing(place, bytes)
	}
	server.Stop()
	w.nothing("the folder", read(t, w.data))
	w.nothing("the log", []byte(server.Log()))
	t.Logf("%d sealed rows, found before and not afterwards", len(w.sealed))
}

// burner writes a letter, and looks for it.
type burner struct {
	t         *testing.T
	dir, data string
	site      *walk.Site
	words     []string
	sealed    [][]byte
}

// burns is somebody with a passphrase.
func burns(t *testing.T) (*burner, *program.Server) {
	t.Helper()
	dir := t.TempDir()
	w := &burner{t: t, dir: dir, data: filepath.Join(dir, "data")}
	server := program.Serve(t, w.data)
	w.site = walk.New(server.Base)
	w.post("/note", "text", "something to keep")
	w.post("/keep-this", "pass", passphrase, "again", passphrase)
	return w, server
}

func (w *burner) post(path string, pairs ...string) *walk.Page {
	w.t.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	p, err := w.site.Post(path, values)
	if err != nil || p.Status >= 400 {
		w.t.Fatalf("%s: %v %+v", path, err, p)
	}
	return p
}

// write is a letter in four versions, two of them longer than a row, and where
// it is read.
func (w *burner) write() string {
	at := w.post("/keep/unsent/new", "to", "them", "minutes", "15").Path
	for n := range 4 {
		word := fmt.Sprintf("wellensittich%dblau", n)
		w.words = append(w.words, word)
		w.post(at, "text", strings.Repeat(word+" 鳥鳥鳥鳥鳥鳥鳥鳥 ", 1+n%2*600), "do", []string{"keep", "stop"}[n/3])
	}
	one := strings.TrimSuffix(at, "/write")
	if p, err := w.site.Get(one); err != nil || !strings.Contains(p.Body, w.words[3]) {
		w.t.Fatalf("the letter does not open: %v", err)
	}
	w.post(one+"/seal", "span", "month")
	return one
}

// copied is a copy of the data folder.
func (w *burner) copied(name string) string {
	w.t.Helper()
	to := filepath.Join(w.dir, name)
	if err := os.CopyFS(to, os.DirFS(w.data)); err != nil {
		w.t.Fatal(err)
	}
	return to
}

// boxes are the sealed rows of everybody, by what they are.
func (w *burner) boxes(name string) map[string]bool {
	w.t.Helper()
	s, err := sqlite.Open(w.t.Context(), filepath.Join(w.copied(name), "ebb.db"), sqlite.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	defer s.Close()
	all := map[string]bool{}
	err = s.People(w.t.Context(), func(id store.ID, _ store.Person) error {
		return s.Since(w.t.Context(), id, store.Head{}, func(r store.Row) error {
			all[string(r.Box)] = true
			return nil
		})
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// fresh are the rows that came.
func fresh(before, after map[string]bool) (all [][]byte) {
	for box := range after {
		if !before[box] && box != "" {
			all = append(all, []byte(box))
		}
	}
	return all
}

// window is a piece of a row, short enough to stand whole on a page of the
// database, of which one row can take several.
const window = 24

// found is of how many sealed rows a piece is there.
func (w *burner) found(in []byte) (n int) {
	for _, box := range w.sealed {
		for at := 0; at+window <= len(box); at += window {
			if bytes.Contains(in, box[at:at+window]) {
				n++
				break
			}
		}
	}
	return n
}

// nothing holds a place to having none of it.
func (w *burner) nothing(place string, in []byte) {
	w.t.Helper()
	if len(in) == 0 {
		w.t.Fatalf("%s is empty", place)
	}
	if n := w.found(in); n > 0 {
		w.t.Errorf("%s holds %d pieces of what is gone", place, n)
	}
	for _, word := range w.words {
		for shape, needle := range written(word) {
			if bytes.Contains(in, needle) {
				w.t.Errorf("%s holds a word of it as %s", place, shape)
			}
		}
	}
}

// written is a word as a program may have written it: base64 in each of the
// three places where it can begin.
func written(word string) map[string][]byte {
	little, big := []byte(nil), []byte(nil)
	for _, u := range utf16.Encode([]rune(word)) {
		little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
	}
	all := map[string][]byte{"UTF-8": []byte(word), "UTF-16, little": little, "UTF-16, big": big}
	for shift := range 3 {
		rest := []byte(word)[shift:]
		rest = rest[:len(rest)-len(rest)%3]
		all[fmt.Sprintf("base64, from its byte %d", shift)] = []byte(base64.RawStdEncoding.EncodeToString(rest))
	}
	return all
}

// backup makes a backup with the program and returns what somebody reads in it
// who holds its key.
func (w *burner) backup(name string) []byte {
	w.t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		w.t.Fatal(err)
	}
	file := filepath.Join(w.dir, name)
	if out, err := exec.Command(program.Build(w.t), "backup", "--data", w.data, "--to", id.Recipient().String(), file).CombinedOutput(); err != nil {
		w.t.Fatalf("%v\n%s", err, out)
	}
	f, err := os.Open(file)
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	open, err := age.Decrypt(f, id)
	if err != nil {
		w.t.Fatal(err)
	}
	all, err := io.ReadAll(open)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}
