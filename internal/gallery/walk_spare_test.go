package gallery

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ebb/internal/browser"
	"ebb/internal/program"
)

// At home: the code is put beside the data, the passphrase is forgotten, and what
// ebb code prints opens the journal.
func TestACodeBesideTheDataByFinger(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	data := t.TempDir()
	p := browser.Start(t).Page(t, program.Serve(t, data, "EBB_CODE_BESIDE_DATA=yes").Base, browser.Phone)
	keep(p)
	p.Says("The price: whoever takes the disk", "opens everything, with no passphrase", "you may forget the passphrase")
	hold(p, "beside-offer")
	p.ClickText("Keep it beside the data")
	p.Says("The recovery code lies beside the data", "“ebb code” prints fifteen words")
	hold(p, "beside-kept")
	p.Open("/settings")
	p.Says("The recovery code lies beside the data, in a file.")
	browser.Eval[bool](p, `(document.querySelector('[href="/settings/passphrase"]').scrollIntoView(), true)`)
	shots(p, "beside-settings")
	lockIt(p)
	words, err := exec.Command(program.Build(t), "code", "--data", data).Output()
	if err != nil {
		t.Fatal(err)
	}
	p.Open("/unlock?with=code")
	p.Type(`[name="code"]`, strings.TrimSpace(string(words)))
	p.ClickText("Open")
	if p.Path() != "/today" {
		t.Fatalf("the words lead to %s", p.Path())
	}
	p.Open("/recovery/without")
	if p.Path() == "/step-up" {
		t.Error("a code that was typed now counts for nothing")
	}
	p.Says("A copy of the whole folder that was made before still opens")
	shots(p, "beside-without")
	files, err := filepath.Glob(filepath.Join(data, "codes", "*"))
	if err != nil || len(files) != 1 || os.Remove(files[0]) != nil {
		t.Fatalf("%d files, %v", len(files), err)
	}
	p.Open("/today")
	p.Says("The recovery code is not there")
	p.Axe()
	shots(p, "beside-lost")
	p.ClickText("Make a new recovery code")
	p.ClickText("Keep it beside the data")
	p.Says("The recovery code lies beside the data")
	p.Open("/recovery/without")
	p.ClickText("End the recovery code")
	if out, err := exec.Command(program.Build(t), "code", "--data", data).CombinedOutput(); err == nil || !strings.Contains(string(out), "No recovery code") {
		t.Errorf("after it was ended ebb code says %s", out)
	}
}
