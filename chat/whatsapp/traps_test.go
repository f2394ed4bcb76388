package whatsapp_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"ebb/chat"
	"ebb/chat/whatsapp"
)

const lrm, bom, nnbsp, nbsp = "\u200e", "\ufeff", "\u202f", "\u00a0"

// trap is one thing that exports do. Want lists facts of digest that must hold.
type trap struct {
	says string
	file string
	want string
}

var headers = []trap{
	{"Android in the United States", "1/29/18, 9:24 PM - Alice: A\n1/30/18, 12:05 AM - Bob: B\n", "messages=2 first=2018-01-29T21:24:00 last=2018-01-30T00:05:00 order=mdy"},
	{"Android in Britain", "29/01/2018, 21:24 - Alice: A\n", "messages=1 first=2018-01-29T21:24:00 order=dmy"},
	{"a narrow blank stands before PM", "1/29/18, 9:24" + nnbsp + "PM - Alice: A\n", "messages=1 first=2018-01-29T21:24:00"},
	{"a hard blank stands inside p. m.", "29/1/18 9:24 p." + nbsp + "m. - Alice: A\n", "messages=1 first=2018-01-29T21:24:00"},
	{"p.m. with dots", "3/13/18, 1:55 p.m. - Alice: A\n", "messages=1 first=2018-03-13T13:55:00"},
	{"dashes and dots", "13-06-2018, 01.55 PM - Alice: A\n", "messages=1 first=2018-06-13T13:55:00"},
	{"no comma", "13/06/2018 20:20 - Alice: A\n", "first=2018-06-13T20:20:00"},
	{"a word between date and time, in Finnish", "13.6.2018 klo 21.25 - Alice: A\n", "first=2018-06-13T21:25:00 order=dmy"},
	{"a word between date and time, in French", "13/06/2018 à 21:25 - Alice: A\n", "first=2018-06-13T21:25:00"},
	{"an old iPhone without brackets", "13.06.18 21:25:15: Alice: A\n", "messages=1 first=2018-06-13T21:25:15"},
	{"a semicolon behind the time", "13.06.18 21:25:15; Alice: A\n", "messages=1 first=2018-06-13T21:25:15"},
	{"nothing but a blank behind the time", "13. 6. 2018. 21:25:15 Alice: A\n", "messages=1 Alice=1 first=2018-06-13T21:25:15"},
	{"an en dash behind the time", "13.06.18, 21:25 – Alice: A\n", "messages=1 Alice=1"},
	{"brackets", "[13/06/2018, 21:25:15] Alice: A\n", "messages=1 first=2018-06-13T21:25:15"},
	{"brackets without a comma", "[2018/06/13 21:25:15] Alice: A\n", "first=2018-06-13T21:25:15 order=ymd"},
	{"brackets with month first and dots", "[06.13.18 21:25:15] Alice: A\n", "first=2018-06-13T21:25:15 order=mdy"},
	{"the year in front", "2018-06-13, 21:25 - Alice: A\n", "first=2018-06-13T21:25:00 order=ymd"},
	{"a short year in front, of which only the day moves", "18/06/13, 21:25 - Alice: A\n18/06/14, 21:25 - Bob: B\n18/06/15, 21:25 - Bob: B\n", "first=2018-06-13T21:25:00 order=ymd"},
	{"Korean", "2018. 6. 13. 오후 9:25 - Alice: A\n", "messages=1 first=2018-06-13T21:25:00 order=ymd"},
	{"Chinese, with no blank before the time", "2018/6/13 下午9:25 - Alice: A\n2018/6/13 晚上10:25 - Alice: A\n", "messages=2 first=2018-06-13T21:25:00 last=2018-06-13T22:25:00"},
	{"Japanese midday is zero o'clock in the afternoon", "2018/06/13 午後0:05 - Alice: A\n", "first=2018-06-13T12:05:00"},
	{"German parts of the day", "13.06.18, 9:25 vorm. - Alice: A\n13.06.18, 12:25 mittags - Alice: A\n13.06.18, 9:25 abends - Bob: B\n", "messages=3 first=2018-06-13T09:25:00 last=2018-06-13T21:25:00"},
	{"Arabic digits, comma and marks", "\u200f١٣\u200f/٦\u200f/٢٠١٨، ٩:٢٥ م - Alice: A\n", "messages=1 first=2018-06-13T21:25:00"},
	{"Persian digits", "[۲۰۱۸/۰۶/۱۳, ۲۱:۲۵:۱۵] Alice: A\n", "messages=1 first=2018-06-13T21:25:15"},
	{"a mark before the bracket", lrm + "[13/06/2018, 21:25:15] Alice: A\n" + lrm + "[13/06/2018, 21:25:16] Bob: B\n", "messages=2"},
	{"byte order marks at every line and inside the bracket", bom + "[" + bom + "13.06.18, 21:25:15] Alice: A\r\n" + bom + "[" + bom + "13.06.18, 21:25:16] Bob: B\r\n", "messages=2 Alice=1 Bob=1"},
	{"carriage returns count for nothing", "[13/06/2018, 21:25:15] Alice: ab\r\n[13/06/2018, 21:25:16] Bob:\r\n", "messages=2 runes=2 empty=1"},
	{"midnight is twelve in the morning", "1/29/18, 12:00 AM - Alice: A\n", "first=2018-01-29T00:00:00"},
}

