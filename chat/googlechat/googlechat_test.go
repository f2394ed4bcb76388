package googlechat_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"ebb/chat"
	"ebb/chat/googlechat"
)

// The fifth of March 2024, three minutes and eleven seconds past two in the
// afternoon, as accounts in these languages write it.
var languages = map[string]string{
	"en-US":               "Tuesday, March 5, 2024 at 2:03:11\u202fPM UTC",
	"en-US, blanks":       "Tuesday, March 5, 2024 at 2:03:11 PM UTC",
	"en-US, a hard blank": "Tuesday, March 5, 2024 at 2:03:11\u00a0PM UTC",
	"en-US, with a comma": "Tuesday, March 5, 2024, 2:03:11\u202fPM UTC",
	"en-GB":               "Tuesday, 5 March 2024 at 14:03:11 UTC",
	"en-GB, no comma":     "Tuesday 5 March 2024 at 14:03:11 UTC",
	"en-AU":               "Tuesday 5 March 2024 at 2:03:11\u202fpm UTC",
	"de":                  "Dienstag, 5. März 2024 um 14:03:11 UTC",
	"fr":                  "mardi 5 mars 2024 à 14:03:11 UTC",
	"fr-CA":               "mardi 5 mars 2024 à 14 h 03 min 11 s UTC",
	"es":                  "martes, 5 de marzo de 2024, 14:03:11 UTC",
	"es-MX":               "martes, 5 de marzo de 2024, 2:03:11\u202fp.m. UTC",
	"es-CO":               "martes, 5 de marzo de 2024 a las 2:03:11 p.\u00a0m. UTC",
	"it":                  "martedì 5 marzo 2024 alle ore 14:03:11 UTC",
	"pt-BR":               "terça-feira, 5 de março de 2024 às 14:03:11 UTC",
	"pt-PT":               "terça-feira, 5 de março de 2024 às 14:03:11 UTC",
	"nl":                  "dinsdag 5 maart 2024 om 14:03:11 UTC",
	"sv":                  "tisdag 5 mars 2024 kl. 14:03:11 UTC",
	"da":                  "tirsdag den 5. marts 2024 kl. 14.03.11 UTC",
	"nb":                  "tirsdag 5. mars 2024 kl. 14:03:11 UTC",
	"fi":                  "tiistaina 5. maaliskuuta 2024 klo 14.03.11 UTC",
	"pl":                  "wtorek, 5 marca 2024 14:03:11 UTC",
	"cs":                  "úterý 5. března 2024 v 14:03:11 UTC",
	"hu":                  "2024. március 5., kedd 14:03:11 UTC",
	"tr":                  "5 Mart 2024 Salı 14:03:11 UTC",
	"ru":                  "вторник, 5 марта 2024 г. в 14:03:11 UTC",
	"uk":                  "вівторок, 5 березня 2024 р. о 14:03:11 UTC",
	"ja":                  "2024年3月5日火曜日 14時03分11秒 UTC",
	"zh-CN":               "2024年3月5日星期二 UTC 14:03:11",
	"zh-TW":               "2024年3月5日 星期二 下午2:03:11 [UTC]",
	"ko":                  "2024년 3월 5일 화요일 오후 2시 3분 11초 UTC",
}

// message is one of Bob's.
func message(who, date, more string) string {
	return fmt.Sprintf(`{"creator":{"name":%q,"email":"%s@a.example","user_type":"Human"},"created_date":%q%s,"topic_id":"t","message_id":"space/t/t"}`, who, strings.ToLower(who), date, more)
}

func at(second int) string {
	return time.Date(2024, 3, 5, 14, 0, second, 0, time.UTC).Format("Monday, January 2, 2006 at 3:04:05\u202fPM UTC")
}

func say(who string, second int, text string) string {
	return message(who, at(second), `,"text":"`+text+`"`)
}

func file(messages ...string) string { return `{"messages":[` + strings.Join(messages, ",") + `]}` }

func decode(text string) (*chat.History, error) {
	return chat.One(googlechat.Format{}.Decode(strings.NewReader(text), chat.Options{}))
}

func TestDatesInManyLanguages(t *testing.T) {
	want := time.Date(2024, 3, 5, 14, 3, 11, 0, time.UTC)
	for language, date := range languages {
		h, err := decode(file(message("Bob", date, `,"text":"red"`)))
		if err != nil || !h.Messages[0].Time().Equal(want) {
			t.Errorf("%s: %v, %v", language, h, err)
		}
	}
}

func TestHoursOfHalfADay(t *testing.T) {
	for date, want := range map[string]string{
		"Tuesday, March 5, 2024 at 12:00:00 AM UTC": "00:00:00",
		"Tuesday, March 5, 2024 at 12:30:00 PM UTC": "12:30:00",
		"Tuesday, March 5, 2024 at 1:30:00 AM UTC":  "01:30:00",
		"2024年3月5日火曜日 午後0:05:00 UTC":                "12:05:00",
	} {
		h, err := decode(file(message("Bob", date, "")))
		if err != nil || h.Messages[0].Time().Format("15:04:05") != want {
			t.Errorf("%s: %v, %v", date, h, err)
		}
	}
}

func TestEveryMonthInEveryLanguage(t *testing.T) {
	for _, layout := range []string{"%d. %s 2021 um 01:02:03 UTC", "2021. %[2]s %[1]d., 01:02:03 UTC"} {
		for m, names := range map[time.Month]string{
			1: "January Januar Jänner janvier enero gennaio janeiro januari tammikuuta stycznia ledna január Ocak января", 2: "February Februar février febrero febbraio fevereiro lutego února Şubat",
			4: "April avril abril aprile kwietnia dubna április Nisan", 5: "May Mai mayo maggio maio mei maja května május Mayıs мая", 6: "June Juni juin junio giugno junho czerwca června", 7: "July Juli juillet julio luglio julho lipca července",
			8: "August août agosto augustus sierpnia srpna Ağustos", 9: "September septembre septiembre settembre setembro září", 10: "October Oktober octobre octubre ottobre outubro října Ekim", 11: "November novembre noviembre listopada listopadu Kasım", 12: "December Dezember décembre diciembre dicembre dezembro prosince Aralık",
		} {
			for _, name := range strings.Fields(names) {
				h, err := decode(file(message("Bob", fmt.Sprintf(layout, 9, name), "")))
				if want := time.Date(2021, m, 9, 1, 2, 3, 0, time.UTC); err != nil || !h.Messages[0].Time().Equal(want) {
					t.Errorf("%s: %v, %v", name, h, err)
				}
			}
		}
	}
}

func TestDatesThatAreNone(t *testing.T) {
	for _, date := range []string{
		"", "red", "Tuesday", "Tuesday, 5 March 2024", "5 2024 14:03:11 UTC", "31 April 2024 14:03:11 UTC", "Tuesday, 5 March 2024 at 25:03:11 UTC", "5 March 2024 at 14:61:11 UTC", "5 March 20245 at 14:03:11 UTC",
		"5 March 2024 at 14:03:11 GMT+2", "5 March 2024 at 13:03:11 PM UTC", "5 March April 2024 at 14:03:11 UTC", "0 March 2024 at 14:03:11 UTC", "5 March 1024 at 14:03:11 UTC", "2024年13月5日 14:03:11 UTC", strings.Repeat("5 March 2024 at 14:03:11 UTC ", 9),
	} {
		h, err := decode(file(message("Bob", date, ""), say("Bob", 0, "red")))
		if err != nil || len(h.Messages) != 1 || warning(h, chat.WarnDamaged) != 1 {
			t.Errorf("%q: %+v, %v", date, h, err)
		}
	}
}

func warning(h *chat.History, code string) int {
	for _, w := range h.Warnings {
		if w.Code == code {
			return w.N
		}
	}
	return 0
}

// facts says in words what a reading gave.
func facts(h *chat.History) map[string]string {
	n := map[string]int{"notices": h.System, "authors": len(h.Authors)}
	var sequence []string
	for _, m := range h.Messages {
		n["messages"]++
		n[[]string{"text", "media", "deleted", "empty"}[m.Kind]]++
		n["runes"] += int(m.Runes)
		n["asks"] += int(m.Flags & chat.Asks / chat.Asks)
		n["edited"] += int(m.Flags & chat.Edited / chat.Edited)
		sequence = append(sequence, strings.ReplaceAll(h.Authors[m.Author], " ", "_"))
	}
	for _, w := range h.Warnings {
		n[w.Code] = w.N
	}
	out := map[string]string{"sequence": strings.Join(sequence, ","), "key": h.Key, "owner": h.Owner}
	for k, v := range n {
		out[k] = strconv.Itoa(v)
	}
	return out
}

