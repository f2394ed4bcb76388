package main

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"ebb/internal/walk"
)

const phrase = "seven herons over grey water"

func TestUnlockAndLock(t *testing.T) {
	data, runtime := t.TempDir(), t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", runtime)
	site := walk.New(serving(t, "--data", data, "--listen", "127.0.0.1:0"))
	for path, form := range map[string]url.Values{"/now/pull": {"pull": {"reach"}}} {
		if _, err := site.Post(path, form); err != nil {
			t.Fatal(err)
		}
	}
	if p, err := site.Post("/keep-this", url.Values{"pass": {phrase}, "again": {phrase}}); err != nil || p.Path != "/recovery" {
		t.Fatal(err, p)
	}
	if code, out, errs := call(t, "wrong, and long enough\n", "unlock", "--data", data); code != 1 {
		t.Errorf("a wrong passphrase: %d %s%s", code, out, errs)
	}
	file := filepath.Join(runtime, "ebb", "session")
	if _, err := os.Stat(file); err == nil {
		t.Error("a wrong passphrase left a session")
	}
	if code, out, errs := call(t, phrase+"\n", "unlock", "--data", data); code != 0 {
		t.Fatalf("%d %s%s", code, out, errs)
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the session's file: %v %v", info, err)
	}
	if code, out, _ := call(t, "", "lock", "--data", data); code != 0 || out != "Locked.\n" {
		t.Errorf("%d %s", code, out)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("locking left the file")
	}
}

func TestUnlockWithoutARuntimeFolder(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", "")
	if code, _, errs := call(t, "", "unlock", "--data", t.TempDir()); code != 1 || errs == "" {
		t.Errorf("%d %s", code, errs)
	}
}