var bodies = []trap{
	{"a message on several lines is one", "29/01/2018, 21:24 - Alice: ab\ncd\n\nef\n29/01/2018, 21:25 - Bob: B\n", "messages=2 runes=10"},
	{"blank lines at the end count for nothing", "29/01/2018, 21:24 - Alice: ab\n\n\n\n", "messages=1 runes=2"},
	{"a stamp of another shape stays inside its message", "29/01/2018, 21:24 - Alice: look\n[01.02.18, 10:00:00] Carol: pasted\n2/1/18, 10:00 AM - Dave: pasted\n29/01/2018, 21:25 - Bob: B\n", "messages=2 Alice=1 Bob=1"},
	{"a stamp of the same day and another clock stays inside its message", "1/29/18, 9:24 PM - Alice: look\n1/29/18, 21:24 - Carol: pasted\n1/29/18, 9:25 PM - Alice: A\n", "messages=2 Alice=2 last=2018-01-29T21:25:00"},
	{"a mark in front of one line changes nothing for the next", "29/01/2018, 21:24 - Alice: A\n" + lrm + "30/01/2018, 21:24 - Bob: B\n29/01/2018, 21:26 - Alice: A\n", "messages=3 last=2018-01-30T21:24:00"},
	{"a long pasted quote does not outvote a short chat", "29/01/2018, 21:24 - Alice: look\n" + strings.Repeat("[01.02.18, 10:00:00] Carol: pasted\n", 5), "messages=1 Alice=1"},
	{"a name ends at the first colon with a blank", "29/01/2018, 21:24 - A:B: hello: you\n", "messages=1 A:B=1"},
	{"an unsaved contact has a tilde", "29/01/2018, 21:24 - ~" + nnbsp + "Alice: A\n", "messages=1 Alice=1"},
	{"marks around a phone number are no part of it", "29/01/2018, 21:24 - \u202a+1 555" + nbsp + "0100\u202c: A\n29/01/2018, 21:24 - +1 555 0100: B\n", "messages=2 authors=1"},
	{"an empty message is sent media that can be seen once", "29/01/2018, 21:24 - Alice:\n29/01/2018, 21:24 - Bob: \n", "messages=2 empty=2"},
	{"null stands for something that cannot be exported", "29/01/2018, 21:24 - Alice: null\n", "messages=1 empty=1"},
	{"a message may start on its second line", "29/01/2018, 21:24 - Alice: \nab\n", "messages=1 text=1 runes=3"},
	{"media left out", "29/01/2018, 21:24 - Alice: <Media omitted>\n29/01/2018, 21:24 - Bob: <Medien ausgeschlossen>\n29/01/2018, 21:24 - Bob: <Multimedia omitido>\n29/01/2018, 21:24 - Bob: <Без медиафайлов>\n29/01/2018, 21:24 - Bob: <省略多媒体文件>\n", "messages=5 media=5 runes=0"},
	{"media left out in a language nobody listed", "29/01/2018, 21:24 - Alice: <meedia puudu siit>\n", "media=1"},
	{"angle brackets that people type are text", "29/01/2018, 21:24 - Alice: <3\n29/01/2018, 21:24 - Alice: <html>\n29/01/2018, 21:24 - Alice: a <b> c\n", "messages=3 media=0 text=3"},
	{"an attached file on Android, with words", "29/01/2018, 21:24 - Alice: " + lrm + "IMG-20180129-WA0001.jpg (file attached)\nhello\n29/01/2018, 21:24 - Bob: plan.pdf (Datei angehängt)\n", "messages=2 media=2"},
	{"words in brackets are no file", "29/01/2018, 21:24 - Alice: see you (at nine)\n", "media=0 text=1"},
	{"an attached file on an iPhone", "[13/06/2018, 21:25:15] Alice: " + lrm + "<attached: 00000012-PHOTO-2018-06-13-21-25-15.jpg>\n[13/06/2018, 21:25:16] Bob: " + lrm + "<Anhang: 00000013-AUDIO.opus>\n", "messages=2 media=2"},
	{"a document with its pages on an iPhone", "[13/06/2018, 21:25:15] Alice: " + lrm + "A\n[13/06/2018, 21:25:15] Alice: plan.pdf • " + lrm + "3 pages " + lrm + "document omitted\n", "media=1"},
	{"a mark at the front of a typed text means nothing on Android", "29/01/2018, 21:24 - Alice: " + lrm + "No idea\n", "messages=1 text=1 notices=0"},
	{"deleted messages", "29/01/2018, 21:24 - Alice: This message was deleted\n29/01/2018, 21:24 - Bob: You deleted this message\n29/01/2018, 21:24 - Bob: Diese Nachricht wurde gelöscht.\n29/01/2018, 21:24 - Bob: Se eliminó este mensaje.\n29/01/2018, 21:24 - Bob: Bu mesaj silindi\n29/01/2018, 21:24 - Bob: 此消息已删除\n", "messages=6 deleted=6"},
	{"talk about a deleted message is text", "29/01/2018, 21:24 - Alice: This message was deleted\nby my cat\n29/01/2018, 21:24 - Bob: This message was deleted? Why\n", "deleted=0 text=2 asks=1"},
	{"edited messages", "29/01/2018, 21:24 - Alice: ab <This message was edited>\n[no]\n29/01/2018, 21:24 - Bob: ab <This message was edited>\n29/01/2018, 21:24 - Bob: ab\ncd <Diese Nachricht wurde bearbeitet.>\n", "messages=3 edited=2"},
	{"an edited mark is no part of the length", "[13/06/2018, 21:25:15] Alice: abc " + lrm + "<This message was edited>\n", "edited=1 runes=3"},
	{"joined emoji keep their joiners and count as written", "29/01/2018, 21:24 - Alice: 👩\u200d👩\u200d👧\n", "messages=1 runes=5"},
	{"zero bytes are text like any other", "29/01/2018, 21:24 - Alice: a\x00b\n", "messages=1 runes=3"},
	{"questions in several scripts", "29/01/2018, 21:24 - Alice: so?\n29/01/2018, 21:24 - Alice: 何？\n29/01/2018, 21:24 - Alice: ماذا؟\n29/01/2018, 21:24 - Alice: https://a.example/?q=1\n", "messages=4 asks=3"},
}