var traps = []struct{ says, file, want string }{
	{"messages in order of time", file(say("Bob", 0, "a"), say("Alice", 5, "bb"), say("Bob", 3, "cc?")), "messages=3 sequence=Bob,Bob,Alice runes=6 asks=1 text=3 key=space"},
	{"the newest first", file(say("Bob", 9, "a"), say("Alice", 5, "bb"), say("Bob", 5, "c"), say("Bob", 3, "cc")), "sequence=Bob,Bob,Alice,Bob"},
	{"a file with words is media", file(message("Bob", at(0), `,"text":"red","attached_files":[{"original_name":"a.jpg","export_name":"File-a.jpg"}]`)), "media=1 runes=3"},
	{"a file without words is media", file(message("Bob", at(0), `,"attached_files":[{"original_name":"a.jpg"}]`), message("Bob", at(0), `,"attached_files":[]`)), "media=1 empty=1 runes=0"},
	{"a link in a text is text", file(message("Bob", at(0), `,"text":"https://a.example","annotations":[{"start_index":0,"length":17,"url_metadata":{"title":"red"}}]`)), "text=1 media=0"},
	{"something passed on without a text is media", file(message("Bob", at(0), `,"annotations":[{"start_index":0,"length":0,"drive_metadata":{"id":"a"}}]`)), "media=1"},
	{"edited messages", file(message("Bob", at(0), `,"text":"red","updated_date":"`+at(9)+`"`)), "edited=1"},
	{"a deleted message of somebody's", file(message("Bob", at(0), `,"message_state":"DELETED","deletion_metadata":{"deletion_type":"CREATOR"}`)), "deleted=1 unsent=1 runes=0"},
	{"a deleted message of somebody's, with the time it was deleted alone", file(`{"creator":{"name":"Bob","email":"b@a.example","user_type":"Human"},"deleted_date":"` + at(0) + `","message_state":"DELETED","message_id":"space/t/t"}`), "deleted=1"},
	{"a deleted message of nobody's is left out", file(say("Bob", 0, "a"), `{"message_state":"DELETED","deleted_date":"`+at(9)+`","topic_id":"t","deletion_metadata":{"deletion_type":"CREATOR"},"message_id":"space/t/u"}`), "messages=1 damaged=1"},
	{"a program writes notices", file(say("Bob", 0, "a"), `{"creator":{"name":"Weather","user_type":"Bot"},"created_date":"`+at(1)+`","text":"rain"}`), "messages=1 notices=1 authors=1"},
	{"two people of one name", file(say("Bob", 0, "a"), `{"creator":{"name":"Bob","email":"other@a.example","user_type":"Human"},"created_date":"`+at(1)+`","text":"b"}`), "authors=2 sequence=Bob,Bob_(2)"},
	{"one person of two names", file(say("Bob", 0, "a"), `{"creator":{"name":"Robert","email":"BOB@a.example","user_type":"Human"},"created_date":"`+at(1)+`","text":"b"}`), "authors=1 sequence=Bob,Bob"},
	{"a person without an address", file(`{"creator":{"name":"Bob"},"created_date":"`+at(1)+`","text":"b"}`, `{"creator":{"name":"Bob"},"created_date":"`+at(2)+`","text":"b"}`), "authors=1 messages=2"},
	{"a person without a name", file(`{"creator":{"email":"bob@a.example"},"created_date":"` + at(1) + `","text":"b"}`), "sequence=bob@a.example"},
	{"more than two people are a warning", file(say("Bob", 0, "a"), say("Kim", 1, "a"), say("Alice", 2, "a")), "group=3"},
	{"nobody's file", file(say("Bob", 0, "a"), say("Alice", 2, "a")), "owner= group="},
	{"a message without a creator costs itself", file(say("Bob", 0, "a"), `{"created_date":"`+at(1)+`","text":"b"}`, `{"creator":{},"created_date":"`+at(1)+`"}`, `{"creator":"Bob","created_date":"`+at(1)+`"}`), "messages=1 damaged=3"},
	{"what is no message costs itself", file(say("Bob", 0, "a"), `7`, `"red"`, `null`, `{}`), "messages=1 damaged=4"},
	{"a file that breaks off gives what was read", file(say("Bob", 0, "a"), say("Bob", 1, "b"))[:260], "messages=1 torn=1"},
	{"something behind the end is said", file(say("Bob", 0, "a")) + "red", "messages=1 torn=1"},
	{"a long text is cut and said", file(say("Bob", 0, strings.Repeat("a", 3<<20))), "overlong=1 runes=1048576"},
	{"parts of several conversations have no key", file(say("Bob", 0, "a"), `{"creator":{"name":"Bob"},"created_date":"`+at(1)+`","message_id":"other/t/t"}`), "key="},
}

