package bench

import (
	"archive/zip"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"testing"

	"ebb/chat/chatgen"
	"ebb/feature"
	"ebb/feature/evidence"
	"ebb/internal/browser"
	"ebb/internal/site"
)

const (
	photos    = 400
	photoSize = 5 << 20
)

// BenchmarkZipInPage measures how long the page takes to find the chat in a
// zip file of two gigabytes, most of it photos, and to take its text out: from
// the press of the button to the moment it is sent. The least of five.
func BenchmarkZipInPage(b *testing.B) {
	path := filepath.Join(b.TempDir(), "export.zip")
	size := largeZip(b, path)
	open := &feature.Feature{Name: "safety", Guard: feature.Free, Gate: func(*feature.Request) (feature.Gate, error) { return feature.Open, nil }}
	s := site.New(b, []*feature.Feature{open, evidence.Feature()})
	p := browser.Start(b).Page(b, s.Base, browser.Phone)
	for b.Loop() {
		least := 1e9
		for range 5 {
			p.Open("/patterns/messages/add")
			p.Upload("#evidence-file", path)
			browser.Eval[bool](p, `(() => { const before = window.fetch; let from = 0; window.sent = 0; window.bytes = 0;
window.fetch = (to, how) => { if (how?.body instanceof FormData) { window.sent = performance.now() - from; window.bytes = how.body.get("file").size; return new Promise(() => {}) } return before(to, how) };
document.querySelector("form[data-evidence] button.go").addEventListener("click", () => from = performance.now(), true); return true })()`)
			p.Click("form[data-evidence] button.go")
			for browser.Eval[float64](p, "window.sent") == 0 {
				p.Settle()
			}
			least = min(least, browser.Eval[float64](p, "window.sent"))
		}
		fmt.Printf("\nthe text of %.1f MB out of a zip file of %.2f GB, in the page: %.0f ms\n", browser.Eval[float64](p, "window.bytes")/1e6, float64(size)/1e9, least)
		b.ReportMetric(least, "page-ms")
	}
}

// largeZip writes an archive whose photos are black.
func largeZip(b *testing.B, path string) int64 {
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	z := zip.NewWriter(f)
	hole := crc32.ChecksumIEEE(make([]byte, photoSize))
	for i := range photos {
		h := &zip.FileHeader{Name: fmt.Sprintf("IMG-%04d.jpg", i), Method: zip.Store, CRC32: hole, CompressedSize64: photoSize, UncompressedSize64: photoSize}
		w, err := z.CreateRaw(h)
		if err == nil {
			_, err = io.Copy(w, io.LimitReader(zeros{}, photoSize))
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	w, err := z.Create("_chat.txt")
	if err == nil {
		_, err = chatgen.WhatsApp(w, chatgen.Plan{Seed: 1, Messages: 100_000, Shape: "ios-de"})
	}
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = f.Close()
	}
	info, statErr := os.Stat(path)
	if err != nil || statErr != nil {
		b.Fatal(err, statErr)
	}
	return info.Size()
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }
