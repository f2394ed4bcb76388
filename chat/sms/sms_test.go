package sms_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ebb/chat"
	"ebb/chat/sms"
)

// digest says what was found, one chat after another.
func digest(all []*chat.History, err error) string {
	var f *chat.Failure
	if errors.As(err, &f) {
		return fmt.Sprintf("line %d: %v", f.Line, f.Cause)
	}
	var b strings.Builder
	for i, h := range all {
		if i > 0 {
			b.WriteString(" | ")
		}
		fmt.Fprintf(&b, "%s:", h.Chat)
		for _, m := range h.Messages {
			fmt.Fprintf(&b, " %s%s%d", h.Authors[m.Author], []string{"", "*", "x", "-"}[m.Kind], m.Runes)
			if m.Flags&chat.Asks != 0 {
				b.WriteString("?")
			}
		}
		for _, c := range h.Calls {
			fmt.Fprintf(&b, " %s~%d", h.Authors[c.Author], c.Seconds)
			if c.Missed {
				b.WriteString("!")
			}
		}
		for _, w := range h.Warnings {
			fmt.Fprintf(&b, " (%s %d)", w.Code, w.N)
		}
	}
	return b.String()
}

func decode(file string) ([]*chat.History, error) {
	return sms.Format{}.Decode(strings.NewReader(file), chat.Options{})
}

// in and out are a text from and to Bob.
func in(body string) string  { return one("1", body) }
func out(body string) string { return one("2", body) }
func one(kind, body string) string {
	return `<sms address="+447700900123" date="1600000000000" type="` + kind + `" body="` + body + `" contact_name="Bob" />` + "\n"
}

func smses(inside ...string) string {
	return "<?xml version='1.0'?>\n<smses>\n" + strings.Join(inside, "") + "</smses>\n"
}
func calls(inside ...string) string { return "<calls>" + strings.Join(inside, "") + "</calls>" }

func mms(attrs, parts, addrs string) string {
	return `<mms date="1600000000000" ` + attrs + `><parts>` + parts + `</parts><addrs>` + addrs + `</addrs></mms>`
}

const (
	text    = `<part ct="text/plain" text="teal" />`
	photo   = `<part ct="image/jpeg" text="null" data="QUJD" />`
	smil    = `<part ct="application/smil" text="&lt;smil/&gt;" />`
	fromBob = `<addr address="07700900123" type="137" />`
	fromKim = `<addr address="+14155550133" type="137" />`
	toMe    = `<addr address="+447700900999" type="151" />`
	bob     = `address="+447700900123" contact_name="Bob" `
	group   = `address="+14155550133~07700900123" `
)

type trap struct{ what, file, want string }

