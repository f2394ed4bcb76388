package meta_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ebb/chat"
	"ebb/chat/meta"
)

// garble writes a text as Meta's downloads do: every byte as a character.
func garble(s string) string {
	var out strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&out, `\u%04x`, c)
	}
	return out.String()
}

// m is a message of the download that everybody gets.
func m(sender string, second int, more string) string {
	return fmt.Sprintf(`{"sender_name":%q,"timestamp_ms":%d%03d%s,"is_geoblocked_for_viewer":false}`, sender, 1600000000+second, 250, more)
}

func say(sender string, second int, text string) string {
	return m(sender, second, `,"content":"`+text+`"`)
}

// thread is a file of Alice's with Bob.
func thread(messages ...string) string {
	return `{"participants":[{"name":"Bob"},{"name":"Alice"}],"messages":[` + strings.Join(messages, ",") +
		`],"title":"Bob","is_still_participant":true,"thread_path":"inbox/bob_101","magic_words":[]}`
}

// f is a message of the download of encrypted chats.
func f(sender string, second int, more string) string {
	return fmt.Sprintf(`{"isUnsent":false,"media":[],"reactions":[],"senderName":%q,"timestamp":%d250,"type":"text"%s}`, sender, 1600000000+second, more)
}

func flat(messages ...string) string {
	return `{"participants":["Alice","Bob"],"threadName":"Bob_15","messages":[` + strings.Join(messages, ",") + `]}`
}

// trap is one thing that downloads do. Want lists facts of digest that must hold.
type trap struct{ says, file, want string }

func check(t *testing.T, traps []trap) {
	for _, c := range traps {
		t.Run(c.says, func(t *testing.T) {
			if got := (meta.Format{}).Detect([]byte(c.file)[:min(len(c.file), 64<<10)]); got < 80 {
				t.Errorf("detected with %d", got)
			}
			all, err := meta.Format{}.Decode(strings.NewReader(c.file), chat.Options{})
			facts := digest(all, err)
			for _, want := range strings.Fields(c.want) {
				name, value, _ := strings.Cut(want, "=")
				if got := facts[name]; got != value && (value != "0" || got != "") {
					t.Errorf("%s: got %q, want %q; %v, %v", name, got, value, facts, err)
				}
			}
		})
	}
}

// digest says in words what a reading gave.
func digest(all []*chat.History, err error) map[string]string {
	d := map[string]string{"chats": strconv.Itoa(len(all))}
	if err != nil {
		d["error"] = "1"
		return d
	}
	if len(all) == 0 {
		return d
	}
	h := all[0]
	n := map[string]int{}
	var sequence []string
	for _, m := range h.Messages {
		n["messages"]++
		n[h.Authors[m.Author]]++
		n[[]string{"text", "media", "deleted", "empty"}[m.Kind]]++
		n["runes"] += int(m.Runes)
		if m.Flags&chat.Asks != 0 {
			n["asks"]++
		}
		sequence = append(sequence, h.Authors[m.Author])
	}
	for _, c := range h.Calls {
		n["calls"]++
		n["seconds"] += int(c.Seconds)
		if c.Missed {
			n["missed"]++
		}
		d["caller"] = h.Authors[c.Author]
	}
	for _, w := range h.Warnings {
		n[w.Code] = w.N
	}
	n["notices"], n["authors"] = h.System, len(h.Authors)
	for k, v := range n {
		d[strings.ReplaceAll(k, " ", "_")] = strconv.Itoa(v)
	}
	d["sequence"], d["owner"], d["chat"] = strings.Join(sequence, ","), h.Owner, strings.ReplaceAll(h.Chat, " ", "_")
	d["names"] = strings.ReplaceAll(strings.Join(h.Authors, ","), " ", "_")
	if len(h.Messages) > 0 {
		d["first"] = h.Messages[0].Time().Format("15:04:05")
		d["last"] = h.Messages[len(h.Messages)-1].Time().Format("15:04:05")
	}
	return d
}

