package evidence_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb/internal/browser"
)

// drop lets files fall on the form, as a hand would; text by name.
func drop(p *browser.Page, files map[string]string) {
	js := "(() => { const d = new DataTransfer();"
	for name, text := range files {
		js += "d.items.add(new File([" + quoted(text) + "], " + quoted(name) + "));"
	}
	js += `const z = document.querySelector("[data-drop]");
for (const kind of ["dragenter", "dragover", "drop"]) z.dispatchEvent(new DragEvent(kind, {dataTransfer: d, bubbles: true, cancelable: true}));
return true })()`
	browser.Eval[bool](p, js)
}

func quoted(s string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`", "$", "\\$").Replace(s) + "`"
}

// zipOf packs files in the order of their names' list.
func zipOf(t *testing.T, files ...[2]string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, f[1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const note = `[2024-03-09 16:00:05] Me: hello
[2024-03-09 16:02:05] Kim: ` + canary + `
[2024-03-10 18:00:05] Me: red
[2024-03-11 18:00:05] Kim: blue
`

func TestBringingIn(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser")
	}
	b := browser.Start(t)
	t.Run("two files of one conversation are dropped together", func(t *testing.T) {
		x := newTapped(t)
		p := b.Page(t, x.URL, browser.Desk)
		p.Open("/patterns/messages/add")
		whole := invented()
		cut := strings.Index(whole[len(whole)/2:], "\n") + len(whole)/2 + 1
		late := strings.Index(whole[len(whole)/3:], "\n") + len(whole)/3 + 1
		drop(p, map[string]string{"a.txt": whole[:cut], "b.txt": whole[late:]})
		arrive(t, p, "/patterns/messages/who")
		p.Says("1,800 messages were read.")
		if strings.Contains(x.uploaded(), "a.txt") {
			t.Error("a file's name was sent")
		}
	})
	t.Run("of several conversations one is asked for, and only that is sent", func(t *testing.T) {
		x := newTapped(t)
		p := b.Page(t, x.URL, browser.Phone)
		p.Open("/patterns/messages/add")
		archive := zipOf(t, [2]string{"out/Kim/chat.md", note}, [2]string{"out/Robin/chat.md", strings.ReplaceAll(note, "Kim", "Robin")}, [2]string{"out/Kim/media/a.jpg", photo})
		p.Upload("#evidence-file", file(t, "export.zip", []byte(archive)))
		p.ClickText("Read it")
		says(t, p, "Several conversations lie in this file. Which one?")
		p.Says("Kim", "Robin")
		p.Axe()
		p.Shot("evidence-which-phone")
		p.Click("[data-choices] label:last-child input")
		p.ClickText("Read it")
		arrive(t, p, "/patterns/messages/who")
		sent := x.uploaded()
		if strings.Contains(sent, "Kim: ") == strings.Contains(sent, "Robin: ") {
			t.Error("not one of the two was sent")
		}
	})
	t.Run("stopping keeps nothing", func(t *testing.T) {
		x := newTapped(t)
		x.slow = time.Minute
		p := b.Page(t, x.URL, browser.Phone)
		p.Open("/patterns/messages/add")
		p.Expect("net::ERR_ABORTED")
		p.Upload("#evidence-file", file(t, "chat.txt", []byte(invented())))
		p.ClickText("Read it")
		p.Axe()
		p.Shot("evidence-reading-phone")
		p.ClickText("Stop")
		says(t, p, "Stopped. Nothing was kept.")
		p.Open("/patterns/messages/who")
		p.Says("That chat is gone again.")
	})
	t.Run("a line says how many messages were read so far", func(t *testing.T) {
		x := newTapped(t)
		x.slow = 3 * time.Second
		p := b.Page(t, x.URL, browser.Phone)
		p.Open("/patterns/messages/add")
		long := "28/03/2026, 09:00 - Kim: a\n" + strings.Repeat("28/03/2026, 09:05 - Sam: "+strings.Repeat("blue ", 40)+"\n", 170_000)
		p.Upload("#evidence-file", file(t, "chat.txt", []byte(long)))
		browser.Eval[bool](p, `(() => { const so = document.querySelector("#evidence-so");
new MutationObserver(() => sessionStorage.setItem("said", (sessionStorage.getItem("said") || "") + so.textContent)).observe(so, {childList: true}); return true })()`)
		p.ClickText("Read it")
		arrive(t, p, "/patterns/messages/who")
		said := browser.Eval[string](p, `sessionStorage.getItem("said")`)
		if !regexp.MustCompile(`Reading: [1-9]\d? in 100, [1-9][\d,]+ messages so far\.`).MatchString(said) {
			t.Errorf("said %q", said)
		}
	})
	t.Run("what another app hands over is read in the page", func(t *testing.T) {
		x := newTapped(t)
		p := b.Page(t, x.URL, browser.Phone)
		p.Open("/patterns/messages/add")
		for range 100 {
			if p.Settle(); browser.Eval[bool](p, `!!navigator.serviceWorker.controller`) {
				break
			}
		}
		p.Open("/patterns/messages/add")
		path := archive(t)
		browser.Eval[bool](p, `(() => { const f = document.createElement("form"); f.method = "post"; f.enctype = "multipart/form-data"; f.action = "/patterns/messages/shared";
f.id = "hand"; f.innerText = ""; const i = document.createElement("input"); i.type = "file"; i.name = "file"; i.id = "hand-file"; f.append(i); document.body.append(f); return true })()`)
		p.Upload("#hand-file", path)
		browser.Eval[bool](p, `document.querySelector("#hand").submit() || true`)
		arrive(t, p, "/patterns/messages/who")
		if sent := x.uploaded(); strings.Contains(sent, photo) || !strings.Contains(sent, canary) {
			t.Error("something other than the chat's text was sent")
		}
	})
}

// says waits for a sentence.
func says(t *testing.T, p *browser.Page, want string) {
	t.Helper()
	for range 100 {
		if p.Settle(); strings.Contains(p.Text("main"), want) {
			return
		}
	}
	p.Says(want)
}
