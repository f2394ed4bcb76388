package export_test

import (
	"bytes"
	"errors"
	"reflect"
	"testing"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/chatgen"
)

// FuzzDecode holds for any bytes: no panic, the same answer twice, an error of
// a known kind, and a history whose parts agree.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(little))
	f.Add(pack(f, file{name: "_chat.txt", text: little}))
	f.Add(pack(f, file{name: "a", text: little, store: true}, file{name: "../b", text: little}))
	f.Add(overlapping(f))
	f.Add(wide16())
	f.Add([]byte("PK\x05\x06" + string(make([]byte, 18))))
	f.Add([]byte("SQLite format 3\x00"))
	f.Add([]byte(`{"bob":[{"From":"bob","Media Type":"TEXT","Created":"2024-01-01 10:00:00 UTC"}]}`))
	f.Add([]byte(`<html><head><title>Exported Data</title><link href="css/style.css"></head><body><div class="page_wrap"><div class="message default" id="message1">`))
	said := `[{"id":1,"type":"message","date":"2024-01-01T10:00:00","date_unixtime":"1704103200","from":"Bob","from_id":"user1","text":"red"}]`
	f.Add([]byte(`{"chats":{"list":[{"name":"Bob","type":"personal_chat","id":1,"messages":` + said + `},{"name":"Kim","type":"personal_chat","id":2,"messages":` + said + `}]}}`))
	for _, shape := range chatgen.Shapes() {
		var b bytes.Buffer
		if _, err := chatgen.WhatsApp(&b, chatgen.Plan{Seed: 1, Messages: 5, Shape: shape}); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		one, err := decode(in)
		two, again := decode(in)
		if !reflect.DeepEqual(one, two) || (err == nil) != (again == nil) {
			t.Fatal("two answers to one file")
		}
		if err != nil {
			known(t, err)
			return
		}
		agree(t, one)
	})
}

func wide16() []byte { return []byte("\xff\xfe1\x00/\x001\x00/\x00") }

func known(t *testing.T, err error) {
	for _, kind := range []error{chat.ErrNotChat, chat.ErrEmpty, chat.ErrTooLarge, chat.ErrBomb, chat.ErrArchive, chat.ErrEncrypted, chat.ErrDateOrder} {
		if errors.Is(err, kind) {
			return
		}
	}
	var refused *chat.Refusal
	var which *chat.Which
	switch {
	case errors.As(err, &refused) && refused.Format != "" && refused.Code != "":
	case errors.As(err, &which) && len(which.Choices) > 1:
	default:
		t.Fatalf("an error of no kind: %v", err)
	}
}

func agree(t *testing.T, h *chat.History) {
	counts := make([]int, len(h.Authors))
	for i, m := range h.Messages {
		counts[m.Author]++
		if i > 0 && m.At < h.Messages[i-1].At {
			t.Fatal("out of order")
		}
	}
	for _, c := range h.Calls {
		if c.Author >= int32(len(h.Authors)) || c.Seconds < 0 {
			t.Fatalf("call %+v", c)
		} else if c.Author >= 0 {
			counts[c.Author]++
		}
	}
	for i, n := range counts {
		if n == 0 {
			t.Fatalf("%q wrote nothing", h.Authors[i])
		}
	}
	if h.DateOrder != "" && !h.DateOrderSure && len(h.Examples) == 0 {
		t.Fatal("an open question without examples")
	}
}

// The length of a chat does not change how a line is read: what is said of a
// file holds when it is written twice.
func TestTwiceTheFileIsTwiceTheMessages(t *testing.T) {
	var b bytes.Buffer
	truth, err := chatgen.WhatsApp(&b, chatgen.Plan{Seed: 7, Messages: 500, Shape: "android-gb"})
	if err != nil {
		t.Fatal(err)
	}
	both := append(bytes.Clone(b.Bytes()), b.Bytes()...)
	h, err := chat.One(all.Decode(bytes.NewReader(both), int64(len(both)), chat.Options{}))
	if err != nil || len(h.Messages) != 2*truth.Messages {
		t.Fatal(len(h.Messages), err)
	}
}
