package gallery

import (
	"net/url"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
	"ebb/internal/walk"
)

// several looks at the pages that are there only where two people keep a
// journal: a name to sign in by, with what can be wrong with one, and unlocking
// with a name and as somebody else.
func several(t *testing.T, b *browser.Browser) {
	data := t.TempDir()
	s := program.Serve(t, data)
	p := b.Page(t, s.Base, browser.Phone)
	keep(p)
	out, err := exec.Command(program.Build(t), "user", "invite", "--data", data, "--listen", strings.TrimPrefix(s.Base, "http://")).CombinedOutput()
	link := regexp.MustCompile(`(?m)/join#(\S+)$`).FindSubmatch(out)
	if err != nil || link == nil {
		t.Fatalf("no invitation: %v\n%s", err, out)
	}
	const bobs = "another lamp beside a door"
	if at, err := walk.New(s.Base).Post("/join", url.Values{"code": {string(link[1])}, "name": {"Bob"}, "pass": {bobs}, "again": {bobs}}); err != nil || at.Path != "/recovery" {
		t.Fatalf("Bob does not join: %v %+v", err, at)
	}
	p.Open("/settings")
	hold(p, "several-settings")
	p.Click(`form[action="/lock"] button`)
	p.Open("/unlock")
	hold(p, "several-unlock")
	p.Type(`input[name="pass"]`, passphrase)
	p.Click(`main form button.go`)
	if !strings.HasPrefix(p.Path(), "/name") {
		t.Fatalf("who has no name is not asked for one, but at %s", p.Path())
	}
	hold(p, "several-name")
	p.Expect("409")
	p.Type(`input[name="name"]`, "bob")
	p.Click(`main form button.go`)
	p.Says("Somebody here has that name.")
	hold(p, "several-taken")
	p.Open("/name?next=/today")
	p.Type(`input[name="name"]`, strings.Repeat("אליס", 8))
	p.Click(`main form button.go`)
	if p.Path() != "/today" {
		t.Errorf("the name was not kept: %s", p.Text("main"))
	}
	p.Open("/settings")
	p.Click(`form[action="/lock"] button`)
	p.Open("/unlock")
	p.Click(`form[action="/somebody-else"] button`)
	if !p.Has(`input[name="name"]`) {
		t.Fatal("unlocking asks no name of somebody else")
	}
	hold(p, "several-named")
	p.Expect("403")
	p.Type(`input[name="name"]`, "Kim")
	p.Type(`input[name="pass"]`, passphrase)
	p.Click(`main form button.go`)
	p.Says("That did not open it.")
	hold(p, "several-shut")
}
