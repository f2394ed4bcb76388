package gallery

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"ebb/internal/browser"
	"ebb/internal/program"
)

const (
	said  = "the plums are ripe"
	photo = "a photo that stays on the device "
)

// chatText is two people over half a year. Kim starts two of every three
// conversations; pauses of two to seven hours inside them make the count depend
// on what a pause is.
func chatText() string {
	var out strings.Builder
	names := [2]string{"Kim", "Sam"}
	at := time.Date(2025, 6, 2, 7, 0, 0, 0, time.UTC)
	for day := range 120 {
		who := 0
		if day%3 == 0 {
			who = 1
		}
		t := at.AddDate(0, 0, day)
		for n := range 6 {
			fmt.Fprintf(&out, "%s - %s: %s\n", t.Format("02/01/2006, 15:04"), names[(who+n)%2], said)
			t = t.Add(time.Duration(4+n) * time.Minute)
			if n == 2 {
				t = t.Add(time.Duration(2+day%6) * time.Hour)
			}
		}
	}
	return out.String()
}

// chatFiles writes the chat as a phone exports it, with photos and without.
func chatFiles(t *testing.T) (archive, text string) {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range []struct{ name, text string }{
		{"IMG-20250602-WA0001.jpg", strings.Repeat(photo, 20_000)},
		{"WhatsApp Chat with Sam.txt", chatText()},
		{"IMG-20250603-WA0002.jpg", strings.Repeat(photo, 20_000)},
	} {
		part, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(part, f.text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	archive, text = filepath.Join(dir, "WhatsApp Chat with Sam.zip"), filepath.Join(dir, "WhatsApp Chat with Sam.txt")
	if err := os.WriteFile(archive, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(text, []byte(chatText()), 0o600); err != nil {
		t.Fatal(err)
	}
	return archive, text
}

// wire stands between the browser and the program and keeps what is sent.
type wire struct {
	mu   sync.Mutex
	sent bytes.Buffer
}

func (w *wire) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sent.Write(p)
}

func (w *wire) all() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sent.String()
}

// tapped gives somebody a fresh ebb at the other end of a wire.
func tapped(t *testing.T, b *browser.Browser, l browser.Look) (*walker, *wire) {
	t.Helper()
	server := strings.TrimPrefix(program.Serve(t, t.TempDir()).Base, "http://")
	near, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { near.Close() })
	x := &wire{}
	go func() {
		for {
			in, err := near.Accept()
			if err != nil {
				return
			}
			go x.carry(in, server)
		}
	}()
	base := "http://" + near.Addr().String()
	w := &walker{Page: b.Page(t, base, l), t: t, base: base, secret: []string{passphrase, "Sam", "Kim", said, "plums"}}
	t.Cleanup(w.addresses)
	return w, x
}

func (x *wire) carry(in net.Conn, server string) {
	defer in.Close()
	out, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	defer out.Close()
	go func() {
		_, _ = io.Copy(in, out)
		in.Close()
	}()
	_, _ = io.Copy(io.MultiWriter(out, x), in)
}

// aChat goes from Patterns through the questions and the file to the figures,
// and takes the import out again.
func aChat(t *testing.T, b *browser.Browser) {
	for _, l := range []browser.Look{browser.Phone, browser.Desk.In(true)} {
		archive, _ := chatFiles(t)
		w, x := tapped(t, b, l)
		first(w.Page)
		w.enter("/patterns")
		w.tap("Bring in a chat")
		w.at("/safety")
		w.answer("no", "no", "no", "no", "no", "no")
		w.at("/patterns/messages/add")
		w.Says("From a .zip file only the text is taken out")
		w.Upload("#evidence-file", archive)
		w.tap("Read it")
		w.Await(`location.pathname === "/patterns/messages/who" && document.readyState === "complete"`)
		onlyText(t, x.all())
		w.Says("Which one is you?", "Kim", "Sam", "720")
		w.press(`input[name=me][value="0"]`)
		w.press(`button[value="count"]`)
		w.at("/patterns/messages/1")
		w.Says("Photos never left your device.")
		w.figures()
		w.outAndIn()
	}
}

// onlyText holds what went over the wire against what was in the archive.
func onlyText(t *testing.T, sent string) {
	t.Helper()
	if strings.Count(sent, said) != strings.Count(chatText(), said) {
		t.Errorf("the text was sent %d times, not whole and once", strings.Count(sent, said))
	}
	for _, no := range []string{photo, "IMG-2025", "Chat with Sam", "PK\x03\x04"} {
		if strings.Contains(sent, no) {
			t.Errorf("%q was sent", no)
		}
	}
	if most := len(chatText()) + 64<<10; len(sent) > most {
		t.Errorf("%d bytes were sent, more than the text and the pages' requests: %d", len(sent), most)
	}
}

// answer says that nobody looks, and answers the questions from the first on.
func (w *walker) answer(answers ...string) {
	w.t.Helper()
	w.tap("Nobody can, go on")
	for _, a := range answers {
		w.press(fmt.Sprintf(`main button[value=%q]`, a))
	}
}

var begun = regexp.MustCompile(`\d+ of (\d+) conversations began with you`)

