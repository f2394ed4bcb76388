package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/chatgen"
)

const little = "29/01/2018, 21:24 - Alice: A\n29/01/2018, 21:25 - Bob: B\n30/01/2018, 21:25 - Bob: B\n"

func decode(b []byte) (*chat.History, error) {
	return chat.One(all.Decode(bytes.NewReader(b), int64(len(b)), chat.Options{}))
}

// file is one entry of a test archive.
type file struct {
	name, text string
	mode       fs.FileMode
	store      bool
}

func pack(t testing.TB, files ...file) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if f.store {
			h.Method = zip.Store
		}
		if f.mode != 0 {
			h.SetMode(f.mode)
		}
		e, err := w.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(e, f.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func wide(text string, order binary.ByteOrder) []byte {
	out := make([]byte, 0, 2*len(text)+2)
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		out = append(out, 0, 0)
		order.PutUint16(out[len(out)-2:], u)
	}
	return out
}

func TestAChatIsFoundByItsContent(t *testing.T) {
	document := strings.Repeat("Some long shared text, larger than the chat.\n", 500)
	older := strings.ReplaceAll(little, "2018", "2017") + "01/02/2017, 21:25 - Carol: C\n"
	for says, in := range map[string][]byte{
		"plain text":                               []byte(little),
		"text with a byte order mark":              []byte("\ufeff" + little),
		"UTF-16, little end first":                 wide(little, binary.LittleEndian),
		"UTF-16, big end first":                    wide(little, binary.BigEndian),
		"an archive":                               pack(t, file{name: "_chat.txt", text: little}),
		"an archive that stores":                   pack(t, file{name: "x", text: little, store: true}),
		"an archive with media in front":           pack(t, file{name: "a.jpg", text: "\xff\xd8\x00\x01" + strings.Repeat("\x00\xff", 900)}, file{name: "_chat.txt", text: little}),
		"an archive with a larger shared text":     pack(t, file{name: "notes.txt", text: document}, file{name: "WhatsApp Chat with B.txt", text: little}),
		"an archive with an older chat sent in it": pack(t, file{name: "old.txt", text: older}, file{name: "_chat.txt", text: little}),
		"an archive with UTF-16 in it":             pack(t, file{name: "_chat.txt", text: string(wide(little, binary.LittleEndian))}),
		"an archive with a folder and a link":      pack(t, file{name: "dir/"}, file{name: "link", text: "/etc/passwd", mode: fs.ModeSymlink | 0o777}, file{name: "dir/_chat.txt", text: little}),
		"an archive in an archive, beside a chat":  pack(t, file{name: "in.zip", text: string(pack(t, file{name: "x", text: older})), store: true}, file{name: "c", text: little}),
		"an archive with paths that lead out":      pack(t, file{name: "../../up.txt", text: older}, file{name: "/root.txt", text: older}, file{name: `..\win.txt`, text: older}, file{name: "c", text: little}),
	} {
		t.Run(says, func(t *testing.T) {
			h, err := decode(in)
			if err != nil {
				t.Fatal(err)
			}
			if len(h.Messages) != 3 || len(h.Authors) != 2 || h.Messages[0].Time().Year() != 2018 {
				t.Errorf("%d messages of %q", len(h.Messages), h.Authors)
			}
		})
	}
}

func TestSeveralChatsInAnArchiveAreAWarning(t *testing.T) {
	h, err := decode(pack(t, file{name: "a", text: strings.ReplaceAll(little, "2018", "2017")}, file{name: "b", text: little}))
	if err != nil || len(h.Warnings) != 1 || h.Warnings[0] != (chat.Warning{Code: chat.WarnSeveral, N: 2}) {
		t.Error(h, err)
	}
}