var traps = []trap{
	{"what came and what went", smses(in("teal"), out("ok?")), "Bob: Bob4 Me3?"},
	{"what was never sent", smses(one("3", "a"), one("4", "a"), one("5", "a"), one("6", "a"), in("teal")), "Bob: Bob4"},
	{"emoji in halves count once", smses(in("&#55357;&#56841;")), "Bob: Bob1"},
	{"characters that no text may hold", smses(in("&#0;a&#11;"), in("b\x00\x1b")), "Bob: Bob1 Bob1"},
	{"no text", smses(in(""), in("null")), "Bob: Bob-0 Bob-0"},
	{"one person, three ways of writing", smses(in("a"), `<sms address="07700 900 123" date="1600000000001" type="2" body="bb" contact_name="null" />`, `<sms address="07700900123" date="1500000000000" type="1" body="ccc" />`), "Bob: Bob3 Bob1 Me2"},
	{"nobody knows the name", smses(`<sms address="07700900123" date="1600000000000" type="1" body="a" contact_name="(Unknown)" />`), "07700900123: 077009001231"},
	{"somebody is called Me", smses(strings.ReplaceAll(in("a")+out("bb"), "Bob", "Me")), "Me: Me (2)1 Me2"},
	{"services are not merged", smses(`<sms address="70123" date="1600000000000" type="1" body="a" />`, `<sms address="BlueBank" date="1600000000000" type="1" body="a" />`), "70123: 701231 | BlueBank: BlueBank1"},
	{"a picture", smses(mms(bob+`msg_box="1"`, smil+photo, fromBob+toMe)), "Bob: Bob*0"},
	{"a picture with words", smses(mms(bob+`msg_box="2"`, smil+text+photo, "")), "Bob: Me*4"},
	{"two texts in one", smses(mms(bob+`msg_box="1"`, text+text, fromBob)), "Bob: Bob9"},
	{"a text part without text", smses(mms(bob+`msg_box="1"`, `<part ct="text/plain" text="null" />`, fromBob)), "Bob: Bob-0"},
	{"a picture that was never fetched", smses(`<mms date="1600000000000" msg_box="1" m_type="130" ` + bob + `/>`), "Bob: Bob-0"},
	{"a report that one was read", smses(mms(bob+`msg_box="1" m_type="134"`, "", ""), in("a")), "Bob: Bob1"},
	{"a picture in the drafts", smses(mms(bob+`msg_box="3"`, photo, ""), in("a")), "Bob: Bob1"},
	{"no box, but a kind", smses(mms(bob+`m_type="128"`, text, ""), mms(bob+`m_type="132"`, text, "")), "Bob: Me4 Bob4"},
	{"no address but those who sent and got it", smses(in("a"), mms(`address="null" msg_box="1"`, text, fromBob+toMe)), "Bob: Bob1 Bob4"},
	{"a group", smses(in("a"), mms(group+`msg_box="1" contact_name="Colours"`, text, fromKim+toMe), mms(group+`msg_box="1"`, text, fromBob), mms(group+`msg_box="2"`, text, `<addr address="insert-address-token" type="137" />`)),
		"Bob: Bob1 | Colours: +141555501334 Bob4 Me4 (group 3)"},
	{"a group that names the owner too", smses(mms(bob+`msg_box="1"`, text, fromBob+toMe), mms(`address="+447700900999~+447700900123" msg_box="1"`, text, fromBob)), "Bob: Bob4 Bob4"},
	{"a group message that the owner sent from elsewhere", smses(mms(bob+`msg_box="1"`, text, fromBob+toMe), mms(group+`msg_box="1" contact_name="Colours"`, text, `<addr address="07700900999" type="137" />`)), "Bob: Bob4 | Colours: Me4"},
	{"a number that is said to be the owner's, but has a thread of its own", smses(mms(bob+`msg_box="1"`, text, fromBob+`<addr address="+14155550133" type="151" />`), `<sms address="+14155550133" date="1600000000000" type="1" body="a" contact_name="Kim" />`, mms(group+`msg_box="1" contact_name="Colours"`, text, fromKim)),
		"Bob: Bob4 | Kim: Kim1 | Colours: Kim4"},
	{"a text from one of two", smses(in("a"), `<sms address="07700900123~+14155550133" date="1600000000000" type="1" body="a" />`), "Bob: Bob1 (damaged 1)"},
	{"a group message from nobody", smses(in("a"), mms(group+`msg_box="1"`, text, "")), "Bob: Bob1 (damaged 1)"},
	{"calls", calls(
		`<call number="07700900123" duration="60" date="1600000000000" type="1" contact_name="Bob" />`,
		`<call number="07700900123" duration="9" date="1600000001000" type="2" />`,
		`<call number="07700900123" duration="0" date="1600000002000" type="2" />`,
		`<call number="07700900123" duration="0" date="1600000003000" type="3" />`,
		`<call number="07700900123" duration="0" date="1600000004000" type="5" />`,
		`<call number="-2" duration="0" date="1600000005000" type="3" presentation="2" />`,
		`<call number="" duration="0" date="1600000005000" type="3" presentation="2" />`), "Bob: Bob~60 Me~9 Me~0! Bob~0! Bob~0!"},
	{"two files in one", smses(in("a")) + calls(`<call number="07700900123" duration="60" date="1600000000000" type="1" />`), "Bob: Bob1 Bob~60"},

	{"one broken message costs itself", smses(in("a"), `<sms address="07700900123" date="16" body="b"c" type="1" />`, in("d")), "Bob: Bob1 Bob1 (damaged 1)"},
	{"a message without its end", smses(in("a"), `<sms address="07700900123" body="b`+"\n", in("d")), "Bob: Bob1 Bob1 (damaged 1)"},
	{"no time, no kind, nobody", smses(in("a"), `<sms address="1" type="1" /><sms address="1" date="x" type="1" /><sms date="1600000000000" type="1" /><sms address="1" date="1600000000000" /><mms msg_box="1" `+bob+`/>`), "Bob: Bob1 (damaged 5)"},
	{"a broken part costs its message", smses(in("a"), mms(bob+`msg_box="1"`, text+`<part "/>`, fromBob), in("d")), "Bob: Bob1 Bob1 (damaged 1)"},
	{"a picture message without its end", smses(`<mms date="1600000000000" msg_box="1" `+bob+`><parts>`+text, in("d")), "Bob: Bob4 Bob1"},
	{"fewer than announced", strings.Replace(smses(in("a")), "<smses>", `<smses count="4">`, 1), "Bob: Bob1 (damaged 3)"},
	{"as many as announced", strings.Replace(smses(in("a"), one("3", "b")), "<smses>", `<smses count="2">`, 1), "Bob: Bob1"},
	{"the file breaks off between two", "<smses>" + in("a"), "Bob: Bob1 (torn 1)"},
	{"the file breaks off in one", "<smses>" + in("a") + `<sms address="07700900123" bo`, "Bob: Bob1 (torn 1)"},
	{"the file breaks off in a picture", "<smses>" + in("a") + `<mms msg_box="1" ` + bob + `><parts><part ct="image/png" data="QUJD`, "Bob: Bob1 (torn 1)"},
	{"the file ends in zeros", "<smses>" + in("a") + strings.Repeat("\x00", 1000), "Bob: Bob1 (torn 1)"},
	{"another chat behind it", smses(in("a")) + "1/29/18, 9:24 PM - Kim: teal\n", "Bob: Bob1 (torn 1)"},
	{"a text of two megabytes", smses(in(strings.Repeat("b", 2<<20))), fmt.Sprintf("Bob: Bob%d (overlong 1)", (1<<20-len("+44770090012316000000000001"))/2)},
	{"nothing counts", smses(one("3", "a")), "line 5: no messages in it"},
	{"nothing at all", smses(), "line 4: no messages in it"},
	{"entities", `<!DOCTYPE smses [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><smses>` + in("&b;") + `</smses>`, "line 1: not a chat export"},
	{"depth at once", "<smses>" + strings.Repeat("<a>", 100), "line 1: not a chat export"},
	{"depth later on", "<smses>" + in("a") + strings.Repeat("<a>", 100), "Bob: Bob1 (torn 1)"},
	{"a web page", "<html><body>teal</body></html>", "line 1: not a chat export"},
}

