package export_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/export"
)

// toy is a format of the tests: "#toy KEY", then lines of "SECOND NAME WORD".
// It keeps what it read before an error to itself, as formats may.
type toy struct{}

func (toy) Name() string { return "toy" }

func (toy) Detect(head []byte) int {
	if bytes.HasPrefix(head, []byte("#toy ")) {
		return 95
	}
	return 0
}

func (toy) Decode(r io.Reader, o chat.Options) ([]*chat.History, error) {
	var out []*chat.History
	lines := bufio.NewScanner(r)
	n := 0
	for lines.Scan() {
		if key, ok := strings.CutPrefix(lines.Text(), "#toy "); ok {
			if key == "refused" {
				return nil, &chat.Refusal{Format: "toy", Code: "toys"}
			}
			out = append(out, &chat.History{Format: "toy", Key: key, Chat: "Chat " + key, DateOrderSure: true})
			continue
		}
		if lines.Text() == "#end" {
			return out, nil
		}
		h, at, name, word := out[len(out)-1], int64(0), "", ""
		if k, _ := fmt.Sscan(lines.Text(), &at, &name, &word); k != 3 {
			h.Warn(chat.WarnDamaged, 1)
			continue
		}
		h.Messages = append(h.Messages, chat.Message{At: at, Author: h.Names([]string{name})[0], Runes: uint32(len(word))})
		n++
		o.Seen(n * chat.Every)
	}
	if lines.Err() != nil && out[0].Key == "strict" {
		return nil, &chat.Failure{Format: "toy", Line: n, Cause: chat.ErrNotChat}
	}
	if lines.Err() != nil {
		out[len(out)-1].Warn(chat.WarnTorn, n)
	}
	return slices.DeleteFunc(out, func(h *chat.History) bool { return len(h.Messages) == 0 }), nil
}

// toys is toy and one real format, which exports one chat at a time.
var toys = append(slices.DeleteFunc(all.Formats(), func(f chat.Format) bool { return f.Name() != "whatsapp" }), toy{})

const (
	red      = "#toy red\n100 Alice blue\n101 Bob green\n"
	redNewer = "#toy red\n101 Bob green\n200 Cem grey\n"
	sun      = "#toy sun\n50 Kim rain\n51 Sam snow\nwhat\n"
)