// Each bad file gets one kind of error, soon, and in little memory.
func TestBadFilesAreRefusedForOneReason(t *testing.T) {
	random := make([]byte, 1<<20)
	rnd := rand.NewChaCha8([32]byte{1})
	_, _ = rnd.Read(random)
	good := pack(t, file{name: "_chat.txt", text: strings.Repeat(little, 100)})
	flipped := bytes.Clone(good)
	flipped[60] ^= 0xff
	locked := bytes.Clone(good)
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	many := make([]file, chat.MaxEntries+1)
	for i := range many {
		many[i] = file{name: fmt.Sprint(i)}
	}
	zeros := little + strings.Repeat("\x00", 64<<20)
	for says, c := range map[string]struct {
		in   []byte
		want error
	}{
		"nothing":                            {nil, chat.ErrEmpty},
		"blanks":                             {[]byte(" \n\n"), chat.ErrEmpty},
		"a byte order mark alone":            {[]byte("\ufeff"), chat.ErrEmpty},
		"a letter":                           {[]byte("Dear A,\nhow are you\n"), chat.ErrNotChat},
		"JSON":                               {[]byte(`{"messages":[]}`), chat.ErrNotChat},
		"random bytes":                       {random, chat.ErrBinary},
		"an image":                           {append([]byte("\x89PNG\r\n\x1a\n"), random[:4096]...), chat.ErrBinary},
		"an archive without a chat":          {pack(t, file{name: "a.txt", text: "hello"}), chat.ErrNotChat},
		"an empty archive":                   {pack(t), chat.ErrEmpty},
		"half an archive":                    {good[:len(good)/2], chat.ErrArchive},
		"an archive with a flipped byte":     {flipped, chat.ErrArchive},
		"an archive with a password":         {locked, chat.ErrEncrypted},
		"an archive with a name twice":       {pack(t, file{name: "a", text: little}, file{name: "a", text: little}), chat.ErrArchive},
		"an archive with too many files":     {pack(t, many...), chat.ErrBomb},
		"an archive that unpacks 1000:1":     {pack(t, file{name: "_chat.txt", text: zeros}), chat.ErrBomb},
		"an archive with files that overlap": {overlapping(t), chat.ErrBomb},
		"an archive that understates":        {understated(t), chat.ErrBomb},
		"an archive in an archive":           {pack(t, file{name: "a.zip", text: string(good), store: true}), chat.ErrNotChat},
		"only a link":                        {pack(t, file{name: "a", text: little, mode: fs.ModeSymlink | 0o777}), chat.ErrNotChat},
		"only a path that leads out":         {pack(t, file{name: "../a", text: little}), chat.ErrNotChat},
		"dates that no order allows":         {[]byte("31/02/2018, 21:24 - Alice: A\n02/31/2018, 21:24 - Alice: A\n"), chat.ErrDateOrder},
		"a million authors":                  {crowd(), chat.ErrTooLarge},
	} {
		t.Run(says, func(t *testing.T) {
			began := time.Now()
			_, err := decode(c.in)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if took := time.Since(began); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// overlapping gives two entries whose data is the same bytes.
func overlapping(t testing.TB) []byte {
	b := pack(t, file{name: "a", text: little, store: true}, file{name: "b", text: little, store: true})
	second := bytes.LastIndex(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[second+42:], 0)
	return b
}

// understated says that an entry holds less than it unpacks to.
func understated(t testing.TB) []byte {
	b := pack(t, file{name: "a", text: strings.Repeat(little, 1000)})
	binary.LittleEndian.PutUint32(b[bytes.Index(b, []byte("PK\x01\x02"))+24:], 100)
	return b
}

func crowd() []byte {
	var b bytes.Buffer
	for i := range 1_000_000 {
		fmt.Fprintf(&b, "29/01/2018, 21:24 - A%d: B\n", i)
	}
	return b.Bytes()
}

func TestAHugeFileIsRefusedWithoutReadingIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huge.txt")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(little); err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(2 << 30); err != nil {
		t.Skip("no sparse files here")
	}
	r := &counted{r: f}
	_, err = all.Decode(r, 2<<30, chat.Options{})
	if !errors.Is(err, chat.ErrTooLarge) || r.n > 1<<10 {
		t.Errorf("%v after %d bytes", err, r.n)
	}
}

type counted struct {
	r io.ReaderAt
	n int
}

func (c *counted) ReadAt(b []byte, at int64) (int, error) {
	n, err := c.r.ReadAt(b, at)
	c.n += n
	return n, err
}

func TestAReadErrorIsReported(t *testing.T) {
	broken := errors.New("broken disk")
	_, err := all.Decode(failing{broken}, 1<<20, chat.Options{})
	if !errors.Is(err, broken) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) ReadAt(b []byte, at int64) (int, error) {
	if at < 200<<10 {
		for i := range b {
			b[i] = little[(int(at)+i)%len(little)]
		}
		return len(b), nil
	}
	return 0, f.err
}

// stream is a file that is made while it is read.
type stream struct {
	size int64
	at   func(b []byte, off int64)
}

func (s stream) ReadAt(b []byte, off int64) (int, error) {
	n := int(min(int64(len(b)), s.size-off))
	if n <= 0 {
		return 0, io.EOF
	}
	s.at(b[:n], off)
	return n, nil
}

// The worst files that are still read keep within 256 MiB of heap.
func TestHostileFilesStaySmallInMemory(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("reads hundreds of megabytes; the race detector needs memory of its own")
	}
	repeat := func(line string) func([]byte, int64) {
		return func(b []byte, off int64) {
			for i := range b {
				b[i] = line[(off+int64(i))%int64(len(line))]
			}
		}
	}
	head := func(rest func([]byte, int64)) func([]byte, int64) {
		return func(b []byte, off int64) {
			rest(b, off)
			if off < int64(len(little)) {
				copy(b, little[off:])
			}
		}
	}
	for says, s := range map[string]stream{
		"one line of 256 MiB":       {256 << 20, head(repeat("a"))},
		"nothing but ends of lines": {64 << 20, head(repeat("\n"))},
		"the shortest messages":     {192 << 20, repeat("1/1/20 1:00 - a:\n")},
		"the shortest notices":      {192 << 20, head(repeat("29/01/2018, 21:24 - b\n"))},
		"nothing but calls":         {192 << 20, head(repeat("29/01/2018, 21:24 - Missed voice call\n"))},
	} {
		t.Run(says, func(t *testing.T) {
			debug.FreeOSMemory() // what other tests took is given back
			began := time.Now()
			_, err := all.Decode(s, s.size, chat.Options{})
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			held := (m.HeapSys - m.HeapReleased) >> 20
			t.Logf("%v: %d MiB, %v", time.Since(began), held, err)
			if held > 256 {
				t.Errorf("%d MiB", held)
			}
			if time.Since(began) > 30*time.Second {
				t.Error("too slow")
			}
		})
	}
}

func TestTheSameBytesGiveTheSameHistory(t *testing.T) {
	var b bytes.Buffer
	if _, err := chatgen.WhatsApp(&b, chatgen.Plan{Seed: 3, Messages: 2000, Shape: "ios-de"}); err != nil {
		t.Fatal(err)
	}
	one, err1 := decode(b.Bytes())
	two, err2 := decode(b.Bytes())
	if err1 != nil || err2 != nil || fmt.Sprintf("%+v", one) != fmt.Sprintf("%+v", two) {
		t.Error(err1, err2)
	}
}

func TestAnExcerptIsFitForATerminal(t *testing.T) {
	got := chat.Excerpt([]byte("a\x1b[31mb\u202ec\td" + strings.Repeat("é", 200)))
	if strings.ContainsAny(got, "\x1b\u202e\t") || len([]rune(got)) != 80 {
		t.Errorf("%q", got)
	}
}
