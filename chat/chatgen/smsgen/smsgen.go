// Package smsgen writes backups as SMS Backup & Restore does, of phones that
// never were. The conversation is one among others: a second person, a group,
// and what does not count.
//
// It promises the same bytes for the same Plan and a Truth that holds exactly.
// It refuses to be tidy: numbers are written in several ways, characters in
// halves, and pictures lie between the lines.
package smsgen

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"slices"
	"strconv"
	"unicode/utf16"

	"ebb/chat/chatgen"
)

// The numbers of the second author, in all the ways they are written, and of
// others.
var (
	numbers              = []string{"+447700900123", "07700900123", "07700 900123", "+44 7700 900 123"}
	stranger, third, own = "+4915550100222", "+14155550133", "+447700900999"
)

// picture is data that a reader should never look at.
var picture = string(slices.Repeat([]byte("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo"), 40))

type writer struct {
	*bufio.Writer
	chatgen.Plan
	rnd *rand.Rand
}

// Messages writes the backup of messages. A text cannot be edited, taken back
// or empty here: what would be is a text or a picture.
func Messages(w io.Writer, p chatgen.Plan) (chatgen.Truth, error) {
	x, items, truth := start(w, p)
	_, _ = x.WriteString("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!--File Created By SMS Backup & Restore-->\n<smses backup_set=\"1\" type=\"full\">\n")
	var got chatgen.Truth
	for it := range items {
		switch it.Kind {
		case chatgen.Call:
		case chatgen.Notice:
			x.noise(&it)
		case chatgen.Text:
			if x.rnd.IntN(8) == 0 {
				x.mms(&it, it.Text)
			} else {
				x.sms(&it)
			}
		default:
			x.mms(&it, nil)
			got.Media++
		}
	}
	_, _ = x.WriteString("</smses>\n")
	truth.Media, truth.Deleted, truth.Empty, truth.Edited, truth.System = got.Media, 0, 0, 0, 0
	truth.Calls, truth.Missed, truth.CallSeconds, truth.CallsBy = 0, 0, 0, [2]int{}
	return *truth, x.Flush()
}

// Calls writes the backup of calls.
func Calls(w io.Writer, p chatgen.Plan) (chatgen.Truth, error) {
	x, items, truth := start(w, p)
	_, _ = x.WriteString("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<calls>\n")
	for it := range items {
		if it.Kind != chatgen.Call {
			continue
		}
		kind := 1 + (1 - it.Author)
		if it.Missed && it.Author == 1 {
			kind = []int{3, 5}[it.Pick%2]
		}
		fmt.Fprintf(x, "  <call number=\"%s\" duration=\"%d\" date=\"%d\" type=\"%d\" presentation=\"1\" subscription_id=\"null\" contact_name=\"%s\" />\n",
			x.number(), it.Seconds, it.At.UnixMilli(), kind, x.Authors[1])
		if it.Pick%5 == 0 {
			fmt.Fprintf(x, "  <call number=\"-2\" duration=\"0\" date=\"%d\" type=\"3\" presentation=\"2\" contact_name=\"(Unknown)\" />\n", it.At.UnixMilli())
		}
	}
	_, _ = x.WriteString("</calls>\n")
	return *truth, x.Flush()
}

func start(w io.Writer, p chatgen.Plan) (*writer, iter.Seq[chatgen.Item], *chatgen.Truth) {
	if p.Authors[1] == "" {
		p.Authors = [2]string{"Me", "Bob"}
	}
	items, truth := chatgen.Items(p)
	return &writer{Writer: bufio.NewWriterSize(w, 1<<16), Plan: p, rnd: rand.New(rand.NewPCG(p.Seed, 2))}, items, truth
}

func (x *writer) number() string { return numbers[x.rnd.IntN(len(numbers))] }

