package canary

import (
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ebb/internal/program"
	"ebb/internal/walk"
)

// Checks 14 and 20. A recovery code that lies beside the data lies in its one
// file: in no other, no log, no page, and no backup.
func TestACodeBesideTheDataIsInNoBackup(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	server := program.Serve(t, data, "EBB_CODE_BESIDE_DATA=yes")
	v := &visitor{t: t, site: walk.New(server.Base), done: map[string]bool{}}
	v.site.Seen = v.note
	var pages []string
	for _, step := range []struct {
		path string
		form url.Values
	}{
		{"/now/pull", url.Values{"pull": {"reach"}}}, {"/keep-this", url.Values{"pass": {passphrase}, "again": {passphrase}}}, {"/recovery/beside", nil},
	} {
		p, err := v.site.Post(step.path, step.form)
		must(t, err)
		pages = append(pages, p.Body)
	}
	for _, path := range []string{"/recovery", "/recovery/code", "/recovery/try", "/settings", "/today"} {
		p, err := v.site.Get(path)
		must(t, err)
		pages = append(pages, p.Body)
	}
	words, err := exec.Command(program.Build(t), "code", "--data", data).Output()
	must(t, err)
	list := strings.Fields(string(words))
	if len(list) != 15 {
		t.Fatalf("%d words", len(list))
	}
	for i := range 5 {
		v.planted = append(v.planted, strings.Join(list[3*i:3*i+3], " "))
	}
	copied := filepath.Join(dir, "copy.age")
	if out, err := exec.Command(program.Build(t), "backup", "--data", data, "--to", lock.Recipient().String(), copied).CombinedOutput(); err != nil {
		t.Fatalf("no backup: %v %s", err, out)
	}
	server.Stop()
	v.search("a backup", contents(t, copied))
	v.search("a backup that was opened", inside(t, contents(t, copied)))
	v.search("pages", []byte(strings.Join(pages, "\n")))
	v.search("the log", []byte(server.Log()))
	v.search("addresses and headers", []byte(strings.Join(v.outside, "\n")))
	files, err := filepath.Glob(filepath.Join(data, "codes", "*"))
	must(t, err)
	if len(files) != 1 || len(v.holds(contents(t, files[0]))) == 0 {
		t.Errorf("%d files hold it", len(files))
	}
	all, own := string(read(t, data)), string(contents(t, files[0]))
	v.search("the other files of the folder", []byte(strings.Replace(all, own, "", 1)))
}