// told puts chats into words: the title, the messages, the warnings.
func told(chats []*chat.History, err error) string {
	refused := (*chat.Refusal)(nil)
	switch {
	case errors.As(err, &refused):
		return "refused: " + refused.Code
	case err != nil:
		return err.Error()
	}
	var out []string
	for _, h := range chats {
		s := fmt.Sprint(h.Title(), " ", len(h.Messages))
		for _, w := range h.Warnings {
			s += fmt.Sprint(" ", w.Code, ":", w.N)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// marred changes the data of an entry near its start.
func marred(archive []byte, name string) []byte {
	return marredAt(archive, bytes.Index(archive, []byte(name))+len(name))
}

func marredAt(archive []byte, at int) []byte {
	out := bytes.Clone(archive)
	for i := range 8 {
		out[at+i] ^= 0xff
	}
	return out
}

// locked gives the entry that the directory lists first a password.
func locked(archive []byte) []byte {
	out := bytes.Clone(archive)
	out[bytes.Index(out, []byte("PK\x01\x02"))+8] |= 1
	return out
}

func TestEveryChatOfAnArchiveIsGiven(t *testing.T) {
	long := "#toy long\n"
	words := rand.New(rand.NewPCG(1, 2))
	for i := range 20_000 {
		long += fmt.Sprintln(i, "Alice", words.Uint64())
	}
	inner := pack(t, file{name: "x", text: sun})
	for says, c := range map[string]struct {
		in   []byte
		want string
	}{
		"two chats":                              {pack(t, file{name: "a", text: red}, file{name: "b", text: sun}), "Chat red 2; Chat sun 2 damaged:1"},
		"two chats in one file, and a third":     {pack(t, file{name: "a", text: red + sun}, file{name: "b", text: "#toy x\n1 a b\n"}), "Chat red 2; Chat sun 2 damaged:1; Chat x 1"},
		"two parts of one chat, newest first":    {pack(t, file{name: "1", text: redNewer}, file{name: "2", text: red}), "Chat red 3 group:3"},
		"one part twice":                         {pack(t, file{name: "1", text: red}, file{name: "2", text: red}), "Chat red 2"},
		"another messenger's chat, of one":       {pack(t, file{name: "a", text: red}, file{name: "b", text: little}), "Chat red 2; Alice, Bob 3"},
		"a chat and one sent as a file":          {pack(t, file{name: "a", text: strings.ReplaceAll(little, "2018", "2017")}, file{name: "b", text: little}, file{name: "c", text: red}), "Chat red 2; Alice, Bob 3 several:2"},
		"an archive in an archive, beside":       {pack(t, file{name: "a", text: red}, file{name: "b.zip", text: string(inner), store: true}), "Chat red 2"},
		"a file that is broken from the start":   {marred(pack(t, file{name: "aaaa", text: red}, file{name: "b", text: sun}), "aaaa"), "Chat sun 2 damaged:1 unread:1"},
		"a file that breaks further on":          {marredAt(pack(t, file{name: "a", text: long}), 200_000), "Chat long N torn:N"},
		"a file with a wrong sum":                {badSum(pack(t, file{name: "a", text: red})), "Chat red 2 torn:2"},
		"a file with a password, beside":         {locked(pack(t, file{name: "a", text: red}, file{name: "b", text: sun})), "Chat sun 2 damaged:1 unread:1"},
		"a refused file alone":                   {pack(t, file{name: "a", text: "#toy refused\n"}), "refused: toys"},
		"a refused file beside a chat":           {pack(t, file{name: "a", text: "#toy refused\n"}, file{name: "b", text: red}), "Chat red 2 unread:1"},
		"a chat without messages":                {pack(t, file{name: "a", text: "#toy e\n"}, file{name: "b", text: red}), "Chat red 2"},
		"a wrong sum past what the format reads": {badSum(pack(t, file{name: "a", text: red + "#end\n" + long})), "Chat red 2 torn:2"},
		"a bomb that the format takes for noise": {pack(t, file{name: "a", text: red}, file{name: "b", text: "#toy strict\n1 a b\n" + strings.Repeat("2 a b\n", 20_000_000/6)}), chat.ErrBomb.Error()},
		"a bomb that the format keeps to itself": {pack(t, file{name: "a", text: red}, file{name: "b", text: "#toy b\n1 a b\n" + strings.Repeat("2 a b\n", 20_000_000/6)}), chat.ErrBomb.Error()},
	} {
		t.Run(says, func(t *testing.T) {
			got := told(export.Decode(bytes.NewReader(c.in), int64(len(c.in)), toys, chat.Options{}))
			var n int
			if _, err := fmt.Sscanf(got, "Chat long %d", &n); err == nil && n > 1000 && n < 20_000 && strings.HasSuffix(got, fmt.Sprint(" torn:", n)) {
				got = "Chat long N torn:N" // where exactly, the packing settles
			}
			if got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

// badSum changes what the first entry must add up to.
func badSum(archive []byte) []byte {
	out := bytes.Clone(archive)
	at := bytes.Index(out, []byte("PK\x01\x02")) + 16
	binary.LittleEndian.PutUint32(out[at:], ^binary.LittleEndian.Uint32(out[at:]))
	return out
}

func TestProgressCountsOverAllFiles(t *testing.T) {
	in := pack(t, file{name: "a", text: red}, file{name: "b", text: sun})
	var seen []int
	o := chat.Options{Progress: func(n int) { seen = append(seen, n) }}
	if _, err := export.Decode(bytes.NewReader(in), int64(len(in)), toys, o); err != nil {
		t.Fatal(err)
	}
	if want := []int{4096, 8192, 4098, 8194}; !slices.Equal(seen, want) {
		t.Errorf("%v, want %v", seen, want)
	}
}

// fill writes files into a folder.
func fill(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestEveryChatOfAFolderIsGiven(t *testing.T) {
	hundred := map[string]string{}
	for i := range 100 {
		hundred[fmt.Sprintf("inbox/%d/message_1.toy", i)] = fmt.Sprintf("#toy %d\n%d Alice blue\n", i/2, i)
	}
	zipped := string(pack(t, file{name: "a", text: red}))
	deep := strings.Repeat("d/", 20) + "x"
	for says, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"one file":                       {map[string]string{"a": red}, "Chat red 2"},
		"files in folders":               {map[string]string{"a/1": red, "b/2": redNewer, "c": sun, "photo.jpg": "\xff\xd8\x00\x01", "notes.txt": "Some notes."}, "Chat red 3 group:3; Chat sun 2 damaged:1"},
		"an archive and what it unpacks": {map[string]string{"a": red, "a.zip": zipped}, "Chat red 2"},
		"two chats of one at a time":     {map[string]string{"a": little, "b": strings.ReplaceAll(little, "Bob", "Kim")}, "Alice, Bob 3; Alice, Kim 3"},
		"an archive without a chat":      {map[string]string{"a": red, "b.zip": string(pack(t, file{name: "n", text: "Notes."}))}, "Chat red 2"},
		"a damaged archive":              {map[string]string{"a": red, "b.zip": zipped[:40]}, "Chat red 2 unread:1"},
		"a refused file":                 {map[string]string{"a": red, "b": "#toy refused\n"}, "Chat red 2 unread:1"},
		"too deep":                       {map[string]string{"a": red, deep: sun}, "Chat red 2"},
		"nothing":                        {nil, `folder, line 1: not a chat export: ""`},
		"no chat":                        {map[string]string{"notes.txt": "Some notes.", "photo.jpg": "\xff\xd8\x00\x01"}, `folder, line 1: not a chat export: ""`},
	} {
		t.Run(says, func(t *testing.T) {
			if got := told(export.Folder(fill(t, c.files), toys, chat.Options{})); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
	got, err := export.Folder(fill(t, hundred), toys, chat.Options{})
	if err != nil || len(got) != 50 || len(got[7].Messages) != 2 {
		t.Errorf("%d chats of a hundred files: %v", len(got), err)
	}
}

func TestAFolderIsNotLeft(t *testing.T) {
	outside := fill(t, map[string]string{"secret": sun})
	dir := fill(t, map[string]string{"a": red})
	for name, to := range map[string]string{"link": filepath.Join(outside, "secret"), "folder": outside, "loop": "."} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here")
		}
	}
	if got := told(export.Folder(dir, toys, chat.Options{})); got != "Chat red 2" {
		t.Error(got)
	}
	if _, err := export.Folder(filepath.Join(dir, "nowhere"), toys, chat.Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestAFolderOfTooManyFilesIsRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("writes twenty thousand files")
	}
	dir := t.TempDir()
	for i := range chat.MaxEntries + 1 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := export.Folder(dir, toys, chat.Options{}); !errors.Is(err, export.ErrManyFiles) {
		t.Error(err)
	}
}
