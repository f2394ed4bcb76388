package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ebb/internal/walk"
)

// filed is somebody at home who put their code beside the data and forgot the
// passphrase.
func filed(t *testing.T, allow string) (data string, s *walk.Site) {
	t.Helper()
	data = t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	s = walk.New(serving(t, "--data", data, "--listen", "127.0.0.1:0", allow))
	for _, step := range []struct {
		path string
		form url.Values
	}{
		{"/now/pull", url.Values{"pull": {"reach"}}}, {"/keep-this", url.Values{"pass": {phrase}, "again": {phrase}}},
		{"/recovery/beside", nil}, {"/lock", nil},
	} {
		if p, err := s.Post(step.path, step.form); err != nil || p.Status >= 500 {
			t.Fatal(step.path, p, err)
		}
	}
	return data, s
}

func TestTheCodeBesideTheDataIsPrinted(t *testing.T) {
	data, s := filed(t, "--code-beside-data")
	code, words, errs := call(t, "", "code", "--data", data)
	if n := len(strings.Fields(words)); code != 0 || n != 15 {
		t.Fatalf("%d, %d words: %s", code, n, errs)
	}
	if p, err := s.Post("/unlock", url.Values{"code": {words}}); err != nil || p.Path != "/today" {
		t.Fatalf("the words lead to %v, %v", p, err)
	}
	files, err := filepath.Glob(filepath.Join(data, "codes", "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	raw, err := os.ReadFile(files[0])
	if err != nil || string(raw) != words {
		t.Errorf("the file is not what was printed, %v", err)
	}
	if out := python(t, string(raw), "--code", filepath.Join(data, "ebb.db")); !strings.Contains(string(out), "recovery.answered") {
		t.Errorf("the second reader says %.200s", out)
	}

	// a backup has none of it: what was put back asks for a new one
	key, file, again := filepath.Join(t.TempDir(), "key"), filepath.Join(t.TempDir(), "copy.age"), t.TempDir()
	_, to, _ := call(t, "", "backup", "--new-key", key)
	for _, args := range [][]string{
		{"backup", "--data", data, "--to", strings.TrimSpace(to), file}, {"restore", "--data", again, "--key", key, file},
	} {
		if code, _, errs := call(t, "", args...); code != 0 {
			t.Fatal(errs)
		}
	}
	if code, out, errs := call(t, "", "code", "--data", again); code != 1 || out != "" || errs != "error: No recovery code that opens this journal lies beside the data.\n" {
		t.Errorf("after a restore: %d %s%s", code, out, errs)
	}
	s = walk.New(serving(t, "--data", again, "--listen", "127.0.0.1:0"))
	if p, err := s.Post("/unlock", url.Values{"pass": {phrase}}); err != nil || !strings.Contains(p.Body, "It lay in a file beside the data, and the file is gone") {
		t.Errorf("after a restore it says %v, %v", p, err)
	}
}

func TestNobodyHasACodeBesideTheDataUnasked(t *testing.T) {
	for _, allow := range []string{"--quota=1024", "--code-beside-data=no"} {
		data, _ := filed(t, allow)
		if code, out, errs := call(t, "", "code", "--data", data); code != 1 || !strings.Contains(errs, "No recovery code") {
			t.Errorf("%s: %d %s%s", allow, code, out, errs)
		}
		if _, err := os.Stat(filepath.Join(data, "codes")); err == nil {
			t.Errorf("%s: there is a folder", allow)
		}
	}
	data := t.TempDir()
	if code, _, errs := call(t, "", "code", "--data", data); code != 1 || !strings.Contains(errs, "Nothing is kept here") {
		t.Errorf("of nobody: %d %s", code, errs)
	}
	t.Setenv("EBB_CODE_BESIDE_DATA", "perhaps")
	if code, _, errs := call(t, "", "serve", "--data", data, "--listen", "127.0.0.1:0"); code != 1 || !strings.Contains(errs, "takes yes or no") {
		t.Errorf("perhaps: %d %s", code, errs)
	}
}
