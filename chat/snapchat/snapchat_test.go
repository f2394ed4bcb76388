package snapchat_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"ebb/chat"
	"ebb/chat/snapchat"
)

const (
	today = `{"bob":[{"From":"bob","Media Type":"TEXT","Created":"2024-01-01 10:00:00 UTC","Content":"it&#39;s red","Conversation Title":null,"IsSender":false,"Created(microseconds)":1704103200000}],"kim":[]}`
	once  = `{"Received Saved Chat History":[{"From":"bob","Media Type":"TEXT","Created":"2021-01-01 12:00:00 UTC","Text":"red"}],"Sent Saved Chat History":[{"To":"bob","Media Type":"TEXT","Created":"2021-01-01 12:00:00 UTC","Text":"blue"}]}`
)

func TestBothLayoutsAreKnownAndRefused(t *testing.T) {
	for says, file := range map[string]string{
		"today's":            today,
		"the old one":        once,
		"an old empty one":   `{"Received Saved Chat History":[],"Sent Saved Chat History":[]}`,
		"a long one":         strings.Replace(today, "red", strings.Repeat("red ", 100_000), 1),
		"blanks in front":    "\n\n  " + today,
		"an empty one first": `{"kim":[],` + today[1:],
	} {
		if got := (snapchat.Format{}).Detect([]byte(file)[:min(len(file), 64<<10)]); got < 90 {
			t.Errorf("%s: detected with %d", says, got)
		}
		_, err := snapchat.Format{}.Decode(strings.NewReader(file), chat.Options{})
		if r := (*chat.Refusal)(nil); !errors.As(err, &r) || *r != (chat.Refusal{Format: "snapchat", Code: "snapchat"}) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestOtherFilesAreNotDetected(t *testing.T) {
	for says, file := range map[string]string{
		"Meta":        `{"participants":[{"name":"Bob"}],"messages":[{"sender_name":"Bob","timestamp_ms":1600000000000,"content":"a"}],"thread_path":"inbox/b_1"}`,
		"Google Chat": `{"messages":[{"creator":{"name":"Bob","email":"b@a.example","user_type":"Human"},"created_date":"Tuesday, 5 March 2024 at 14:03:11 UTC","text":"a"}]}`,
		"friends":     `{"Friends":[{"Username":"bob","Display Name":"Bob","Creation Timestamp":"2021-01-01 12:00:00 UTC"}]}`,
		"text":        "29/01/2018, 21:24 - Alice: A\n",
		"nothing":     "",
		"a list":      "[1]",
	} {
		if got := (snapchat.Format{}).Detect([]byte(file)); got != 0 {
			t.Errorf("%s: %d", says, got)
		}
	}
}

// FuzzSnapchat holds for any text: a score that blanks in front do not change,
// and a refusal.
func FuzzSnapchat(f *testing.F) {
	f.Add([]byte(today))
	f.Add([]byte(once))
	f.Fuzz(func(t *testing.T, in []byte) {
		s := (snapchat.Format{}).Detect(in)
		if s < 0 || s > 100 || s > 0 && !bytes.ContainsAny(in, "{") {
			t.Fatal(s)
		}
		if moved := (snapchat.Format{}).Detect(append([]byte(" \r\n\t"), in...)); moved != s {
			t.Fatalf("%d, and %d with blanks in front", s, moved)
		}
		var refused *chat.Refusal
		if all, err := (snapchat.Format{}).Decode(bytes.NewReader(in), chat.Options{}); all != nil || !errors.As(err, &refused) {
			t.Fatalf("read: %v", err)
		}
	})
}
