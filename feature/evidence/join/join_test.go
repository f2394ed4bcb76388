package join

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb/chat"
)

// talk makes a history from lines like "1 09:00 me" or "1 09:00:30 me 12",
// with the length of the message at the end.
func talk(lines ...string) *chat.History {
	h := &chat.History{Format: "whatsapp", DateOrder: "dmy", DateOrderSure: true}
	for _, l := range lines {
		f := strings.Fields(l)
		day, clock, runes := 0, f[1], uint32(5)
		fmt.Sscan(f[0], &day)
		if len(clock) == 5 {
			clock += ":00"
		}
		at, err := time.Parse("2006-01-02 15:04:05", fmt.Sprintf("2024-01-%02d %s", day, clock))
		if err != nil {
			panic(err)
		}
		if len(f) > 3 {
			fmt.Sscan(f[3], &runes)
		}
		h.Messages = append(h.Messages, chat.Message{At: at.Unix(), Runes: runes, Author: h.Names([]string{f[2]})[0]})
	}
	return h
}

func of(format, owner string, h *chat.History) *chat.History {
	h.Format, h.Owner = format, owner
	if format != "whatsapp" {
		h.DateOrder, h.DateOrderSure = "", true
	}
	return h
}

func titled(title, key string, h *chat.History) *chat.History {
	h.Chat, h.Key = title, key
	return h
}