var words = []trap{
	{"the newest stands first", thread(say("Bob", 20, "b"), say("Alice", 10, "a"), say("Bob", 0, "bb")), "messages=3 sequence=Bob,Alice,Bob first=12:26:40 last=12:27:00 runes=4"},
	{"of two with one time, the later in the file came first", thread(say("Bob", 20, "b"), say("Alice", 10, "a"), say("Bob", 10, "bb"), say("Bob", 0, "bb")), "sequence=Bob,Bob,Alice,Bob"},
	{"the oldest stands first", flat(f("Bob", 0, `,"text":"b"`), f("Alice", 10, `,"text":"a"`), f("Bob", 10, `,"text":"bb"`), f("Bob", 20, `,"text":"b"`)), "messages=4 sequence=Bob,Alice,Bob,Bob"},
	{"of one time alone, the order is that of the download", thread(say("Bob", 10, "b"), say("Alice", 10, "a")), "sequence=Alice,Bob"},
	{"of one time alone, encrypted chats begin with the oldest", flat(f("Bob", 10, `,"text":"b"`), f("Alice", 10, `,"text":"a"`)), "sequence=Bob,Alice"},
	{"no order at all", thread(say("Bob", 20, "b"), say("Alice", 0, "a"), say("Bob", 10, "bb")), "sequence=Alice,Bob,Bob"},
	{"garbled text is put right before it is measured", thread(say("Bob", 0, garble("grün ☀️ ？"))), "messages=1 runes=9 asks=1"},
	{"a garbled emoji is one character", thread(say("Bob", 0, garble("🌧"))), "runes=1"},
	{"text that is right already stays right", thread(say("Bob", 0, "grün ☀️ ？")), "runes=9 asks=1"},
	{"an accent alone is right already", thread(say("Bob", 0, "café")), "runes=4"},
	{"an escaped accent alone is right already", thread(say("Bob", 0, `caf\u00e9`)), "runes=4"},
	{"two accents are right already", thread(say("Bob", 0, "é è")), "runes=3"},
	{"one right character leaves the text as it is", thread(say("Bob", 0, garble("é")+"☀")), "runes=3"},
	{"garbled names are one with right ones", `{"participants":[{"name":"Zo` + garble("é") + `"},{"name":"Alice"}],"messages":[` + say("Zoé", 1, "a") + `,{"sender_name":"Zo` + garble("é") + `","timestamp_ms":1600000000000,"content":"b"}],"title":"Zo` + garble("é") + `","thread_path":"inbox/z_1"}`, "messages=2 authors=1 names=Zoé chat=Zoé"},
	{"a participant may be named twice", `{"participants":[{"name":"Bob"},{"name":"Alice"},{"name":"Bob"}],"messages":[` + say("Bob", 0, "a") + `,` + say("Alice", 1, "a") + `],"title":"Bob","thread_path":"inbox/b_1"}`, "messages=2 authors=2 owner=Alice"},
	{"line ends count", thread(say("Bob", 0, `ab\ncd`)), "runes=5"},
	{"an address with a question mark asks nothing", thread(say("Bob", 0, "https://a.example/?q=1"), say("Bob", 1, "so?")), "asks=1"},
	{"a long text is cut and said", thread(say("Bob", 0, strings.Repeat("a", 3<<20)), say("Bob", 1, "b")), "messages=2 overlong=1 runes=1048577"},
	{"a long garbled text is cut and put right", thread(say("Bob", 0, strings.Repeat(garble("☀"), 1<<19)), say("Bob", 1, "b")), "messages=2 overlong=1 runes=174763"},
	{"millions of a second do not move a message", thread(say("Bob", 1, "b"), m("Alice", 0, `,"content":"a"`)), "first=12:26:40 last=12:26:41"},
	{"times as strings", `{"participants":["Alice","Bob"],"threadName":"Bob_1","messages":[{"senderName":"Bob","timestamp":"1600000000250","text":"a","isUnsent":false}]}`, "messages=1 first=12:26:40"},
}

