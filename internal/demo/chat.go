package demo

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	"ebb/chat"
	"ebb/chat/chatgen"
	"ebb/chat/whatsapp"
	"ebb/feature/evidence/count"
	"ebb/tie"
)

// chat invents an import: two people who began half each, until one of them
// began less and answered later. The file is generated and read like any other.
func (w *writer) chat(since time.Time) {
	var file bytes.Buffer
	day := time.Date(since.Year(), since.Month(), since.Day(), 7, 0, 0, 0, time.UTC)
	_, err := chatgen.WhatsApp(&file, chatgen.Plan{
		Seed: 7, Messages: 1 << 20, Authors: [2]string{"You", "R."}, Start: day.AddDate(-1, 0, 0), End: day.AddDate(0, 0, 20),
		Turns: 40, Silence: 7 * time.Hour, Nights: true,
		Change: chatgen.Change{On: day.AddDate(0, -7, 0), Starts: 0.12, Slower: 1.5, Less: 0.7},
	})
	if err != nil {
		panic(fmt.Sprintf("demo: the invented chat: %v", err)) // a plan of our own
	}
	h, err := chat.One(whatsapp.Format{}.Decode(&file, chat.Options{}))
	if err != nil {
		panic(fmt.Sprintf("demo: reading the invented chat: %v", err))
	}
	cast, err := count.NewCast(h)
	if err != nil || !cast.ClaimAuthor(slices.Index(h.Authors, "You")) {
		panic(fmt.Sprintf("demo: the invented people: %v", err))
	}
	t := count.Count(h, cast, w.zone)
	t.No, t.Way = 1, "page"
	w.add(since.AddDate(0, 0, 20).Add(16*time.Hour), tie.Answered, tie.Safety{
		Afraid: tie.No, Control: tie.No, TheirNo: tie.No, PutDown: tie.No, Pushed: tie.No, Hurt: tie.No, Put: tie.SafetyQuestions,
	})
	w.add(since.AddDate(0, 0, 20).Add(16*time.Hour+5*time.Minute), tie.Messages, t)
}
