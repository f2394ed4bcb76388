package web_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"ebb/feature/all"
	"ebb/internal/site"
)

// The picture for a home screen is asked for when it is put there.
var linked = regexp.MustCompile(`(?:rel="stylesheet" href|src)="(/asset/[^"]+)"`)

// The hard moment has to stand on a slow line: its page, styles and scripts
// together, pressed, without the fonts.
func TestTheHardMomentIsSmall(t *testing.T) {
	s := site.New(t, all.List())
	for _, path := range []string{"/now", "/"} {
		p := s.Open(path)
		total, scripts := pressed(t, p.Body), 0
		for _, m := range linked.FindAllStringSubmatch(p.Body, -1) {
			n := pressed(t, s.Open(m[1]).Body)
			total += n
			if strings.HasSuffix(m[1], ".js") {
				scripts += n
			}
		}
		t.Logf("%s: %d bytes, %d of them scripts", path, total, scripts)
		if path == "/now" && (total > 8<<10 || scripts > 4<<10) {
			t.Errorf("%s: %d bytes, %d of them scripts", path, total, scripts)
		}
	}
}

// Every page is light: at most 40 KB with its styles and scripts as they are
// sent, pages themselves unpressed, and six requests with the two fonts.
func TestEveryPageIsLight(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/now/pull", "pull", "reach")
	heaviest, at := 0, ""
	for path := range site.Paths(s.Open("/today"), s.Open("/help"), s.Open("/settings"), s.Open("/night"), s.Open("/think")) {
		p := s.Open(path)
		total, scripts, requests := len(p.Body), 0, 3
		for _, m := range linked.FindAllStringSubmatch(touchIcon.ReplaceAllString(p.Body, ""), -1) {
			n := pressed(t, s.Open(m[1]).Body)
			total, requests = total+n, requests+1
			if strings.HasSuffix(m[1], ".js") {
				scripts += n
			}
		}
		if total > heaviest {
			heaviest, at = total, path
		}
		if total > 40<<10 || scripts > 12<<10 || requests > 6 {
			t.Errorf("%s: %d bytes, %d of them scripts, %d requests", path, total, scripts, requests)
		}
	}
	t.Logf("the heaviest page is %s: %d bytes", at, heaviest)
}

// touchIcon is asked for when the page goes to a home screen, and not before.
var touchIcon = regexp.MustCompile(`<link rel="apple-touch-icon"[^>]*>`)

func pressed(t *testing.T, body string) int {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	if _, err := w.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