func TestWords(t *testing.T) { check(t, words) }

var kinds = []trap{
	{"pictures, films, sounds, files, GIFs and stickers are media", thread(m("Bob", 0, `,"photos":[{"uri":"a.jpg","creation_timestamp":1}]`), m("Bob", 1, `,"videos":[{"uri":"a.mp4"}]`), m("Bob", 2, `,"audio_files":[{"uri":"a.mp4"}]`), m("Bob", 3, `,"files":[{"uri":"a.pdf"}]`), m("Bob", 4, `,"gifs":[{"uri":"a.gif"}]`), m("Bob", 5, `,"sticker":{"uri":"a.png","ai_stickers":[]}`)), "messages=6 media=6"},
	{"several pictures at once are one message", thread(m("Bob", 0, `,"photos":[{"uri":"a"},{"uri":"b"}]`)), "messages=1 media=1"},
	{"words with a picture are its length", thread(m("Bob", 0, `,"photos":[{"uri":"a"}],"content":"red?"`)), "media=1 text=0 runes=4 asks=1"},
	{"lists with nothing in them are nothing", thread(m("Bob", 0, `,"photos":[],"sticker":null,"share":null,"content":"red"`)), "text=1 media=0"},
	{"a link that was typed is text", thread(m("Bob", 0, `,"content":"https://a.example","share":{"link":"https://a.example"},"type":"Share"`)), "text=1"},
	{"something passed on is media", thread(m("Bob", 0, `,"share":{"link":"https://a.example","share_text":"many many words"},"type":"Share"`)), "media=1 runes=0"},
	{"an attachment named by Meta is media", thread(m("Bob", 0, `,"content":"Bob sent an attachment.","share":{"link":"a"}`), m("Alice", 1, `,"content":"You sent an attachment."`), m("Bob", 2, `,"content":"Bob hat einen Anhang gesendet."`), m("Alice", 3, `,"content":"Du hast einen Anhang gesendet."`), m("Bob", 4, `,"content":"Bob `+garble("a envoyé une pièce jointe.")+`"`)), "messages=5 media=5 runes=0 owner=Alice"},
	{"an attachment in a language nobody listed is media", thread(m("Bob", 0, `,"content":"Bob saatis manuse.","share":{"link":"a"}`)), "media=1 runes=0"},
	{"talk about attachments is text", thread(say("Bob", 0, "Alice sent an attachment."), say("Bob", 1, "I sent an attachment."), say("Bob", 2, "sent an attachment. look")), "text=3"},
	{"a message taken back is deleted", thread(m("Bob", 0, `,"is_unsent":true`), m("Bob", 1, `,"is_unsent":false,"content":"a"`), m("Bob", 2, `,"is_unsent_image_by_messenger_kid_parent":false,"content":"a"`)), "messages=3 deleted=1 unsent=1 text=2"},
	{"a message taken back, of the encrypted chats", flat(`{"isUnsent":true,"media":[],"senderName":"Bob","text":"User unsent a message","timestamp":1600000000000,"type":"placeholder"}`, f("Bob", 1, `,"text":"a"`)), "messages=2 deleted=1 unsent=1"},
	{"what the exporter could not write is said and not counted", flat(f("Bob", 9, `,"text":"red"`), `{"isUnsent":false,"media":[],"senderName":"Bob","text":"","timestamp":1600000000000,"type":"placeholder"}`), "messages=1 empty=0 unsupported=1"},
	{"media of the encrypted chats, there or not", flat(`{"isUnsent":false,"media":[{"uri":"./media/a.jpeg"}],"senderName":"Bob","text":"","timestamp":1600000000000,"type":"media"}`, `{"isUnsent":false,"media":[],"senderName":"Bob","text":"","timestamp":1600000001000,"type":"media"}`), "messages=2 media=2"},
	{"nothing at all is empty", thread(m("Bob", 0, ""), m("Bob", 1, `,"content":""`)), "messages=2 empty=2"},
	{"likes are neither messages nor notices", thread(say("Bob", 0, "Liked a message"), say("Bob", 1, "Bob liked a message"), say("Alice", 2, garble("A aimé un message")), say("Bob", 3, "Curtiu uma mensagem"), say("Bob", 4, `Ha messo \"Mi piace\" a un messaggio`), say("Bob", 5, "red")), "messages=1 notices=0"},
	{"reactions are neither messages nor notices", thread(say("Bob", 0, garble("Reacted 😂 to your message ")), say("Bob", 1, garble("Bob reacted ❤️ to your message")), say("Bob", 2, garble("Hat mit 👍 auf deine Nachricht reagiert")), say("Bob", 3, garble("A réagi 😮 à votre message")), say("Bob", 4, garble("Reaccionó con 😮 a tu mensaje")), say("Bob", 5, "red")), "messages=1 notices=0"},
	{"talk about reactions is text", thread(say("Bob", 0, "Reacted badly to your message"), say("Bob", 1, "I liked a message"), say("Bob", 2, "Liked a message of yours")), "text=3"},
	{"a like with a picture is media", thread(m("Bob", 0, `,"content":"Liked a message","photos":[{"uri":"a"}]`)), "media=1 runes=0"},
	{"reactions in a field change nothing", thread(m("Bob", 0, `,"content":"red","reactions":[{"reaction":"\u00f0\u009f\u0098\u00a2","actor":"Alice"}]`)), "messages=1 text=1"},
}