func wrote(h *chat.History) string {
	counts := make([]int, len(h.Authors))
	for _, m := range h.Messages {
		counts[m.Author]++
	}
	var out []string
	for i, n := range counts {
		out = append(out, fmt.Sprint(h.Authors[i], n))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// long is six messages of two people, of six lengths, two minutes apart.
func long(day int, a, b, seconds string) (lines []string) {
	for i := range 12 {
		who := a
		if i%2 == 1 {
			who = b
		}
		lines = append(lines, fmt.Sprintf("%d 09:%02d%s %s %d", day, 2*i, seconds, who, 10+i))
	}
	return lines
}

func TestJoiningOneMessenger(t *testing.T) {
	for says, c := range map[string]struct {
		a, b *chat.History
		want string
	}{
		"what both have counts once":               {talk("1 09:00 me", "1 09:05 you"), talk("1 09:05 you", "2 09:00 me"), "me2 you1"},
		"twice in one file stays twice":            {talk("1 09:00 me", "1 09:00 me"), talk("1 09:00 me"), "me2"},
		"twice in the second file counts twice":    {talk("1 09:00 me"), talk("1 09:00 me", "1 09:00 me"), "me2"},
		"the same people in another order":         {talk("1 09:00 me", "1 09:05 you", "1 09:06 me"), talk("1 09:05 you", "1 09:06 me"), "me2 you1"},
		"stretches of time that follow each other": {talk("5 09:00 me"), talk("1 09:00 you"), "me1 you1"},
		"minutes beside seconds":                   {talk("1 09:00:40 me", "1 09:05:10 you"), talk("1 09:00 me", "1 09:05 you", "2 09:00 me"), "me2 you1"},
		"other lengths are other messages":         {talk("1 09:00 me 4"), talk("1 09:00 me 5"), "me2"},
		"alike from two people who are both known": {talk("1 09:00 me", "2 09:00 you"), talk("1 09:00 you", "2 09:00 me"), "me2 you2"},
		"another name for one person, seen in what both have": {
			talk(append(long(1, "me", "you", ""), "2 09:00 you")...), talk(append(long(1, "me", "You-There", ""), "3 09:00 You-There")...), "me6 you8"},
		"other names for both":                {talk(long(1, "me", "you", ":30")...), talk(append(long(1, "x", "y", ""), "3 09:00 y")...), "me6 you7"},
		"too little in common to say who":     {talk("1 09:00 you", "1 09:05 me"), talk("1 09:00 Bob", "3 09:00 Bob"), "Bob1 me1 you1"},
		"two people's exports by their names": {of("whatsapp", "me", talk("1 09:00 me", "1 09:05 you")), of("whatsapp", "you", talk("1 09:05 you", "1 10:00 me")), "me2 you1"},
		"owners are one person":               {of("whatsapp", "me", talk("1 09:00 me")), of("whatsapp", "Kim", talk("2 09:00 Kim")), "me2"},
		"an export without messages":          {talk("1 09:00 me"), talk(), "me1"},
		"no message at all":                   {talk(), talk(), ""},
		"before 1970, between minutes":        {moveTo(-90, talk("1 09:00:30 me")), moveTo(-120, talk("1 09:00 me")), "me1"},
	} {
		t.Run(says, func(t *testing.T) {
			before := fmt.Sprint(*c.a, *c.b)
			h, err := Join([]*chat.History{c.a, c.b}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := wrote(h); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			sound(t, h)
			if fmt.Sprint(*c.a, *c.b) != before {
				t.Error("what was joined was changed")
			}
		})
	}
}

func moveTo(at int64, h *chat.History) *chat.History {
	h.Messages[0].At = at
	return h
}

type reporter interface {
	Helper()
	Errorf(string, ...any)
}

// sound holds what is true of every history that was joined.
func sound(t reporter, h *chat.History) {
	t.Helper()
	sum := 0
	for _, p := range h.Parts {
		sum += p.Messages
	}
	if sum != len(h.Messages) {
		t.Errorf("parts of %d messages in all, of %d", sum, len(h.Messages))
	}
	for i := 1; i < len(h.Messages); i++ {
		if h.Messages[i].At < h.Messages[i-1].At {
			t.Errorf("out of order")
		}
	}
	if h.Owner != "" && !slices.Contains(h.Authors, h.Owner) {
		t.Errorf("the owner %q is none of %q", h.Owner, h.Authors)
	}
}

func TestJoiningChannels(t *testing.T) {
	two := func() *chat.History { return of("sms", "Me", talk("1 09:00 Me", "2 09:05 +4915550100")) }
	for says, c := range map[string]struct {
		a, b        *chat.History
		want, owner string
	}{
		"nothing is in both":                     {talk("1 09:00 me"), of("sms", "", talk("1 09:00 me")), "me2", ""},
		"owners are one, so the others are too":  {of("whatsapp", "Alice", talk("1 09:00 Alice", "1 09:01 Bob", "1 09:02 Bob")), two(), "Alice2 Bob3", "Alice"},
		"one name is one person":                 {talk("1 09:00 Alice", "1 09:01 Bob", "1 09:02 Bob"), of("sms", "Me", talk("1 09:02 Me", "1 09:03 Bob")), "Alice1 Bob3 Me1", "Me"},
		"in a group the others stay apart":       {of("whatsapp", "Alice", talk("1 09:00 Alice", "1 09:01 Bob", "1 09:01 Kim")), two(), "+49155501001 Alice2 Bob1 Kim1", "Alice"},
		"without owners nobody is taken for one": {talk("1 09:00 Alice", "1 09:01 Bob", "1 09:02 Bob"), of("sms", "", two()), "+49155501001 Alice1 Bob2 Me1", ""},
	} {
		t.Run(says, func(t *testing.T) {
			h, err := Join([]*chat.History{c.a, c.b}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := wrote(h); got != c.want || h.Owner != c.owner {
				t.Errorf("%s of %q, want %s of %q", got, h.Owner, c.want, c.owner)
			}
			if h.Format != "sms+whatsapp" || len(h.Parts) != 2 || h.DateOrder != "dmy" || !h.DateOrderSure {
				t.Errorf("%s %v %s", h.Format, h.Parts, h.DateOrder)
			}
			sound(t, h)
		})
	}
}

func TestInstantsMeetClocksOnTheWall(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	zoned := of("telegram", "", talk("1 08:30 me"))
	zoned.Zoned, zoned.Calls = true, []chat.Call{{At: zoned.Messages[0].At, Author: -1}}
	h, err := Join([]*chat.History{talk("1 09:00 me", "1 10:00 me"), zoned}, berlin)
	if err != nil || h.Zoned {
		t.Fatal(err, h.Zoned)
	}
	if got := time.Unix(h.Messages[1].At, 0).UTC().Format("15:04"); got != "09:30" || h.Calls[0].At != h.Messages[1].At {
		t.Error(got)
	}
	both, err := Join([]*chat.History{zoned, of("signal", "", func() *chat.History { h := talk("1 08:30 me"); h.Zoned = true; return h }())}, berlin)
	if err != nil || !both.Zoned {
		t.Error("instants alone were turned into clocks", err)
	}
}

func TestJoiningKeepsCallsNoticesAndWarnings(t *testing.T) {
	a := &chat.History{Authors: []string{"me"}, Calls: []chat.Call{{At: 5, Author: 0}}, System: 3, DateOrder: "dmy", DateOrderSure: true,
		Warnings: []chat.Warning{{Code: chat.WarnCap, N: 1}}}
	b := &chat.History{Authors: []string{"you", "me"}, Calls: []chat.Call{{At: 5, Author: 1}, {At: 2, Author: -1}}, System: 2, DateOrder: "dmy",
		Warnings: []chat.Warning{{Code: chat.WarnCap, N: 4}, {Code: chat.WarnOverlong, N: 1}}}
	h, err := Join([]*chat.History{a, b}, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, w := range h.Warnings {
		if w.Code == chat.WarnCap {
			n = w.N
		}
	}
	if len(h.Calls) != 2 || h.Calls[0].At != 2 || h.System != 3 || h.DateOrderSure || len(h.Warnings) != 2 || n != 4 {
		t.Errorf("%+v", h)
	}
	b.Format = "telegram"
	if h, err = Join([]*chat.History{a, b}, nil); err != nil || len(h.Calls) != 3 || h.System != 5 {
		t.Errorf("%+v %v", h, err)
	}
}

func TestGathering(t *testing.T) {
	bob := func() *chat.History { return titled("Bob", "7", talk("1 09:00 me", "1 09:01 Bob")) }
	kim := func() *chat.History { return titled("Kim", "8", talk("1 09:00 me", "1 09:01 Kim", "1 09:02 Kim")) }
	older := func() *chat.History { return titled("Robert", "7", talk("2 09:00 me")) }
	text := func() *chat.History { return of("sms", "", talk("5 09:00 me", "5 09:01 Bob")) }
	for says, c := range map[string]struct {
		files [][]*chat.History
		name  string
		want  string // who wrote how much, or the choices
	}{
		"one chat":                                   {[][]*chat.History{{bob()}}, "", "Bob1 me1"},
		"one chat by its name":                       {[][]*chat.History{{bob()}}, "bob ", "Bob1 me1"},
		"one chat by another name":                   {[][]*chat.History{{bob()}}, "Kim", "which: Bob 2"},
		"several chats":                              {[][]*chat.History{{bob(), kim()}}, "", "which: Kim 3, Bob 2"},
		"one of several":                             {[][]*chat.History{{bob(), kim()}}, "Bob", "Bob1 me1"},
		"one that is not there":                      {[][]*chat.History{{bob(), kim()}}, "Sam", "which: Kim 3, Bob 2"},
		"a file with one chat goes with the pick":    {[][]*chat.History{{bob(), kim()}, {text()}}, "Bob", "Bob2 me2"},
		"one key under two titles":                   {[][]*chat.History{{bob(), kim()}, {kim(), older()}}, "bob", "Bob1 me2"},
		"one title in two files of several":          {[][]*chat.History{{bob(), kim()}, {titled("KIM", "9", talk("4 09:00 Kim")), older()}}, "Kim", "Kim3 me1"},
		"two of one name are asked about":            {[][]*chat.History{{kim(), titled("Kim", "9", talk("4 09:00 Kim"))}}, "", "which: Kim 3, Kim (2) 1"},
		"the second of one name":                     {[][]*chat.History{{kim(), titled("Kim", "9", talk("4 09:00 Kim"))}}, "Kim (2)", "Kim1"},
		"files of one chat that are different chats": {[][]*chat.History{{bob()}, {kim()}}, "", "which: Kim 3, Bob 2"},
		"files of one chat without keys":             {[][]*chat.History{{talk("1 09:00 me")}, {talk("2 09:00 you")}}, "", "me1 you1"},
		"exports of one chat in one folder":          {[][]*chat.History{{talk("1 09:00 me", "1 09:01 Bob"), talk("1 09:01 Bob", "2 09:00 me")}}, "", "Bob1 me2"},
		"the same export twice in one folder":        {[][]*chat.History{{talk("1 09:00 me", "1 09:01 Bob"), talk("1 09:00 me", "1 09:01 Bob", "1 09:02 Bob")}}, "", "Bob2 me1"},
		"nothing":                                    {nil, "", "no messages in it"},
		"files of nothing":                           {[][]*chat.History{{}, nil}, "", "no messages in it"},
	} {
		t.Run(says, func(t *testing.T) {
			h, err := Gather(c.files, c.name, nil)
			got := ""
			if which := (*chat.Which)(nil); errors.As(err, &which) {
				var names []string
				for _, x := range which.Choices {
					names = append(names, fmt.Sprint(x.Name, " ", x.Messages))
				}
				got = "which: " + strings.Join(names, ", ")
			} else if err != nil {
				got = err.Error()
			} else {
				got = wrote(h)
			}
			if got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

// drawn is a chat with several messages a minute, some of them alike.
func drawn(t *rapid.T, format string, authors ...string) *chat.History {
	h := &chat.History{Format: format, Authors: authors, DateOrderSure: true}
	at := int64(1_700_000_040)
	for range rapid.IntRange(0, 60).Draw(t, "messages") {
		at += rapid.SampledFrom([]int64{0, 1, 20, 60, 600}).Draw(t, "later")
		h.Messages = append(h.Messages, chat.Message{
			At: at, Runes: rapid.Uint32Range(1, 3).Draw(t, "runes"), Author: uint16(rapid.IntRange(0, len(authors)-1).Draw(t, "author")),
			Kind: rapid.SampledFrom([]chat.Kind{chat.Text, chat.Text, chat.Media}).Draw(t, "kind"),
		})
	}
	return h
}

// cut gives the messages of a time, as an export of a part would.
func cut(h *chat.History, from, to int64) *chat.History {
	out := *h
	out.Messages = nil
	for _, m := range h.Messages {
		if m.At >= from && m.At <= to {
			out.Messages = append(out.Messages, m)
		}
	}
	return &out
}

func TestCutsThatOverlapGiveTheChatAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := drawn(t, "whatsapp", "me", "you")
		if len(whole.Messages) == 0 {
			return
		}
		at := func(what string) int64 { return rapid.SampledFrom(whole.Messages).Draw(t, what).At }
		a, b := at("from"), at("to")
		if a > b {
			a, b = b, a
		}
		files := []*chat.History{cut(whole, 0, b), cut(whole, a, 1<<40)}
		if rapid.Bool().Draw(t, "a third") {
			files = append(files, cut(whole, a, b))
		}
		if rapid.Bool().Draw(t, "newest first") {
			slices.Reverse(files)
		}
		h, err := Join(files, nil)
		if err != nil || wrote(h) != wrote(whole) || len(h.Messages) != len(whole.Messages) {
			t.Fatalf("%s of %s", wrote(h), wrote(whole))
		}
		for i := range h.Messages {
			if h.Messages[i].At != whole.Messages[i].At {
				t.Fatal("times differ")
			}
		}
		sound(t, h)
	})
}

func TestTheOrderOfFilesPlaysNoPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var files []*chat.History
		for range rapid.IntRange(2, 5).Draw(t, "files") {
			h := drawn(t, rapid.SampledFrom([]string{"whatsapp", "whatsapp", "sms"}).Draw(t, "format"), "me", rapid.SampledFrom([]string{"you", "Bob"}).Draw(t, "other"))
			if rapid.Bool().Draw(t, "minutes") {
				for i := range h.Messages {
					h.Messages[i].At -= h.Messages[i].At % 60
				}
			}
			files = append(files, h)
		}
		one, err := Join(files, nil)
		two, again := Join(rapid.Permutation(files).Draw(t, "order"), nil)
		if err != nil || again != nil || wrote(one) != wrote(two) || len(one.Messages) != len(two.Messages) {
			t.Fatalf("%s, or %s", wrote(one), wrote(two))
		}
		sound(t, one)
	})
}

func TestJoiningWithItselfChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawn(t, "whatsapp", "me", "you", "Bob")
		twice, err := Join([]*chat.History{h, h}, nil)
		if err != nil || !slices.Equal(twice.Messages, h.Messages) {
			t.Fatalf("%s of %s", wrote(twice), wrote(h))
		}
	})
}
