package main

import (
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ebb/chat/chatgen"
	"ebb/chat/chatgen/chatdb"
	built "ebb/internal/program"
	"ebb/internal/walk"
)

// kept is a data folder with somebody in it, who has answered no to the
// safety questions unless told otherwise.
func kept(t *testing.T, answer string) (data string, site *walk.Site) {
	t.Helper()
	data = t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	site = walk.New(serving(t, "--data", data, "--listen", "127.0.0.1:0"))
	post := func(path string, form url.Values) {
		if _, err := site.Post(path, form); err != nil {
			t.Fatal(err)
		}
	}
	post("/now/pull", url.Values{"pull": {"reach"}})
	if answer != "" {
		for _, n := range "123456" {
			post("/safety/"+string(n), url.Values{"answer": {answer}})
		}
	}
	post("/keep-this", url.Values{"pass": {phrase}, "again": {phrase}})
	return data, site
}

// database is a chat.db of two people and others.
func database(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "chat.db")
	if _, err := chatdb.Write(file, chatdb.Plan{Plan: chatgen.Plan{Seed: 5, Messages: 1200}, Others: 30}); err != nil {
		t.Fatal(err)
	}
	return file
}

// started runs the real program, which can start itself again.
func started(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	cmd := exec.Command(built.Build(t), args...)
	var o, e strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(in), &o, &e
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), o.String(), e.String()
}

// TestTheRealProgram is for what needs it: a process of its own.
func TestTheRealProgram(t *testing.T) {
	defer built.Clean()
	t.Run("what is imported is on the page", onThePage)
	t.Run("what cannot be imported keeps nothing", notKept)
}

func onThePage(t *testing.T) {
	data, site := kept(t, "no")
	file := database(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if code, _, errs := started(t, phrase+"\n", "import", file, "--data", data); code != 3 || !strings.Contains(errs, chatdb.Another) || strings.Contains(errs, chatdb.Secret) {
		t.Errorf("several people: %d %s", code, errs)
	}
	code, out, errs := started(t, phrase+"\n", "import", file, "--chat", "sam@example.org", "--tz", "Europe/Berlin", "--data", data)
	if code != 0 || !strings.HasPrefix(out, "Kept: 1,200 messages, 5 January 2015 to ") || !strings.Contains(out, "take") {
		t.Fatalf("%d %s%s", code, out, errs)
	}
	page, err := site.Get("/patterns/messages/1")
	if err != nil || page.Status != 200 || !strings.Contains(page.Body, "1,200 messages") || strings.Contains(page.Body, chatdb.Another) {
		t.Errorf("%v, %d", err, page.Status)
	}
	after, err := os.ReadFile(file)
	if left, _ := filepath.Glob(file + "*"); err != nil || !slices.Equal(before, after) || len(left) != 1 {
		t.Errorf("the database was written to, or not alone: %v, %v", left, err)
	}
	if files, _ := filepath.Glob(filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "*", "*")); len(files) != 0 {
		t.Errorf("a session was left: %v", files)
	}
}

func TestASessionNeedsNoPassphrase(t *testing.T) {
	data, _ := kept(t, "skip")
	file := filepath.Join(t.TempDir(), "chat.txt")
	text := "May 17, 2022  5:29:42 PM\nMe\nrain\n\nMay 17, 2022  5:31:00 PM\nBob\nsnow?\n\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := call(t, "not it\n", "import", file, "--data", data); code != 1 || !strings.Contains(errs, "does not open") {
		t.Errorf("a wrong passphrase: %d %s", code, errs)
	}
	if code, out, errs := call(t, phrase+"\n", "unlock", "--data", data); code != 0 {
		t.Fatalf("%d %s%s", code, out, errs)
	}
	for _, no := range []string{"1", "2"} {
		if code, out, errs := call(t, "", "import", file, "--data", data); code != 0 || !strings.HasPrefix(out, "Kept: 2 messages, 17 May 2022 to 17 May 2022.") {
			t.Errorf("import %s: %d %s%s", no, code, out, errs)
		}
	}
}

func TestTheGateHoldsForTheCommandToo(t *testing.T) {
	for answer, want := range map[string]struct {
		code int
		says string
	}{
		"yes": {1, "closed for now"},
		"":    {3, "Questions about safety"},
	} {
		data, _ := kept(t, answer)
		code, out, errs := call(t, phrase+"\n", "import", filepath.Join(t.TempDir(), "no-such-file.txt"), "--data", data)
		if code != want.code || !strings.Contains(errs, want.says) || out != "" {
			t.Errorf("%q: %d %s%s", answer, code, out, errs)
		}
		for _, reason := range []string{"afraid", "yes", "fear", "control"} {
			if strings.Contains(errs, reason) {
				t.Errorf("%q: it shows a reason: %s", answer, errs)
			}
		}
	}
}

func TestImportsThatKeepNothing(t *testing.T) {
	empty := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	for _, c := range []struct {
		what string
		args []string
		code int
	}{
		{"no file named", []string{"import", "--data", empty}, 2},
		{"a flag it does not know", []string{"import", "--dance"}, 2},
		{"an order there is not", []string{"import", "x.txt", "--date-order", "ddd", "--data", empty}, 2},
		{"nobody is kept here", []string{"import", "x.txt", "--data", empty}, 1},
	} {
		if code, out, errs := call(t, phrase+"\n", c.args...); code != c.code || out != "" || !strings.HasPrefix(errs, "error: ") {
			t.Errorf("%s: %d %s%s", c.what, code, out, errs)
		}
	}
}

func notKept(t *testing.T) {
	data, _ := kept(t, "no")
	for _, c := range []struct {
		what, text string
		code       int
		says       string
	}{
		{"no chat", "Dear Bob,\n", 1, "no chat export"},
		{"who is me", "5/17/22, 5:29 PM - Alice: rain\n5/17/22, 5:31 PM - Bob: snow\n", 3, "--me"},
		{"a damaged database", "SQLite format 3\x00" + strings.Repeat("noise ", 999), 1, "database"},
	} {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := started(t, phrase+"\n", "import", file, "--data", data); code != c.code || out != "" || !strings.Contains(errs, c.says) {
			t.Errorf("%s: %d %s%s", c.what, code, out, errs)
		}
	}
}