func TestKinds(t *testing.T) { check(t, kinds) }

var rest = []trap{
	{"calls are no messages", thread(m("Bob", 0, `,"type":"Call","call_duration":192,"content":"Bob called you."`), m("Bob", 1, `,"type":"Call","call_duration":0,"missed":true`), m("Alice", 2, `,"call_duration":60`), say("Bob", 3, "red")), "messages=1 calls=3 missed=1 seconds=252 caller=Alice"},
	{"a call that nobody took has no length", thread(m("Bob", 1, `,"type":"Call","call_duration":0`), say("Bob", 3, "red")), "calls=1 missed=1"},
	{"a call that begins and ends is one", thread(m("Bob", 90, `,"content":"Video chat ended","call_duration":90`), m("Alice", 0, `,"content":"Alice started a video chat","call_duration":0`), say("Bob", 100, "red")), "messages=1 calls=1 missed=0 seconds=90 caller=Alice"},
	{"a call that begins and is missed is one", thread(m("Alice", 30, `,"content":"Bob missed an audio call"`), m("Alice", 0, `,"content":"Alice started an audio call"`), say("Bob", 100, "red")), "messages=1 calls=1 missed=1"},
	{"the end of a call whose beginning is gone is one", thread(m("Alice", 30, `,"content":"Video chat ended","call_duration":30`), say("Bob", 100, "red")), "calls=1 seconds=30"},
	{"a chat of calls alone is one", thread(m("Bob", 0, `,"type":"Call","call_duration":192`)), "chats=1 calls=1"},
	{"people who come and go are notices", thread(m("Bob", 0, `,"type":"Subscribe","content":"Bob added Kim to the group.","users":[{"name":"Kim"}]`), m("Bob", 1, `,"type":"Unsubscribe","users":[{"name":"Bob"}]`), say("Bob", 3, "red")), "messages=1 notices=2"},
	{"what Meta says in somebody's name is a notice", thread(say("Bob", 0, "Bob changed the theme to Sky."), say("Alice", 1, "You set the nickname for Bob to Red."), say("Bob", 2, `Bob created a poll: \"Red?\"`), say("Bob", 3, "Bob joined the call."), say("Bob", 4, "Bob named the group Blue."), say("Bob", 5, "Bob added Kim Green to the group."), say("Bob", 6, "red")), "messages=1 notices=6"},
	{"a first name is enough", `{"participants":[{"name":"Bob Green"},{"name":"Alice"}],"messages":[` + say("Bob Green", 0, "Bob pinned a message.") + `,` + say("Bob Green", 1, "red") + `],"title":"Bob Green","thread_path":"inbox/b_1"}`, "messages=1 notices=1"},
	{"talk about it is text", thread(say("Bob", 0, "Alice left the group"), say("Bob", 1, "Left the group"), say("Bob", 2, "Bob is here"), say("Bob", 3, "Alice removed her hat")), "text=4 notices=0"},
	{"messages that disappear are a warning", thread(say("Bob", 0, "Bob turned on disappearing messages."), say("Bob", 1, "Bob turned on vanish mode."), say("Bob", 2, "red")), "messages=1 notices=2 disappearing=2"},
	{"an account that is gone has a name of Meta's", thread(say("", 0, "red"), say("Alice", 1, "blue")), "messages=2 names=Facebook_user,Alice"},
	{"more than two people are a warning", `{"participants":[{"name":"Bob"},{"name":"Alice"},{"name":"Kim"}],"messages":[` + say("Bob", 0, "a") + `,` + say("Alice", 1, "a") + `,` + say("Kim", 2, "a") + `],"title":"Blue","thread_path":"inbox/blue_1"}`, "messages=3 group=3 owner= chat=Blue"},
	{"who has left still wrote", thread(say("Bob", 0, "a"), say("Kim", 1, "a"), say("Alice", 2, "a")), "authors=3 group=3"},
	{"the title is the other one, so the download is mine", thread(say("Bob", 0, "a"), say("Alice", 1, "a")), "owner=Alice chat=Bob"},
	{"the number behind a name is no part of it", flat(f("Bob", 0, `,"text":"a"`), f("Alice", 1, `,"text":"a"`)), "owner=Alice chat=Bob"},
	{"a title that is neither says nothing", `{"participants":[{"name":"Bob"},{"name":"Alice"}],"messages":[` + say("Bob", 0, "a") + `,` + say("Alice", 1, "a") + `],"title":"Bob · Red bicycle","thread_path":"inbox/b_1"}`, "owner="},
	{"who is called you is the one who downloaded", `{"participants":[{"name":"Bob"},{"name":"Kim"},{"name":"Alice"}],"messages":[` + say("Bob", 0, "a") + `,` + say("Alice", 1, "You sent an attachment.") + `],"title":"Blue","thread_path":"inbox/b_1"}`, "owner=Alice"},
	{"two who are called you say nothing", `{"participants":[{"name":"Bob"},{"name":"Kim"},{"name":"Alice"}],"messages":[` + say("Bob", 0, "You sent an attachment.") + `,` + say("Alice", 1, "You sent an attachment.") + `],"title":"Blue","thread_path":"inbox/b_1"}`, "owner="},
	{"a chat without messages is none", thread(), "chats=0"},
	{"a chat of notices alone is none", thread(m("Bob", 1, `,"type":"Unsubscribe"`)), "chats=0"},
	{"fields in another order", `{"messages":[{"content":"a","timestamp_ms":1600000000000,"sender_name":"Bob"}],"thread_path":"inbox/b_1","title":"Bob","participants":[{"name":"Bob"},{"name":"Alice"}]}`, "messages=1 owner= chat=Bob"},
	{"a mark and blanks in front", "\n  " + thread(say("Bob", 0, "a")), "messages=1"},
}