var notices = []trap{
	{"notices on Android have no author", "29/01/2018, 21:24 - Messages and calls are end-to-end encrypted. Tap to learn more.\n29/01/2018, 21:24 - Alice: A\n", "messages=1 notices=1"},
	{"a notice may hold a colon", "29/01/2018, 21:24 - You created group \"Plan: A\"\n29/01/2018, 21:24 - Alice changed the subject from \"a: b\" to \"c: d\"\n29/01/2018, 21:24 - Alice: A\n", "messages=1 authors=1 notices=2"},
	{"notices on an iPhone carry an author and a mark", "[13/06/2018, 21:25:15] Bob: " + lrm + "Messages and calls are end-to-end encrypted.\n[13/06/2018, 21:25:16] Alice: A\n[13/06/2018, 21:25:17] Bob: " + lrm + "Your security code with Bob changed. Tap to learn more.\n", "messages=1 authors=1 notices=2 chat=Bob"},
	{"the first notice on an iPhone names the group", "[13/06/2018, 21:25:15] The band: " + lrm + "Messages and calls are end-to-end encrypted.\n[13/06/2018, 21:25:15] The band: " + lrm + "Alice created this group\n[13/06/2018, 21:25:15] The band: " + lrm + "Bob left\n[13/06/2018, 21:25:16] Alice: A\n", "messages=1 authors=1 notices=3 chat=The_band media=0"},
	{"an iPhone's notices without marks", "[13/06/2018, 21:25:15] Bob: Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n[13/06/2018, 21:25:16] Alice: A\n[13/06/2018, 21:25:16] Alice: Alice changed their phone number to a new number.\n[13/06/2018, 21:25:17] Bob: Missed voice call\n[13/06/2018, 21:25:18] Bob: Your turn\n", "messages=2 notices=2 calls=1 missed=1"},
	{"with marks in the file, the same words typed are text", "[13/06/2018, 21:25:15] Bob: " + lrm + "Messages and calls are end-to-end encrypted.\n[13/06/2018, 21:25:17] Bob: Missed voice call\n", "messages=1 notices=1 calls=0"},
	{"a line in brackets without an author is a notice", "[04.01.18, 11:53:57] Alice: A\n[04.01.18, 11:54:23] This is an entry\n", "messages=1 notices=1"},
	{"media left out on an iPhone, in a language nobody listed", "[13/06/2018, 21:25:15] Alice: " + lrm + "kuva puuttuu\n", "messages=1 media=1 notices=0"},
	{"a place, a poll and a late message are sent, mark or not", "[13/06/2018, 21:25:15] Alice: " + lrm + "Location: https://maps.example/?q=1,2\n[13/06/2018, 21:25:15] Alice: " + lrm + "POLL:\nA\n[13/06/2018, 21:25:15] Bob: " + lrm + "Waiting for this message. This may take a while.\n", "messages=3 text=3"},
	{"what can be seen once is sent, though an iPhone puts a sentence for it", "[13/06/2018, 21:25:15] Bob: " + lrm + "Messages and calls are end-to-end encrypted.\n[13/06/2018, 21:25:15] Bob: " + lrm + "You received a view once message. For added privacy, you can only open it on your phone.\n[13/06/2018, 21:25:16] Alice: " + lrm + "You sent a view once photo.\n[13/06/2018, 21:25:17] Bob: " + lrm + "Recibiste un mensaje de visualización única. Para mayor privacidad, solo puedes abrirlo en tu teléfono.\n[13/06/2018, 21:25:17] Bob: " + lrm + "This message can’t be displayed here. Please open WhatsApp on your phone to view the message.\n", "messages=4 empty=4 notices=1 runes=0"},
	{"the same sentence without a mark", "29/01/2018, 21:24 - Alice: You received a view once message. For added privacy, you can only open it on your phone.\n", "messages=1 empty=1 runes=0"},
	{"calls on an iPhone", "[13/06/2018, 21:25:15] Alice: " + lrm + "Voice call, " + lrm + "5 min\n[13/06/2018, 21:25:15] Alice: " + lrm + "Missed video call, " + lrm + "Tap to call back\n[13/06/2018, 21:25:15] Bob: " + lrm + "Video call, " + lrm + "No answer\n[13/06/2018, 21:26:15] Bob: A\n", "messages=1 calls=3 missed=2 seconds=300"},
	{"calls on Android", "29/01/2018, 21:24 - Missed voice call\n29/01/2018, 21:24 - Missed video call at 21:24\n29/01/2018, 21:25 - Alice: A\n", "messages=1 calls=2 missed=2 notices=0"},
	{"calls in other languages", "[13.06.18, 21:25:15] Alice: " + lrm + "Verpasster Sprachanruf\n[13.06.18, 21:25:15] Alice: " + lrm + "Sprachanruf, " + lrm + "1 Std. 5 Min.\n[13.06.18, 21:25:15] Alice: " + lrm + "Llamada perdida\n[13.06.18, 21:25:15] Alice: " + lrm + "Пропущенный аудиозвонок\n[13.06.18, 21:25:15] Alice: " + lrm + "Appel vocal manqué\n", "messages=0 calls=5 missed=4 seconds=3900"},
	{"disappearing messages are a warning", "29/01/2018, 21:24 - You turned on disappearing messages. New messages will disappear from this chat 24 hours after they're sent.\n29/01/2018, 21:24 - Alice: A\n", "messages=1 disappearing=1"},
	{"talk about disappearing messages is none", "29/01/2018, 21:24 - Alice: turn on disappearing messages\n", "messages=1 disappearing=0"},
	{"more than two people are a warning", "29/01/2018, 21:24 - Alice: A\n29/01/2018, 21:24 - Bob: B\n29/01/2018, 21:24 - Carol: C\n", "messages=3 group=3"},
	{"two people are none", "29/01/2018, 21:24 - Alice: A\n29/01/2018, 21:24 - Bob: B\n", "group=0"},
	{"as many messages as an export holds are a warning", strings.Repeat("29/01/2018, 21:24 - Alice: A\n", 40_000), "messages=40000 cap=40000"},
	{"ten thousand are one where files are attached", strings.Repeat("29/01/2018, 21:24 - Alice: A\n", 9_999) + "29/01/2018, 21:24 - Alice: IMG-20180129-WA0001.jpg (file attached)\n", "cap=10000"},
	{"ten thousand without files are none", strings.Repeat("29/01/2018, 21:24 - Alice: A\n", 10_000), "cap=0"},
	{"an overlong line is cut and counted", "29/01/2018, 21:24 - Alice: " + strings.Repeat("a", 3<<20) + "\n29/01/2018, 21:25 - Bob: B\n", "messages=2 overlong=1"},
	{"a line a little too long is cut and counted", "29/01/2018, 21:24 - Alice: " + strings.Repeat("a", 1<<20) + "\n29/01/2018, 21:25 - Bob: B\n", "messages=2 overlong=1 runes=1048550"},
	{"a line of 70 kB is whole", "29/01/2018, 21:24 - Alice: " + strings.Repeat("a", 70_000) + "\n29/01/2018, 21:25 - Bob: B\n", "messages=2 overlong=0 runes=70001"},
}