func TestTraps(t *testing.T) {
	for _, c := range traps {
		t.Run(c.says, func(t *testing.T) {
			if got := (googlechat.Format{}).Detect([]byte(c.file)[:min(len(c.file), 64<<10)]); got < 80 {
				t.Errorf("detected with %d", got)
			}
			h, err := decode(c.file)
			if err != nil {
				t.Fatal(err)
			}
			if h.Format != "googlechat" || !h.Zoned {
				t.Errorf("%+v", h)
			}
			got := facts(h)
			for _, want := range strings.Fields(c.want) {
				name, value, _ := strings.Cut(want, "=")
				if got[name] != value && (value != "0" || got[name] != "") {
					t.Errorf("%s: got %q, want %q", name, got[name], value)
				}
			}
		})
	}
}

func TestFilesThatAreNone(t *testing.T) {
	for says, c := range map[string]struct {
		file  string
		cause error
	}{
		"nothing":                {"", chat.ErrEmpty},
		"a group's people":       {`{"name":"Blue","members":[{"name":"Bob","email":"b@a.example","user_type":"Human"}]}`, chat.ErrNotChat},
		"no date that is known":  {file(message("Bob", "red", ""), message("Bob", "blue", "")), chat.ErrNotChat},
		"a file that breaks off": {`{"messages":[{"creator":{"na`, chat.ErrNotChat},
	} {
		all, err := googlechat.Format{}.Decode(strings.NewReader(c.file), chat.Options{})
		var f *chat.Failure
		if len(all) > 0 || !errors.Is(err, c.cause) || !errors.As(err, &f) || f.Format != "googlechat" {
			t.Errorf("%s: %v, %v", says, all, err)
		}
	}
	if all, err := (googlechat.Format{}).Decode(strings.NewReader(file()), chat.Options{}); err != nil || len(all) > 0 {
		t.Errorf("no messages: %v, %v", all, err)
	}
}

func TestOtherFilesAreNotDetected(t *testing.T) {
	for says, text := range map[string]string{
		"a group's people": `{"name":"Blue","members":[{"name":"Bob","email":"b@a.example","user_type":"Human"}]}`,
		"a user":           `{"user":{"name":"Bob","email":"b@a.example","user_type":"Human"},"membership_info":[{"group_name":"Blue","group_id":"a"}]}`,
		"Meta":             `{"participants":[{"name":"Bob"}],"messages":[{"sender_name":"Bob","timestamp_ms":1600000000000,"content":"a"}],"thread_path":"inbox/b_1"}`,
		"Telegram":         `{"messages":[{"id":1,"type":"message","date":"2020-01-01T10:00:00","from":"Bob","text":"a"}]}`,
		"Discord":          `{"messages":[{"id":"1","type":"Default","timestamp":"2020-01-01T10:00:00+00:00","content":"a","author":{"id":"1","name":"bob"}}]}`,
		"text":             "29/01/2018, 21:24 - Alice: A\n",
		"nothing":          "",
		"a list":           `[{"creator":{},"created_date":""}]`,
	} {
		if got := (googlechat.Format{}).Detect([]byte(text)); got != 0 {
			t.Errorf("%s: %d", says, got)
		}
	}
}
