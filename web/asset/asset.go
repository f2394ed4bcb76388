// Package asset serves what every page shares: style sheets, bundled scripts
// and fonts. All of it is embedded, named by its content, pressed once with
// brotli and gzip at first use, and may be kept by browsers for a year.
//
// It refuses to serve anything that is not in its list, and holds nothing that
// belongs to a person.
package asset

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

//go:embed app css js fonts
var embedded embed.FS

// Set is every file, by name: "css/now.css".
type Set struct {
	version string
	files   map[string]*file
}

type file struct {
	kind  string
	plain []byte

	once       sync.Once
	br, gz     []byte
	pressable  bool
	pressFault error
}

// New reads what is embedded.
func New() (*Set, error) { return read(embedded) }

func read(from fs.FS) (*Set, error) {
	s := &Set{files: map[string]*file{}}
	sum := sha256.New()
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(b))
		sum.Write(b)
		s.files[name] = &file{kind: kindOf(name), plain: b, pressable: path.Ext(name) != ".woff2"}
		return nil
	})
	s.version = hex.EncodeToString(sum.Sum(nil)[:6])
	s.join()
	return s, err
}

// join puts what every page needs in front of each style sheet, so that a page
// asks for one. The hard moment has one for its first screen, now.css, what
// comes later by itself, and both together for pages of the server.
func (s *Set) join() {
	base := s.files["css/base.css"]
	if base == nil {
		return
	}
	now, later := s.files["css/now.css"], s.files["css/later.css"]
	if now != nil && later != nil {
		s.files["css/night.css"] = &file{kind: now.kind, plain: slices.Concat(now.plain, later.plain), pressable: true}
	}
	for name, f := range s.files {
		if f != base && f != later && path.Ext(name) == ".css" {
			f.plain = slices.Concat(base.plain, f.plain)
		}
	}
	delete(s.files, "css/base.css")
}

func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".woff2":
		return "font/woff2"
	case ".webmanifest":
		return "application/manifest+json"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// Serve answers with one file under an address of its own, which does not
// change with the content.
func (s *Set) Serve(name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.SetPathValue("name", name)
		s.ServeHTTP(w, r)
	})
}

// Path is where the file name is served: it changes with the content.
func (s *Set) Path(name string) string { return "/asset/" + s.version + "/" + name }

// Has reports whether there is a file of that name.
func (s *Set) Has(name string) bool { return s.files[name] != nil }

// ServeHTTP answers GET /asset/{version}/{name...}. Another version is an
// older page of a server that has been renewed: it gets what there is, and is
// told not to keep it.
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := s.files[r.PathValue("name")]
	if f == nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	if r.PathValue("version") != s.version {
		h.Set("Cache-Control", "no-cache")
	}
	body := f.plain
	if f.pressable {
		h.Add("Vary", "Accept-Encoding")
		var encoding string
		if body, encoding = f.pressed(r.Header.Get("Accept-Encoding")); encoding != "" {
			h.Set("Content-Encoding", encoding)
		}
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// pressed picks the smallest form the browser takes.
func (f *file) pressed(accept string) ([]byte, string) {
	f.once.Do(f.press)
	switch {
	case f.pressFault != nil:
		return f.plain, ""
	case takes(accept, "br"):
		return f.br, "br"
	case takes(accept, "gzip"):
		return f.gz, "gzip"
	}
	return f.plain, ""
}

func (f *file) press() {
	var br, gz bytes.Buffer
	f.pressFault = squeeze(brotli.NewWriterLevel(&br, brotli.BestCompression), f.plain)
	if w, err := gzip.NewWriterLevel(&gz, gzip.BestCompression); err == nil && f.pressFault == nil {
		f.pressFault = squeeze(w, f.plain)
	}
	f.br, f.gz = br.Bytes(), gz.Bytes()
}

func squeeze(w io.WriteCloser, b []byte) error {
	if _, err := w.Write(b); err != nil {
		return err
	}
	return w.Close()
}

// Press gives what is the same for everybody in the smallest form that is made
// quickly, and the name of that form; "" as it was. A page with a secret in it
// is never pressed: its size would tell.
func Press(body []byte, accept string) ([]byte, string) {
	var out bytes.Buffer
	switch {
	case takes(accept, "br") && squeeze(brotli.NewWriterLevel(&out, brotli.DefaultCompression), body) == nil:
		return out.Bytes(), "br"
	case takes(accept, "gzip") && squeeze(gzip.NewWriter(&out), body) == nil:
		return out.Bytes(), "gzip"
	}
	return body, ""
}

// takes reads Accept-Encoding; a weight of zero is a refusal.
func takes(accept, encoding string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.TrimSpace(name) == encoding {
			return strings.ReplaceAll(weight, " ", "") != "q=0"
		}
	}
	return false
}