var dates = []trap{
	{"a step back by a minute sorts", "29/01/2018, 21:25 - Alice: A\n29/01/2018, 21:24 - Bob: bb\n29/01/2018, 21:26 - Alice: A\n", "messages=3 first=2018-01-29T21:24:00 late=1 backwards=0 sequence=Bob,Alice,Alice"},
	{"the same minute keeps the order of the lines", "29/01/2018, 21:25 - Alice: A\n29/01/2018, 21:25 - Bob: B\n29/01/2018, 21:25 - Alice: A\n", "sequence=Alice,Bob,Alice late=0"},
	{"many steps back are a warning", strings.Repeat("29/01/2018, 21:25 - Alice: A\n29/01/2018, 20:24 - Bob: B\n", 6), "messages=12 backwards=6"},
	{"one day alone leaves the order open", "01/02/2018, 21:25 - Alice: A\n01/02/2018, 21:26 - Bob: B\n", "open=1 examples=01/02/2018"},
	{"three days in a row leave it open", "01/02/2018, 21:25 - A: A\n02/02/2018, 21:26 - B: B\n03/02/2018, 21:26 - B: B\n", "open=1 examples=01/02/2018,02/02/2018,03/02/2018"},
	{"a day past twelve settles it", "01/02/2018, 21:25 - Alice: A\n13/02/2018, 21:26 - Bob: B\n", "open=0 order=dmy first=2018-02-01T21:25:00"},
	{"a day past twelve in second place settles it", "01/02/2018, 21:25 - Alice: A\n01/13/2018, 21:26 - Bob: B\n", "open=0 order=mdy first=2018-01-02T21:25:00"},
	{"time that runs forward settles it", "05/02/2018, 21:25 - Alice: A\n07/02/2018, 21:26 - Bob: B\n01/03/2018, 21:26 - Bob: B\n", "open=0 order=dmy"},
	{"a step back by a month settles it", "02/04/2018, 21:25 - Alice: A\n01/05/2018, 21:26 - Bob: B\n", "open=0 order=dmy"},
	{"a step back by a day does not count against an order", "02/02/2018, 00:01 - Alice: A\n01/02/2018, 23:59 - Bob: B\n", "open=0 order=dmy first=2018-02-01T23:59:00"},
	{"dots are written day first", "01.02.2018, 21:25 - Alice: A\n", "open=0 order=dmy"},
	{"a short unpadded date with PM in capitals is month first", "1/2/18, 9:25 PM - Alice: A\n", "open=0 order=mdy"},
	{"the same in small letters says nothing", "1/2/18, 9:25 pm - Alice: A\n", "open=1"},
	{"the 29th of February exists in leap years only", "29/02/2020, 21:25 - Alice: A\n", "first=2020-02-29T21:25:00"},
}

