package evidence_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/facts"
	"ebb/tie/exchange"
)

// canary stands in every message that these tests invent.
const canary = "Zimtschnecke"

// invented is a year in which Kim starts most conversations.
func invented() string {
	r := rand.New(rand.NewPCG(1, 2))
	var out strings.Builder
	t := time.Date(2025, 6, 2, 8, 0, 0, 0, time.UTC)
	names := [2]string{"Kim", "Sam"}
	for range 300 {
		who := 0
		if r.Float64() < 0.2 {
			who = 1
		}
		for at, n := t, 0; n < 6; n++ {
			fmt.Fprintf(&out, "%s - %s: %s\n", at.Format("02/01/2006, 15:04"), names[who], canary)
			who = 1 - who
			at = at.Add(time.Duration(2+who*20+r.IntN(9)) * time.Minute)
		}
		t = t.Add(time.Duration(20+r.IntN(16)) * time.Hour)
	}
	return out.String()
}

const short = "28/03/2026, 09:00 - Kim: " + canary + "\n28/03/2026, 09:05 - Sam: b\n29/03/2026, 09:06 - Kim: c\n"

func has(t *testing.T, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("%q is not on the page:\n%s", w, page)
		}
	}
}

func lacks(t *testing.T, page string, no ...string) {
	t.Helper()
	for _, w := range no {
		if strings.Contains(page, w) {
			t.Errorf("%q is on the page:\n%s", w, page)
		}
	}
}

func TestTheWholeWalk(t *testing.T) {
	h := newHouse(t)
	has(t, h.get("/patterns/messages"), "Nothing here yet.")
	has(t, h.get("/patterns/messages/add"), `enctype="multipart/form-data"`, "data-evidence")
	if len(h.answer.Scripts) != 1 || h.answer.Scripts[0] != "evidence" {
		t.Errorf("scripts %v", h.answer.Scripts)
	}
	has(t, h.send("", strings.NewReader(invented())), "Which one is you?", "Kim", "900", "None of these is me")
	page := h.post("/patterns/messages/who", "then", "count", "me", "0")
	has(t, page, "You start 5 of every 6 conversations.", "With any pause from 1 to 8 hours", "range",
		"How sure is this?", "What this can't tell you", "How it was counted", "You answer in",
		"1,800 messages counted, then the text was deleted. No photo was sent.", `name="gap" value="6" checked`, "<svg")
	lacks(t, page, canary)
	has(t, h.get("/patterns/messages"), "1,800 messages", `href="/patterns/messages/1"`)
	for _, e := range h.journal.events {
		if bytes.Contains(e.Body, []byte(canary)) {
			t.Error("a word of the chat is in the journal")
		}
	}
}

func TestALimitStandsBesideWhatIsSaidOfAChange(t *testing.T) {
	h := newHouse(t)
	h.send("", strings.NewReader(invented()))
	h.post("/patterns/messages/who", "then", "count", "me", "0")
	page := h.get("/patterns/messages/1")
	has(t, page, "No date was found at which messages or starts clearly changed.", "That does not mean there was none.")
	lacks(t, page, "Where good and bad times come in runs")
}

func TestTheGapChangesTheFigures(t *testing.T) {
	h := newHouse(t)
	h.send("", strings.NewReader(short+"29/03/2026, 12:30 - Sam: d\n"))
	h.post("/patterns/messages/who", "then", "count", "me", "0")
	has(t, h.get("/patterns/messages/1"), "2 of 2 conversations began with you", "after 6 quiet hours")
	has(t, h.get("/patterns/messages/1?gap=3"), "2 of 3 conversations began with you", "after 3 quiet hours", `value="3" checked`)
	has(t, h.get("/patterns/messages/1?gap=99"), "after 6 quiet hours")
}

func TestTheFactsArePackedBesideTheFigures(t *testing.T) {
	h := newHouse(t)
	h.send("page", strings.NewReader(short))
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "0"), "Photos never left your device.")
	var tally exchange.Tally
	if err := h.journal.events[0].Decode(&tally); err != nil {
		t.Fatal(err)
	}
	kept, err := facts.Unpack(h.journal.blobs[tally.Blob])
	if err != nil || len(kept) != 3 || kept[1].Side != count.Them || kept[0].Length != facts.Class(uint32(len(canary))) {
		t.Errorf("%+v, %v", kept, err)
	}
	if tally.Key == [32]byte{} {
		t.Error("the blob has no key of its own")
	}
}