func TestEverythingElse(t *testing.T) { check(t, rest) }

var damage = []trap{
	{"a message without a time costs itself", thread(say("Bob", 0, "a"), `{"sender_name":"Bob","content":"b"}`, say("Bob", 1, "c")), "messages=2 damaged=1"},
	{"a message without a sender costs itself", thread(say("Bob", 0, "a"), `{"timestamp_ms":1600000000000,"content":"b"}`, `{"sender_name":null,"timestamp_ms":1600000000000}`), "messages=1 damaged=2"},
	{"times that are none cost the message", thread(say("Bob", 0, "a"), `{"sender_name":"Bob","timestamp_ms":"red"}`, `{"sender_name":"Bob","timestamp_ms":0}`, `{"sender_name":"Bob","timestamp_ms":1e300}`, `{"sender_name":"Bob","timestamp_ms":-5}`, `{"sender_name":"Bob","timestamp_ms":[]}`), "messages=1 damaged=5"},
	{"what is no message costs itself", thread(say("Bob", 0, "a"), `7`, `"red"`, `null`, `[1,2]`, `{}`), "messages=1 damaged=5"},
	{"fields of a wrong kind are left alone", thread(m("Bob", 0, `,"content":7,"photos":"a","sticker":[],"share":1,"is_unsent":"yes","type":{}`), say("Bob", 1, "a")), "messages=2 empty=1 text=1 damaged=0"},
	{"a file that breaks off gives what was read", thread(say("Bob", 0, "a"), say("Bob", 1, "b"), say("Bob", 2, "c"))[:330], "messages=2 torn=2"},
	{"a file that breaks off behind the messages", thread(say("Bob", 0, "a"))[:200], "messages=1 torn=1"},
	{"two files behind each other are both read", thread(say("Bob", 0, "a")) + "\n" + thread(say("Bob", 1, "b")), "chats=2"},
	{"something behind the end is said", thread(say("Bob", 0, "a")) + "red", "chats=1 messages=1 torn=1"},
	{"deep values inside a message cost it", thread(say("Bob", 0, "a"), m("Bob", 1, `,"x":`+strings.Repeat("[", 100)+strings.Repeat("]", 100)), say("Bob", 2, "b")), "damaged=1 messages=2"},
}