func TestTraps(t *testing.T) {
	for _, group := range [][]trap{headers, bodies, notices, dates} {
		for _, c := range group {
			t.Run(c.says, func(t *testing.T) {
				h, err := chat.One(whatsapp.Format{}.Decode(strings.NewReader(c.file), chat.Options{}))
				if err != nil {
					t.Fatal(err)
				}
				got := digest(h)
				for _, fact := range strings.Fields(c.want) {
					key, want, _ := strings.Cut(fact, "=")
					if i := strings.LastIndex(fact, "="); got[fact[:i]] != fact[i+1:] && !(want == "0" && got[key] == "") {
						t.Errorf("want %s, got %q in %v", fact, got[key], got)
					}
				}
			})
		}
	}
}

// digest lists what can be said about a history.
func digest(h *chat.History) map[string]string {
	n := map[string]int{}
	var order []string
	for _, m := range h.Messages {
		n["messages"]++
		n["runes"] += int(m.Runes)
		n[[]string{"text", "media", "deleted", "empty"}[m.Kind]]++
		n[h.Authors[m.Author]]++
		for i, flag := range []string{"edited", "asks", "late"} {
			n[flag] += int(m.Flags >> i & 1)
		}
		if order = append(order, h.Authors[m.Author]); len(order) > 5 {
			order = order[:5]
		}
	}
	for _, c := range h.Calls {
		n["calls"]++
		n["seconds"] += int(c.Seconds)
		if c.Missed {
			n["missed"]++
		}
	}
	for _, w := range h.Warnings {
		n[w.Code] = w.N
	}
	n["authors"], n["notices"] = len(h.Authors), h.System
	if !h.DateOrderSure {
		n["open"] = 1
	}
	out := map[string]string{"order": h.DateOrder, "chat": strings.ReplaceAll(h.Chat, " ", "_"), "examples": strings.Join(h.Examples, ","), "sequence": strings.Join(order, ",")}
	for k, v := range n {
		out[k] = fmt.Sprint(v)
	}
	if len(h.Messages) > 0 {
		out["first"] = h.Messages[0].Time().Format("2006-01-02T15:04:05")
		out["last"] = h.Messages[len(h.Messages)-1].Time().Format("2006-01-02T15:04:05")
	}
	return out
}

