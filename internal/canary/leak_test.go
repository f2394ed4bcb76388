package canary

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ebb/internal/program"
	"ebb/internal/site"
	"ebb/internal/walk"
)

// leaks is what a careless change could add to the line of the log: the form in
// the clear to the log, wide characters to the temporary folder, and base64 to
// the data folder.
const leaks = `
	defer func() {
		said := r.PostForm.Get("text")
		if said == "" {
			return // the page that a form leads to
		}
		s.o.Log.Info("form", "text", said)
		var wide []byte
		for _, c := range said {
			wide = append(wide, byte(c), byte(c>>8))
		}
		os.WriteFile(os.Getenv("TMPDIR")+"/wide", wide, 0o600)
		os.WriteFile(os.Getenv("EBB_LEAK")+"/note", []byte(base64.StdEncoding.EncodeToString([]byte("a note: "+said+" and more"))), 0o600)
	}()
`

// leaking builds the program with that change, and leaves the sources alone.
func leaking(t *testing.T) string {
	t.Helper()
	from, err := filepath.Abs("../../web/guard.go")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	const at = "began time.Time) {\n\troute := r.Pattern\n"
	changed := strings.Replace(strings.Replace(string(source), at, "began time.Time) {"+leaks+"\troute := r.Pattern\n", 1), "import (\n", "import (\n\t\"encoding/base64\"\n\t\"os\"\n", 1)
	if strings.Count(changed, "EBB_LEAK") != 1 {
		t.Fatal("the place for the leak is not there any more")
	}
	dir := t.TempDir()
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{from: filepath.Join(dir, "guard.go")}})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"guard.go": []byte(changed), "overlay.json": overlay} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(dir, "ebb")
	if out, err := exec.Command("go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", to, "ebb/cmd/ebb").CombinedOutput(); err != nil {
		t.Fatalf("the leaking program does not build: %v\n%s", err, out)
	}
	return to
}

// Check 14 has teeth: a program that leaks in three ways is caught in each.
func TestALeakingProgramIsCaught(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program once more")
	}
	data, temp := filepath.Join(t.TempDir(), "data"), t.TempDir()
	server := program.Other(t, leaking(t), data, "TMPDIR="+temp, "XDG_RUNTIME_DIR="+temp, "EBB_LEAK="+data)
	v := &visitor{t: t, site: walk.New(server.Base)}
	if _, err := v.site.Post("/note", site.Form("text", v.plant())); err != nil {
		t.Fatal(err)
	}
	server.Stop()
	for where, in := range map[string][]byte{"text": []byte(server.Log()), "UTF-16": read(t, temp), "base64": read(t, data)} {
		found := strings.Join(v.holds(in), " ")
		if !strings.Contains(found, where) {
			t.Errorf("a leak as %s is not found: %q", where, found)
		}
	}
}
