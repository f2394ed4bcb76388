package hostile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
)

// conversation is a chat that would be read if its archive were any good.
const conversation = first + "14/02/2026, 09:00 - " + them + ": b\n"

// part is one entry of an archive.
type part struct {
	name, text string
	times      int // that the text stands in it; 0 is once
	change     func(*zip.FileHeader)
}

func archived(parts ...part) func(*testing.T, io.Writer) {
	return func(t *testing.T, out io.Writer) {
		z := zip.NewWriter(out)
		for _, p := range parts {
			h := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
			if p.change != nil {
				p.change(h)
			}
			w, err := z.CreateHeader(h)
			if err != nil {
				t.Fatal(err)
			}
			repeat("", p.text, max(1, p.times))(t, w)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// altered makes an archive and changes its bytes.
func altered(change func([]byte) []byte, parts ...part) func(*testing.T, io.Writer) {
	return func(t *testing.T, out io.Writer) {
		var b bytes.Buffer
		archived(parts...)(t, &b)
		out.Write(change(b.Bytes()))
	}
}

// claim writes numbers into the first record of the directory.
func claim(at int, v uint32) func([]byte) []byte {
	return func(b []byte) []byte {
		i := bytes.LastIndex(b, []byte("PK\x01\x02"))
		binary.LittleEndian.PutUint32(b[i+at:], v)
		return b
	}
}

// shared lists one entry n times under other names: all unpack the same bytes.
func shared(n int) func([]byte) []byte {
	return func(b []byte) []byte {
		at, end := bytes.LastIndex(b, []byte("PK\x01\x02")), bytes.LastIndex(b, []byte("PK\x05\x06"))
		record, tail := bytes.Clone(b[at:end]), bytes.Clone(b[end:])
		out := b[:at:at]
		for i := range n {
			copy(record[46:], fmt.Sprintf("%04d", i))
			out = append(out, record...)
		}
		binary.LittleEndian.PutUint16(tail[8:], uint16(n))
		binary.LittleEndian.PutUint16(tail[10:], uint16(n))
		binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(record)))
		return append(out, tail...)
	}
}

func many(t *testing.T, out io.Writer) {
	z := zip.NewWriter(out)
	for i := range 30_000 {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// manyTexted is a thousand files of text messages, and a chat.
func manyTexted(t *testing.T, out io.Writer) {
	parts := []part{{name: "_chat.txt", text: conversation}}
	for i := range 1000 {
		parts = append(parts, part{name: fmt.Sprint(i, ".xml"), text: texted})
	}
	archived(parts...)(t, out)
}

// dense packs chats of 300 MiB each, none of which unpacks to as much as 200
// times its size: only their sum is too much.
func dense(n int) func(*testing.T, io.Writer) {
	return func(t *testing.T, out io.Writer) {
		r := rand.New(rand.NewPCG(1, 2))
		var plain, packed bytes.Buffer
		for i := 0; plain.Len() < 1<<20; i++ {
			plain.WriteString(line(i, me, fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64())+strings.Repeat("x", 2000)))
		}
		w, _ := flate.NewWriter(&packed, flate.BestCompression)
		w.Write(plain.Bytes())
		w.Flush() // what follows does not look back
		var sum uint32
		for range 300 {
			sum = crc32.Update(sum, crc32.IEEETable, plain.Bytes())
		}
		whole := append(bytes.Repeat(packed.Bytes(), 300), 0x03, 0x00) // and an end
		z := zip.NewWriter(out)
		for i := range n {
			h := &zip.FileHeader{Name: fmt.Sprint(i, ".txt"), Method: zip.Deflate, CRC32: sum}
			h.UncompressedSize64, h.CompressedSize64 = 300<<20, uint64(len(whole))
			e, err := z.CreateRaw(h)
			if err != nil {
				t.Fatal(err)
			}
			e.Write(whole)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func cut(b []byte) []byte { return b[:len(b)/2] }

// spoiled changes the data of the first entry, whose name has one letter.
func spoiled(b []byte) []byte {
	for i := range 8 {
		b[31+i] ^= 0xff
	}
	return b
}

// texted is two text messages in another format.
const texted = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"2\">\n" +
	`<sms protocol="0" address="+4915550100" date="1774774800000" type="1" body="a" read="1" status="-1" contact_name="` + them + "\" />\n" +
	`<sms protocol="0" address="+4915550100" date="1774775800000" type="2" body="b" read="1" status="-1" contact_name="` + them + "\" />\n</smses>\n"

var chosen = []string{"--chat", me + ", " + them}

func link(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }

func locked(h *zip.FileHeader) { h.Flags |= 1 }

func inner() string {
	var b bytes.Buffer
	archived(part{name: "_chat.txt", text: conversation})(nil, &b)
	return b.String()
}

const (
	bomb    = `the archive unpacks to far more than it says\. It was not read on\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`
	damaged = `the archive is damaged\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`
	noText  = `this is no chat export\. Tried zip`
	tooFar  = "unpacks to far more than it says"
	broken  = "This .zip file is damaged"
)

var archives = []bad{
	{name: "zeros in a zip", make: archived(part{name: "_chat.txt", text: "\x00", times: 64 << 20}), code: 1, says: bomb, page: tooFar},
	{name: "one line a million times", make: archived(part{name: "_chat.txt", text: conversation, times: 1_000_000}), code: 1, says: bomb, page: tooFar, large: true},
	{name: "chats of 600 MiB", make: dense(2), code: 1, says: bomb, page: tooFar, large: true},
	{name: "30,000 entries", make: many, code: 1, says: bomb, page: tooFar},
	{name: "one entry a thousand times", make: altered(shared(1000), part{name: "0000.txt", text: conversation}), code: 1, says: bomb, page: tooFar},
	{name: "an entry larger than it says", make: altered(claim(24, 10), part{name: "_chat.txt", text: conversation}), code: 1, says: bomb, page: tooFar},
	{name: "an entry smaller than it says", make: altered(claim(24, 1000), part{name: "_chat.txt", text: conversation}), code: 1, says: damaged, page: broken},
	{name: "a wrong sum", make: altered(claim(16, 1), part{name: "_chat.txt", text: conversation}), code: 1, says: damaged, page: broken},
	{name: "an entry past the end", make: altered(claim(20, 1<<30), part{name: "_chat.txt", text: conversation}), code: 1, says: damaged, page: broken},
	{name: "half a zip", make: altered(cut, part{name: "_chat.txt", text: conversation}), code: 1, says: damaged, page: broken},
	{name: "a zip without end", make: text("PK\x03\x04"), size: 2 << 30, code: 1, says: damaged, page: `larger than 32 MB`, large: true},
	{name: "one name twice", make: archived(part{name: "_chat.txt", text: conversation}, part{name: "_chat.txt", text: conversation}), code: 1, says: damaged, page: broken},
	{name: "a password", make: archived(part{name: "_chat.txt", text: conversation, change: locked}), code: 1, says: `the archive has a password\. Tried [a-z, ]*whatsapp[a-z, ]*\.$`, page: "has a password"},
	{name: "no entry", make: archived(), code: 1, says: none, page: "There are no messages"},
	{name: "a name that leads out", make: archived(part{name: "../../" + them + ".txt", text: conversation}), code: 1, says: noText, page: "no chat export"},
	{name: "a name from the root", make: archived(part{name: "/tmp/" + them + ".txt", text: conversation}), code: 1, says: noText, page: "no chat export"},
	{name: "a name of another system", make: archived(part{name: `..\..\` + them + ".txt", text: conversation}), code: 1, says: noText, page: "no chat export"},
	{name: "a link", make: archived(part{name: "_chat.txt", text: conversation, change: link}), code: 1, says: noText, page: "no chat export"},
	{name: "a zip in a zip", make: archived(part{name: "inner.zip", text: inner()}), code: 1, says: noText, page: "no chat export"},
	{name: "a spoiled chat beside a good one", make: altered(spoiled, part{name: "a", text: conversation}, part{name: "_chat.txt", text: conversation}), reads: 2},
	{name: "a zip in a zip, beside a chat", make: archived(part{name: "inner.zip", text: inner()}, part{name: "_chat.txt", text: conversation}), reads: 2},
	{name: "a chat that was sent in a chat", make: archived(part{name: "a", text: first}, part{name: "_chat.txt", text: conversation}), reads: 2},
	{name: "two messengers", make: archived(part{name: "sms.xml", text: texted}, part{name: "_chat.txt", text: conversation}), flags: chosen, reads: 2, once: true},
	{name: "a thousand messengers", make: manyTexted, flags: chosen, reads: 2, once: true},
	{name: "a good zip beside a bad name", make: archived(part{name: "../x", text: "x"}, part{name: "_chat.txt", text: conversation}), reads: 2},
}