func TestDamage(t *testing.T) { check(t, damage) }

func TestFilesThatAreNone(t *testing.T) {
	for _, c := range []struct {
		says, file string
		cause      error
	}{
		{"nothing", "", chat.ErrEmpty},
		{"blanks", " \n\n ", chat.ErrEmpty},
		{"a list", "[1,2,3]", chat.ErrNotChat},
		{"a profile", `{"profile_user":[{"title":"","string_map_data":{}}]}`, chat.ErrNotChat},
		{"a file that breaks off before its first message", `{"participants":[{"name":"Bob"},{"name":"Alice"}],"messages":[{"sender_na`, chat.ErrNotChat},
		{"messages of which none can be read", thread(`{"content":"a"}`, `7`), chat.ErrNotChat},
		{"values too deep", strings.Repeat(`{"participants":`, 100), chat.ErrNotChat},
	} {
		t.Run(c.says, func(t *testing.T) {
			all, err := meta.Format{}.Decode(strings.NewReader(c.file), chat.Options{})
			var f *chat.Failure
			if len(all) > 0 || !errors.Is(err, c.cause) || !errors.As(err, &f) || f.Format != "meta" {
				t.Errorf("%v, %v", all, err)
			}
		})
	}
}

func TestOtherFilesAreNotDetected(t *testing.T) {
	for says, file := range map[string]string{
		"a profile":         `{"profile_user":[{"title":"","media_map_data":{},"string_map_data":{"Email":{"href":"","value":"a@a.example","timestamp":0}}}]}`,
		"likes":             `{"likes_media_likes":[{"title":"bob","string_list_data":[{"href":"https://a.example","value":"a","timestamp":1600000000}]}]}`,
		"a posted picture":  `[{"media":[{"uri":"media/a.jpg","creation_timestamp":1600000000,"title":"red"}]}]`,
		"autofill":          `{"media":[],"label_values":[]}`,
		"secret chats":      `{"secret_conversations_v2":{"armadillo_devices":[],"has_secret":false}}`,
		"Telegram":          `{"name":"Bob","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message","date":"2020-01-01T10:00:00","from":"Bob","text":"a"}]}`,
		"Discord":           `{"guild":{"id":"0"},"channel":{"id":"1"},"messages":[{"id":"1","type":"Default","timestamp":"2020-01-01T10:00:00+00:00","content":"a","author":{"id":"1","name":"bob"}}]}`,
		"Google Chat":       `{"messages":[{"creator":{"name":"Bob","email":"b@a.example","user_type":"Human"},"created_date":"Tuesday, 5 March 2024 at 14:03:11 UTC","text":"a","topic_id":"a","message_id":"b"}]}`,
		"Snapchat":          `{"bob":[{"From":"bob","Media Type":"TEXT","Created":"2024-01-01 10:00:00 UTC","Content":"a"}]}`,
		"Signal":            `{"version":"1","backupTimeMs":"1715000000000"}`,
		"somebody's people": `{"participants":["a","b"],"messages":[]}`,
		"a web page":        `<!DOCTYPE html><html><head><title>Red</title></head><body class="page">Blue</body></html>`,
		"text":              "29/01/2018, 21:24 - Alice: A\n",
		"nothing":           "",
		"a brace":           "{",
	} {
		if got := (meta.Format{}).Detect([]byte(file)); got != 0 {
			t.Errorf("%s: %d", says, got)
		}
	}
}