// sms writes a text.
func (x *writer) sms(it *chatgen.Item) {
	x.put("  <sms protocol=\"0\" address=\"", x.number(), "\" date=\"", millis(it), "\" type=\"", strconv.Itoa(2-it.Author), "\" subject=\"null\" body=\"")
	x.escape(it.Text)
	x.put("\" toa=\"null\" sc_toa=\"null\" service_center=\"null\" read=\"1\" status=\"-1\" locked=\"0\" date_sent=\"0\" sub_id=\"1\" readable_date=\"", it.At.Format("2 Jan 2006 3:04:05 PM"), "\" contact_name=\"", x.Authors[1], "\" />\n")
}

// mms writes a picture, or a text in the shape of one.
func (x *writer) mms(it *chatgen.Item, text []byte) {
	n := x.number()
	x.put("  <mms date=\"", millis(it), "\" rr=\"null\" ct_t=\"application/vnd.wap.multipart.related\" msg_box=\"", strconv.Itoa(2-it.Author), "\" address=\"", n, "\" m_type=\"", []string{"128", "132"}[it.Author], "\" contact_name=\"", x.Authors[1], "\">\n    <parts>\n")
	x.put("      <part seq=\"-1\" ct=\"application/smil\" name=\"smil.xml\" text=\"&lt;smil&gt;&lt;body/&gt;&lt;/smil&gt;\" />\n")
	if text == nil {
		x.put("      <part seq=\"0\" ct=\"image/jpeg\" name=\"1.jpg\" text=\"null\" data=\"", picture, "\" />\n")
	} else {
		x.put("      <part seq=\"0\" ct=\"text/plain\" name=\"null\" text=\"")
		x.escape(text)
		x.put("\" />\n")
	}
	x.put("    </parts>\n    <addrs>\n")
	if it.Author == 0 {
		x.put("      <addr address=\"insert-address-token\" type=\"137\" charset=\"106\" />\n      <addr address=\"", n, "\" type=\"151\" charset=\"106\" />\n")
	} else {
		x.put("      <addr address=\"", n, "\" type=\"137\" charset=\"106\" />\n      <addr address=\"", own, "\" type=\"151\" charset=\"106\" />\n")
	}
	x.put("    </addrs>\n  </mms>\n")
}

// noise writes what belongs to nobody's count: a draft, one that failed,
// another person's text, and a picture to two people.
func (x *writer) noise(it *chatgen.Item) {
	for _, kind := range []string{"3", "4", "5", "6"} {
		x.put("  <sms address=\"", x.number(), "\" date=\"", millis(it), "\" type=\"", kind, "\" body=\"grey\" contact_name=\"", x.Authors[1], "\" />\n")
	}
	x.put("  <sms address=\"", stranger, "\" date=\"", millis(it), "\" type=\"1\" body=\"teal &#0;&#11;\" contact_name=\"(Unknown)\" />\n")
	for _, sender := range []string{numbers[0], third} {
		x.put("  <mms date=\"", millis(it), "\" msg_box=\"1\" address=\"", third, "~", numbers[1], "\" m_type=\"132\" contact_name=\"(Unknown)\"><parts><part ct=\"text/plain\" text=\"rain\" /></parts><addrs><addr address=\"",
			sender, "\" type=\"137\" /><addr address=\"", own, "\" type=\"151\" /><addr address=\"", third, "\" type=\"130\" /></addrs></mms>\n")
	}
}

func (x *writer) put(parts ...string) {
	for _, s := range parts {
		_, _ = x.WriteString(s)
	}
}

func millis(it *chatgen.Item) string { return strconv.FormatInt(it.At.UnixMilli(), 10) }

// escape writes a text as the app does: what is beyond 16 bits in halves.
func (x *writer) escape(text []byte) {
	for _, r := range string(text) {
		switch {
		case r > 0xffff:
			a, b := utf16.EncodeRune(r)
			fmt.Fprintf(x, "&#%d;&#%d;", a, b)
		case r == '\n':
			x.put("&#10;")
		case r == '&':
			x.put("&amp;")
		default:
			_, _ = x.WriteRune(r)
		}
	}
}
