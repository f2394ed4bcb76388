package typedstream_test

import (
	"errors"
	"strings"
	"testing"

	"ebb/chat/chatgen/chatdb"
	"ebb/chat/imessage/typedstream"
)

func TestTextsComeOutWhole(t *testing.T) {
	for what, text := range map[string]string{
		"nothing":                       "",
		"one letter":                    "a",
		"127 bytes":                     strings.Repeat("b", 127),
		"128 bytes":                     strings.Repeat("b", 128),
		"149 bytes":                     strings.Repeat("b", 149),
		"300 bytes":                     strings.Repeat("blue ", 60),
		"32,767 bytes":                  strings.Repeat("g", 32767),
		"32,768 bytes":                  strings.Repeat("g", 32768),
		"65,536 bytes":                  strings.Repeat("g", 65536),
		"a letter with 86 84 in it":     "rain \U0001f184 and snow",
		"an attachment between":         "\ufffcrain\ufffcsnow",
		"the name of a class":           "NSString\x01\x94\x84\x01+\x05wrong",
		"what looks like an end":        "fog\u0006\u0004",
		"emoji of several, and accents": "👩‍👩‍👧 grün 虹",
	} {
		for _, mutable := range []bool{false, true} {
			got, err := typedstream.Text(chatdb.Body(text, mutable))
			if err != nil || string(got) != text {
				t.Errorf("%s (mutable %v): got %d bytes of %d, %v", what, mutable, len(got), len(text), err)
			}
		}
	}
}

func TestATextThatIsCutShortIsGivenAsFarAsItGoes(t *testing.T) {
	whole := chatdb.Body(strings.Repeat("rain ", 100), true)
	if got, err := typedstream.Text(whole[:200]); err != nil || !strings.HasPrefix(string(got), "rain rain") || len(got) >= 500 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestWhatIsNoAttributedStringIsRefused(t *testing.T) {
	body := chatdb.Body("rain", false)
	head := string(body[:16])
	deep := head + "\x84\x01@" + strings.Repeat("\x84\x84\x84\x01A\x00\x85\x84\x01@", 50)
	for what, b := range map[string]string{
		"nothing":                   "",
		"another signature":         strings.Replace(string(body), "streamtyped", "streamtypes", 1),
		"the version before":        "\x03" + string(body[1:]),
		"a head alone":              head,
		"no string in it":           head + "\x84\x01i\x05",
		"a place that is not there": head + "\x84\x01@\xa0",
		"a name that is not there":  head + "\xa0",
		"an unknown type":           head + "\x84\x01z\x05",
		"an array without an end":   head + "\x84\x03[9i\x05",
		"a huge array":              head + "\x84\x0b[999999999i]\x05",
		"a length below nothing":    strings.Replace(string(body), "+\x04rain", "+\x82\xff\xff\xff\xff", 1),
		"an object in an object":    deep,
		"a class of itself":         head + "\x84\x01@\x84\x93\x84\x01+\x01a",
	} {
		if got, err := typedstream.Text([]byte(b)); !errors.Is(err, typedstream.ErrForm) {
			t.Errorf("%s: %q, %v", what, got, err)
		}
	}
}

func TestTheOtherByteOrder(t *testing.T) {
	b := []byte("\x04\x0btypedstream\x81\x03\xe8\x84\x01@\x84\x84\x84\x08NSString\x01\x85\x84\x01+\x81\x00\x04rain\x86")
	if got, err := typedstream.Text(b); string(got) != "rain" {
		t.Errorf("%q, %v", got, err)
	}
}

// Values of every type may stand before the text.
func TestValuesBeforeTheText(t *testing.T) {
	head := string(chatdb.Body("", false)[:16])
	for what, before := range map[string]string{
		"numbers":     "\x84\x05cCsil\x01\x02\x81\x00\x01\x82\x00\x00\x01\x00\x05",
		"floats":      "\x84\x03fdf\x83\x00\x00\x80\x3f\x83\x00\x00\x00\x00\x00\x00\x00\x00\x05",
		"an array":    "\x84\x04[3i]\x01\x02\x03",
		"bytes":       "\x84\x05[10c]0123456789",
		"a structure": "\x84\x0d{_NSRange=iI}\x01\x02",
		"a C string":  "\x84\x01*\x84\x84\x03abc",
		"an atom":     "\x84\x01%\x84\x03abc",
		"a selector":  "\x84\x01:\x84\x03abc",
		"nothings":    "\x84\x03@*+\x85\x85\x85",
		"a class":     "\x84\x01#\x84\x84\x01A\x00\x85",
		"data":        "\x84\x01+\x03abc",
	} {
		b := head + before + "\x84\x01@\x84\x84\x84\x08NSString\x01\x85\x84\x01+\x04rain\x86"
		if got, err := typedstream.Text([]byte(b)); string(got) != "rain" {
			t.Errorf("%s: %q, %v", what, got, err)
		}
	}
}

func FuzzTypedStream(f *testing.F) {
	f.Add(chatdb.Body("rain", false))
	f.Add(chatdb.Body(strings.Repeat("blue ", 60), true))
	f.Add([]byte("\x04\x0btypedstream\x81\x03\xe8\x84\x01@\x84\x84\x84\x08NSString\x01\x85\x84\x01+\x04rain\x86"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := typedstream.Text(b)
		if err != nil && (got != nil || !errors.Is(err, typedstream.ErrForm)) {
			t.Errorf("%q, %v", got, err)
		}
		if len(got) > len(b) {
			t.Errorf("%d bytes out of %d", len(got), len(b))
		}
	})
}

func BenchmarkText(b *testing.B) {
	body := chatdb.Body("rain and snow and fog", true)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := typedstream.Text(body); err != nil {
			b.Fatal(err)
		}
	}
}