func TestPagesAreRefused(t *testing.T) {
	for says, file := range map[string]string{
		"a page of today": `<html><head><style>.red{}</style></head><body><div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><h2 class="_3-95 _2pim _a6-h _a6-i">Bob</h2><div class="_3-95 _a6-p">red</div><div class="_3-94 _a6-o">Mar 05, 2024 2:03 pm</div></div></body></html>`,
		"a page of 2019":  `<html><body><div class="pam _3-95 _2pi0 _2lej uiBoxWhite noborder"><div class="_3-96 _2pio _2lek _2lel">Bob</div><div class="_3-96 _2let">red</div><div class="_3-94 _2lem">5 Mar 2019, 14:03</div></div></body></html>`,
		"a long style":    "\n<html><head><style>._a6-g{a:b}._a6-o{a:b}._a6-p{a:b}" + strings.Repeat(".red{a:b}", 10_000),
	} {
		if got := (meta.Format{}).Detect([]byte(file)[:min(len(file), 64<<10)]); got < 60 {
			t.Errorf("%s: %d", says, got)
		}
		_, err := meta.Format{}.Decode(strings.NewReader(file), chat.Options{})
		if r := (*chat.Refusal)(nil); !errors.As(err, &r) || r.Format != "meta" || r.Code != "meta-html" {
			t.Errorf("%s: %v", says, err)
		}
	}
}