func TestAGivenOrderOfTheDateIsUsed(t *testing.T) {
	file := "01/02/2018, 21:25 - Alice: A\n"
	for given, want := range map[string]string{"dmy": "2018-02-01", "mdy": "2018-01-02"} {
		h, err := chat.One(whatsapp.Format{}.Decode(strings.NewReader(file), chat.Options{DateOrder: given}))
		if err != nil || !h.DateOrderSure || h.Messages[0].Time().Format("2006-01-02") != want {
			t.Errorf("%s: %v %v", given, h, err)
		}
	}
}

func TestAGivenOrderThatCannotBeIsAFailureWithItsLine(t *testing.T) {
	file := "01/02/2018, 21:25 - Alice: A\nmore\n13/02/2018, 21:25 - Alice: A\n"
	for _, given := range []string{"mdy", "ymd", "ydm"} {
		_, err := whatsapp.Format{}.Decode(strings.NewReader(file), chat.Options{DateOrder: given})
		var f *chat.Failure
		if !errors.Is(err, chat.ErrDateOrder) || given == "mdy" && (!errors.As(err, &f) || f.Line != 3) {
			t.Errorf("%s: %v", given, err)
		}
	}
}

func TestNothingToReadIsAFailure(t *testing.T) {
	for file, want := range map[string]error{
		"hello\nworld\n": chat.ErrNotChat,
		"29/01/2018, 9:24 zzz - Alice: a word beside the time that nobody knows\n": chat.ErrNotChat,
		"\n\n": chat.ErrEmpty,
		"29/01/2018, 21:24 - Messages and calls are end-to-end encrypted.\n": chat.ErrEmpty,
	} {
		_, err := whatsapp.Format{}.Decode(strings.NewReader(file), chat.Options{})
		var f *chat.Failure
		if !errors.As(err, &f) || !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", file, err, want)
		}
	}
}

func TestDetectIsSureOfStampedLinesOnly(t *testing.T) {
	for _, c := range headers {
		if got := (whatsapp.Format{}).Detect([]byte(c.file)); got < 50 {
			t.Errorf("%s: only %d sure", c.says, got)
		}
	}
	for _, text := range []string{"", "hello", "{\"messages\":[]}", "2018-06-13T21:25:15Z start\n", "a,b\n1/2/2018,3\n"} {
		if got := (whatsapp.Format{}).Detect([]byte(text)); got != 0 {
			t.Errorf("%q: %d sure", text, got)
		}
	}
}