func TestTraps(t *testing.T) {
	for _, c := range traps {
		if got := digest(decode(c.file)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.what, got, c.want)
		}
	}
}

func TestTimesAreInstants(t *testing.T) {
	h, err := chat.One(decode(smses(in("a"))))
	if err != nil || !h.Zoned || !h.Messages[0].Time().Equal(time.UnixMilli(1600000000000)) || h.Owner != "Me" || h.Format != "sms" {
		t.Errorf("%+v, %v", h, err)
	}
}

// Some phones hand out the times of picture messages as they keep them.
func TestTimesMayBeInSeconds(t *testing.T) {
	h, err := chat.One(decode(smses(strings.Replace(in("a"), "1600000000000", "1600000000", 1))))
	if err != nil || !h.Messages[0].Time().Equal(time.Unix(1600000000, 0)) {
		t.Errorf("%+v, %v", h, err)
	}
}

// Messages and calls of one person have one key, also in two files.
func TestFilesOfOnePhoneJoin(t *testing.T) {
	a, err := chat.One(decode(smses(in("a"))))
	if err != nil {
		t.Fatal(err)
	}
	b, err := chat.One(decode(calls(`<call number="07700 900123" duration="60" date="1600000000000" type="1" />`)))
	if err != nil || a.Key == "" || a.Key != b.Key {
		t.Errorf("%q and %q, %v", a.Key, b.Key, err)
	}
}

func TestDetectLooksAtTheFirstElement(t *testing.T) {
	for _, c := range []struct {
		head string
		sure bool
	}{
		{smses(), true},
		{calls(), true},
		{"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created By SMS Backup & Restore v10.05-->\n<?xml-stylesheet href=\"sms.xsl\"?>\n<smses count=\"2\"", true},
		{"<!DOCTYPE smses [<!ENTITY a \"aaaa\">]>\n<smses>", true},
		{"<smsesx>", false},
		{"<html><smses>", false},
		{"teal <smses>", false},
		{"{\"a\": \"<smses>\"}", false},
		{"<", false},
		{"<?", false},
		{"", false},
	} {
		if got := (sms.Format{}).Detect([]byte(c.head)); (got >= 90) != c.sure || !c.sure && got > 0 {
			t.Errorf("%q: %d", c.head, got)
		}
	}
}