// key reads a file of one chat and gives what it is grouped by.
func key(t *testing.T, file string) string {
	t.Helper()
	h, err := chat.One(meta.Format{}.Decode(strings.NewReader(file), chat.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return h.Key
}

func people(names []string, title, path, more string) string {
	var list []string
	for _, n := range names {
		list = append(list, `{"name":"`+n+`"}`)
	}
	return `{"participants":[` + strings.Join(list, ",") + `],"messages":[` + say("Bob", 0, "a") + `],"title":"` + title + `","thread_path":"` + path + `"` + more + `}`
}

func TestWhatBelongsTogether(t *testing.T) {
	pair, three := []string{"Bob", "Alice"}, []string{"Bob", "Kim", "Alice"}
	bob := thread(say("Bob", 0, "a"))
	for _, c := range []struct {
		says     string
		one, two string
		same     bool
	}{
		{"two parts of a thread", bob, thread(say("Alice", 9, "b")), true},
		{"Messenger's two downloads of one person", bob, flat(f("Bob", 0, `,"text":"a"`)), true},
		{"an inbox and the folder of chats moved over", bob, people(pair, "Bob", "e2ee_cutover/bob_102", ""), true},
		{"a garbled name and a right one", people([]string{"Zo" + garble("é"), "Alice"}, "Zo"+garble("é"), "inbox/zo_1", ""), `{"participants":["Alice","Zoé"],"threadName":"Zoé_3","messages":[` + f("Zoé", 0, `,"text":"a"`) + `]}`, true},
		{"a torn part and a whole one", bob, thread(say("Bob", 0, "a"), say("Bob", 1, "b"))[:260], true},
		{"two people", bob, people([]string{"Kim", "Alice"}, "Kim", "inbox/kim_1", ""), false},
		{"a group that two are left in", bob, people(pair, "Blue", "inbox/blue_1", `,"thread_type":"RegularGroup"`), false},
		{"a group named after the other", bob, people(pair, "Bob", "inbox/blue_1", `,"thread_type":"RegularGroup"`), false},
		{"two sales by the same person", people(pair, "Bob · Red bicycle", "inbox/bob_2", ""), people(pair, "Bob · Blue bicycle", "inbox/bob_3", ""), false},
		{"two groups of the same people", people(three, "Blue", "inbox/blue_1", ""), people(three, "Blue", "inbox/blue_2", ""), false},
		{"two parts of a group, moved to the archive in between", people(three, "Blue", "inbox/blue_1", ""), people(three, "Red", "archived_threads/blue_1", ""), true},
		{"two accounts that are gone", people([]string{"Instagram User", "Alice"}, "Instagram User", "inbox/instagramuser_1", ""), people([]string{"Instagram User", "Alice"}, "Instagram User", "inbox/instagramuser_2", ""), false},
		{"two accounts without a name", people([]string{"", "Alice"}, "", "inbox/facebookuser_1", ""), people([]string{"", "Alice"}, "", "inbox/facebookuser_2", ""), false},
		{"two encrypted groups of one name", `{"participants":["Alice","Bob","Kim"],"threadName":"Blue_3","messages":[` + f("Bob", 0, `,"text":"a"`) + `]}`, `{"participants":["Alice","Bob","Kim"],"threadName":"Blue_4","messages":[` + f("Bob", 0, `,"text":"a"`) + `]}`, false},
	} {
		if got := key(t, c.one) == key(t, c.two); got != c.same {
			t.Errorf("%s: same is %v; %q and %q", c.says, got, key(t, c.one), key(t, c.two))
		}
	}
}

func TestHistoryIsOfThisFormat(t *testing.T) {
	h, err := chat.One(meta.Format{}.Decode(strings.NewReader(thread(say("Bob", 0, "a"))), chat.Options{}))
	if err != nil || h.Format != "meta" || !h.Zoned || !slices.Equal(h.Authors, []string{"Bob"}) {
		t.Errorf("%+v, %v", h, err)
	}
}

func TestBothDownloadsOfOnePersonCountOnce(t *testing.T) {
	var parts []*chat.History
	for _, file := range []string{
		thread(say("Alice", 20, "red"), say("Bob", 10, garble("grün")), say("Alice", 0, "blue")),
		flat(f("Bob", 10, `,"text":"grün"`), f("Alice", 20, `,"text":"red"`), f("Bob", 90, `,"text":"grey"`), f("Alice", 95, `,"text":"red"`)),
	} {
		h, err := meta.Format{}.Decode(strings.NewReader(file), chat.Options{})
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, h...)
	}
	d := digest(chat.Group(parts), nil)
	if d["chats"] != "1" || d["messages"] != "5" || d["sequence"] != "Alice,Bob,Alice,Bob,Alice" || d["owner"] != "Alice" || d["chat"] != "Bob" {
		t.Errorf("%v", d)
	}
}