func TestNobodyPickedAsksAgain(t *testing.T) {
	h := newHouse(t)
	h.send("", strings.NewReader(short))
	has(t, h.post("/patterns/messages/who", "then", "count"), "Say which one is you", "Kim")
	if h.answer.Status != 400 || len(h.journal.events) != 0 {
		t.Errorf("status %d, %d events", h.answer.Status, len(h.journal.events))
	}
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "77"), "That name is not in the chat.")
}

func TestOtherPeoplesChatsAreNotRead(t *testing.T) {
	h := newHouse(t)
	h.send("", strings.NewReader(short))
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "none"), "Other people's chats are not read.")
	has(t, h.get("/patterns/messages/who"), "That chat is gone again.")
	if len(h.journal.events) != 0 {
		t.Error("something was kept")
	}
}

func TestTwoNamesBecomeOnePerson(t *testing.T) {
	h := newHouse(t)
	page := h.send("", strings.NewReader(short+"29/03/2026, 20:00 - +44 7700 900123: d\n"))
	has(t, page, "+44 7700 900123", "Two names are one person")
	has(t, h.post("/patterns/messages/who", "then", "merge", "name", "2", "into", "1"), "also +44 7700 900123", "2 messages")
	has(t, h.post("/patterns/messages/who", "then", "merge", "name", "9", "into", "x"), "also +44 7700 900123")
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "0"), "2 of 3 conversations began with you", "Sam, also +44 7700 900123")
}

func TestAGroupSaysSo(t *testing.T) {
	h := newHouse(t)
	h.send("", strings.NewReader(short+"29/03/2026, 20:00 - Alex: d\n"))
	page := h.post("/patterns/messages/who", "then", "count", "me", "0")
	has(t, page, "More than two people write here.", "3 people write here")
	lacks(t, page, "began with you", `name="gap"`)
}

func TestAnOpenOrderOfDatesIsAsked(t *testing.T) {
	h := newHouse(t)
	page := h.send("", strings.NewReader("01/02/2026, 09:00 - Kim: a\n02/02/2026, 09:05 - Sam: b\n"))
	has(t, page, "How are the dates meant?", "01/02/2026 is 1 February 2026", "01/02/2026 is 2 January 2026", `value="dmy"`, `value="mdy"`)
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "0"), "Say how the dates are meant.", `name="me" value="0" checked`)
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "0", "order", "mdy"), "2 January 2026 to 2 February 2026")
}

func TestAZipIsReadForItsText(t *testing.T) {
	h := newHouse(t)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range map[string]string{"IMG-1.jpg": "\xff\xd8\xff", "_chat.txt": short} {
		w, _ := z.Create(name)
		_, _ = io.WriteString(w, text)
	}
	_ = z.Close()
	has(t, h.send("page", &out), "Which one is you?")
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "0"), "The whole .zip file was sent, and only its text was read.")
}

// zeros never ends.
type zeros struct{ head string }

func (z *zeros) Read(b []byte) (int, error) {
	n := copy(b, z.head)
	z.head = z.head[n:]
	clear(b[n:])
	return len(b), nil
}

func TestBadFilesGetOneSentence(t *testing.T) {
	for _, c := range []struct {
		what string
		file io.Reader
		want string
	}{
		{"a letter", strings.NewReader("Dear Sam,\nhello\n"), "This is no chat export: line 1"},
		{"nothing", strings.NewReader(""), "No file came with the form."},
		{"noise", bytes.NewReader(bytes.Repeat([]byte{0, 0xff, 7}, 9000)), "it holds no text"},
		{"a large archive", io.LimitReader(&zeros{"PK\x03\x04"}, 40<<20), "larger than 32 MB"},
		{"a broken archive", strings.NewReader("PK\x03\x04 nothing"), "This .zip file is damaged."},
		{"large noise", io.LimitReader(&zeros{}, 40<<20), "This is no chat export"},
	} {
		h := newHouse(t)
		if page := h.send("", c.file); !strings.Contains(page, c.want) {
			t.Errorf("%s: %q, want %q", c.what, page, c.want)
		}
		if len(h.steps) != 0 || len(h.journal.events) != 0 {
			t.Errorf("%s: something was kept", c.what)
		}
	}
}

func TestALongTextIsReadAsItComes(t *testing.T) {
	h := newHouse(t)
	line := "28/03/2026, 09:05 - Sam: " + strings.Repeat("x", 1000) + "\n"
	long := io.MultiReader(strings.NewReader(short), strings.NewReader(strings.Repeat(line, 34<<20/len(line))))
	has(t, h.send("", long), "Which one is you?", "Sam")
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "0"), "messages counted, then the text was deleted.")
}

func TestADraftIsGoneAfterTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.send("", strings.NewReader(short))
		time.Sleep(9 * time.Minute)
		has(t, h.get("/patterns/messages/who"), "Which one is you?")
		time.Sleep(time.Minute)
		synctest.Wait()
		has(t, h.get("/patterns/messages/who"), "That chat is gone again.")
		has(t, h.post("/patterns/messages/who", "then", "count", "me", "0"), "That chat is gone again.")
	})
}

func TestADraftThatCouldNotBeKeptWaitsOn(t *testing.T) {
	h := newHouse(t)
	h.send("", strings.NewReader(short))
	h.journal.full = ebb.Bad("evidence.problem.who")
	h.post("/patterns/messages/who", "then", "count", "me", "0")
	has(t, h.get("/patterns/messages/who"), "Which one is you?")
	h.journal.full = nil
	h.post("/patterns/messages/who", "then", "count", "me", "0")
	has(t, h.get("/patterns/messages/1"), "conversations")
}

func TestOnlyAFewDraftsWait(t *testing.T) {
	h := newHouse(t)
	h.send("", strings.NewReader(short))
	first := h.steps["evidence"]
	for range 4 {
		delete(h.steps, "evidence")
		h.send("", strings.NewReader(short))
	}
	h.steps["evidence"] = first
	has(t, h.get("/patterns/messages/who"), "That chat is gone again.")
}

func TestAnImportCanBeTakenOutAndPutBack(t *testing.T) {
	h := newHouse(t)
	h.send("", strings.NewReader(short))
	h.post("/patterns/messages/who", "then", "count", "me", "0")
	page := h.post("/patterns/messages/1/undo")
	has(t, page, "That import is taken out.", "Put it back")
	lacks(t, page, `href="/patterns/messages/1"`)
	has(t, h.get("/patterns/messages/1"), "There is no such import here.")
	page = h.post("/patterns/messages/gone", "then", "restore")
	has(t, page, `href="/patterns/messages/1"`)
	lacks(t, page, "taken out")
	has(t, h.get("/patterns/messages/1"), "conversations")
}

func TestAnImportCanBeDestroyed(t *testing.T) {
	for what, way := range map[string]func(h *house){
		"at once": func(h *house) { h.post("/patterns/messages/1/delete") },
		"after it was taken out": func(h *house) {
			h.post("/patterns/messages/1/undo")
			h.post("/patterns/messages/gone", "then", "delete")
		},
	} {
		h := newHouse(t)
		h.send("", strings.NewReader(short))
		h.post("/patterns/messages/who", "then", "count", "me", "0")
		way(h)
		if len(h.journal.blobs) != 0 || !h.journal.erased[h.journal.events[0].ID] {
			t.Errorf("%s: the import is still there", what)
		}
		has(t, h.get("/patterns/messages"), "Nothing here yet.")
	}
}

func TestNumbersRunOn(t *testing.T) {
	h := newHouse(t)
	for range 2 {
		h.send("", strings.NewReader(short))
		h.post("/patterns/messages/who", "then", "count", "me", "0")
	}
	has(t, h.get("/patterns/messages"), `href="/patterns/messages/1"`, `href="/patterns/messages/2"`)
	has(t, h.get("/patterns/messages/7"), "There is no such import here.")
	has(t, h.get("/patterns/messages/x"), "There is no such import here.")
}

func TestEveryPageIsBehindTheGate(t *testing.T) {
	h := newHouse(t)
	if h.feature.Guard != feature.NoYes {
		t.Error("a yes does not close the feature")
	}
	for _, p := range h.feature.Pages {
		if p.Access != feature.Reader {
			t.Errorf("%s is open to anyone", p.Path)
		}
	}
}

func TestThePanelShowsNoFigure(t *testing.T) {
	h := newHouse(t)
	for _, want := range []string{"See from a chat you already have", "One chat is counted."} {
		p, err := h.feature.Panel(h.request(httptest.NewRequest("GET", "/patterns", nil)))
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := h.tmpl.ExecuteTemplate(&out, p.Template, p.Data); err != nil {
			t.Fatal(err)
		}
		has(t, out.String(), want)
		h.send("", strings.NewReader(short))
		h.post("/patterns/messages/who", "then", "count", "me", "0")
	}
}
