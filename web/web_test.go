package web_test

import (
	"testing"

	"ebb/feature/all"
	"ebb/internal/site"
)

func TestFirstScreen(t *testing.T) {
	s := site.New(t, all.List())
	for _, path := range []string{"/", "/now", "/today", "/patterns", "/decide", "/keep", "/settings", "/help", "/leave", "/unlock", "/keep-this", "/nope"} {
		p := s.Open(path)
		t.Log(path, p.Status, p.Path, site.Text(p)[:min(200, len(site.Text(p)))])
	}
	p := s.Send("/now/pull", "pull", "reach")
	t.Log(p.Status, p.Path)
	t.Log(site.Text(s.Open("/today")))
	s.Keep()
	s.Lock()
	t.Log(s.Open("/today").Path)
	s.Unlock()
	t.Log(s.Log())
}