// figures counts again with another pause, and sees other figures.
func (w *walker) figures() {
	w.t.Helper()
	counted := func() string {
		m := begun.FindStringSubmatch(w.Text("body"))
		if m == nil {
			w.t.Fatalf("at %s: no figure: %s", w.Path(), w.Text("body"))
		}
		return m[1]
	}
	before := counted()
	w.tap("How it was counted")
	w.press(`input[name=gap][value="3"]`)
	w.tap("Count again")
	w.at("/patterns/messages/1?gap=3")
	if after := counted(); after == before {
		w.t.Errorf("after 3 quiet hours as after 6, %s conversations", after)
	}
}

// outAndIn takes an import out, puts it back, and deletes it for good.
func (w *walker) outAndIn() {
	w.t.Helper()
	w.expand("Take this import out")
	w.tap("Take it out")
	w.at("/patterns/messages")
	w.lacks("720 messages")
	w.tap("Put it back")
	w.Says("720 messages")
	w.press(`.rows a`)
	w.at("/patterns/messages/1")
	w.expand("Take this import out")
	w.tap("Delete it for good")
	w.at("/patterns/messages")
	w.lacks("720 messages", "Put it back")
	w.Expect("404")
	w.enter("/patterns/messages/1")
	w.Says("There is no such import here.")
	w.enter("/today")
	w.Says("1 wave")
}

func aChatWithoutScripts(t *testing.T, b *browser.Browser) {
	_, text := chatFiles(t)
	w, _ := tapped(t, b, browser.Phone.Without())
	first(w.Page)
	w.enter("/patterns/messages")
	w.at("/safety")
	w.answer("no", "no", "no", "no", "no", "no")
	w.tap("Bring in a chat")
	w.Upload("#evidence-file", text)
	w.tap("Read it")
	w.at("/patterns/messages/who")
	w.press(`input[name=me][value="0"]`)
	w.press(`button[value="count"]`)
	w.at("/patterns/messages/1")
	w.Says("then the text was deleted")
	w.figures()
	w.outAndIn()
}

func aChatByKeyboard(t *testing.T, b *browser.Browser) {
	archive, _ := chatFiles(t)
	w, x := tapped(t, b, browser.Phone)
	first(w.Page)
	w.Front()
	w.enter("/patterns")
	w.tabTo("Bring in a chat")
	w.hit(kb.Enter)
	w.at("/safety")
	w.tabTo("Nobody can, go on")
	w.hit(kb.Enter)
	for range 6 {
		w.tabTo("No")
		w.hit(kb.Enter)
	}
	w.at("/patterns/messages/add")
	w.tab("#evidence-file")
	w.Choose(func() { w.Key(" ") }, archive)
	w.tabTo("Read it")
	w.hit(kb.Enter)
	w.Await(`location.pathname === "/patterns/messages/who" && document.readyState === "complete"`)
	onlyText(t, x.all())
	w.tab(`input[name=me]`)
	w.Key(" ")
	w.checked("me", browser.Eval[string](w.Page, "document.activeElement.value"))
	w.tabTo("Count")
	w.hit(kb.Enter)
	w.at("/patterns/messages/1")
	w.tab(`input[name=view]`)
	w.Key(kb.ArrowRight)
	w.checked("view", "table")
	w.tabTo("How it was counted")
	w.Key(kb.Enter)
	w.tab(`input[name=gap]`)
	for range 3 {
		w.Key(kb.ArrowLeft)
	}
	w.checked("gap", "3")
	w.tabTo("Count again")
	w.hit(kb.Enter)
	w.at("/patterns/messages/1?gap=3")
	w.round()
	w.tabTo("Take this import out")
	w.Key(kb.Enter)
	w.tabTo("Take it out")
	w.hit(kb.Enter)
	w.at("/patterns/messages")
	w.tabTo("Delete it for good")
	w.hit(" ")
	w.lacks("720 messages")
}

// theQuestions come before a chat; each answer leads where it says.
func theQuestions(t *testing.T, b *browser.Browser) {
	w := visit(t, b, browser.Phone)
	first(w.Page)
	w.enter("/patterns/messages/add")
	w.at("/safety")
	w.answer("skip", "no", "rest")
	w.at("/patterns/messages/add")
	w.enter("/safety")
	w.answer("yes")
	w.at("/help/planning")
	w.Says("In danger now?", "It is not your fault.")
	w.tap("Go on with the questions")
	w.at("/safety/3")
	w.enter("/patterns/messages/add")
	w.at("/safety/closed")
	w.silent()
	w.enter("/patterns")
	w.silent()
	w.enter("/patterns/messages/add")
	w.tap("Help")
	w.at("/help")
	w.enter("/safety/6")
	w.press(`main button[value="yes"]`)
	w.at("/safety/since")
	w.tap("Go on")
	w.at("/safety/done")
	w.Says("Their no is final.", "The hard moment, your notes and Help stay open.")
	w.Reload()
	w.at("/safety/closed")
	w.silent()
	w.enter("/now")
	w.Says("Reach out")
	w.enter("/safety/answers")
	w.tap("Erase my answers")
	w.enter("/patterns/messages/add")
	w.at("/safety")
	w.lacks("Change or erase")
}

// silent fails where a closed page says why.
func (w *walker) silent() {
	w.t.Helper()
	w.lacks("afraid", "frighten", "control", "danger", "violence", "safe", "contact", "order", "no is final", "answered")
}
