package main

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ebb/internal/walk"
)

// TestAnInvitationOpensTheRunningServer invites from a terminal and joins in a
// browser.
func TestAnInvitationOpensTheRunningServer(t *testing.T) {
	data, first := kept(t, "no")
	code, out, errs := call(t, "", "user", "invite", "--data", data, "--listen", strings.TrimPrefix(first.Base, "http://"))
	link := regexp.MustCompile(`(?m)^(http\S+)/join#(\S{22})$`).FindStringSubmatch(out)
	if code != 0 || link == nil || link[1] != first.Base {
		t.Fatalf("%d %s%s", code, out, errs)
	}
	const pass = "another lamp beside a door"
	bob := walk.New(first.Base)
	p, err := bob.Post("/join", url.Values{"code": {link[2]}, "name": {"Bob"}, "pass": {pass}, "again": {pass}})
	if err != nil || p.Path != "/recovery" {
		t.Fatalf("%v %+v", err, p)
	}
	if code, out, _ := call(t, "", "user", "list", "--data", data); code != 0 || !strings.HasPrefix(out, "2 people keep a journal here. No invitation is open.") {
		t.Errorf("%d %s", code, out)
	}
	if code, _, errs := call(t, phrase+"\n", "unlock", "--data", data); code != 3 || !strings.Contains(errs, "hint: add --name") {
		t.Errorf("without a name: %d %s", code, errs)
	}
	for name, pass := range map[string]string{"BOB": pass, "": phrase} {
		if code, out, errs := call(t, pass+"\n", "unlock", "--data", data, "--name", name); code != 0 {
			t.Errorf("%q: %d %s%s", name, code, out, errs)
		}
		if code, out, errs := call(t, "", "now", "--data", data, "--pull", "reach"); code != 0 {
			t.Errorf("a moment of whoever is in: %d %s%s", code, out, errs)
		}
		call(t, "", "lock", "--data", data)
	}
	for _, no := range []struct{ name, pass string }{{"bob", phrase}, {"", pass}, {"kim", pass}} {
		if code, out, errs := call(t, no.pass+"\n", "unlock", "--data", data, "--name", no.name); code != 1 || !strings.Contains(errs, "does not open") {
			t.Errorf("%q with another's passphrase: %d %s%s", no.name, code, out, errs)
		}
	}
	secret := filepath.Join(data, "secrets", "name-0")
	if info, err := os.Stat(secret); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the secret behind the names: %v, %v", info, err)
	}
}
