package tags_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"ebb/chat/sms/tags"
)

func TestReferencesAreRepaired(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"nothing to do", "teal", "teal"},
		{"the five names", "&lt;&gt;&amp;&quot;&apos;", `<>&"'`},
		{"in tens and in sixteens", "&#65;&#x42;&#X43;&#x6a;&#x6A;", "ABCjj"},
		{"two halves", "&#55357;&#56841;", "😉"},
		{"two halves in sixteens", "&#xD83D;&#xde09;", "😉"},
		{"a first half alone", "a&#55357;b", "a\ufffdb"},
		{"a second half alone", "a&#56841;b", "a\ufffdb"},
		{"halves the wrong way round", "&#56841;&#55357;", "\ufffd\ufffd"},
		{"two first halves", "&#55357;&#55357;&#56841;", "\ufffd😉"},
		{"a half at the end", "a&#55357;", "a\ufffd"},
		{"a half before a letter beyond ASCII", "&#55357;ü", "\ufffdü"},
		{"what no text may hold", "a&#0;b&#11;c&#31;d&#65534;e&#xFFFF;f&#x110000;g&#99999999;h", "abcdefgh"},
		{"control characters as they are", "a\x00b\x0bc\x1bd", "abcd"},
		{"a line end", "a&#10;b", "a\nb"},
		{"a line end of two", "a&#13;&#10;b", "a\nb"},
		{"line ends as they are", "a\nb\r\nc\td", "a b c d"},
		{"names that do not exist", "&nbsp;&x;&;& &#;&#x;&#12a;&#xg;&#:;&#x:;", "&nbsp;&x;&;& &#;&#x;&#12a;&#xg;&#:;&#x:;"},
		{"no end", "&#65", "&#65"},
		{"an end too far", "&#00000000000065;", "&#00000000000065;"},
		{"bytes that are no UTF-8", "a\xffb&#65;", "a\xffbA"},
	} {
		if got := string(tags.Resolve([]byte(c.in))); got != c.want {
			t.Errorf("%s: %q is %q, not %q", c.what, c.in, got, c.want)
		}
	}
}

// keep keeps a, b and c.
func keep(name []byte) int {
	if len(name) == 1 && name[0] >= 'a' && name[0] <= 'c' {
		return int(name[0] - 'a')
	}
	return -1
}

// read writes down what a reader finds.
func read(r io.Reader) (out string, x *tags.Reader) {
	x = tags.New(r, keep)
	var b strings.Builder
	for range 1000 {
		err := x.Next()
		if err != nil {
			fmt.Fprintf(&b, "%v", err)
			if errors.Is(err, tags.ErrDamaged) {
				b.WriteString(" ")
				continue
			}
			break
		}
		switch {
		case x.End:
			fmt.Fprintf(&b, "/%s ", x.Name)
			continue
		case x.Bare:
			b.WriteString(".")
		}
		fmt.Fprintf(&b, "%s", x.Name)
		for i := range 3 {
			if v := x.Attr(i); v != nil {
				fmt.Fprintf(&b, " %c=%.20s", 'a'+i, v)
			}
		}
		b.WriteString(" ")
	}
	return b.String(), x
}

func TestTagsAreRead(t *testing.T) {
	long := strings.Repeat("QUJD", 100_000)
	for _, c := range []struct{ what, in, want string }{
		{"a tag in a tag", `<x a="1"><y b='2' z="3"/></x>`, "x a=1 .y b=2 /x EOF"},
		{"blanks everywhere", "<x\n a =\t\"1\"\r\n>\n<y />\n</x >", "x a=1 .y /x EOF"},
		{"a comment, a declaration, marked text", "<?xml a='?'?><!-- <y> --><x><![CDATA[<y>]]></x>", "x /x EOF"},
		{"a > in a value", `<x a="1>2"/>`, ".x a=1>2 EOF"},
		{"a long value that nobody wants", `<x a="1" data="` + long + `" b="2"/>`, ".x a=1 b=2 EOF"},
		{"a name from before is gone", `<x a="1"/><x b="1"/>`, ".x a=1 .x b=1 EOF"},
		{"a value without its end costs one tag", "<r><x a=\"1/>\n<y a=\"2\"/></r>", "r a broken tag .y a=2 /r EOF"},
		{"a quote too many costs one tag", `<r><x a="1"2"/><y/></r>`, "r a broken tag .y /r EOF"},
		{"a tag that never ends costs one", `<r><x a="1" <y/></r>`, "r a broken tag .y /r EOF"},
		{"an attribute without a value", `<x a/><y/>`, "a broken tag .y EOF"},
		{"text between tags", `<r>blue<y/></r>`, "r a broken tag .y /r EOF"},
		{"an end with a value broken", `<x></x/><y/>`, "x a broken tag .y EOF"},
		{"an empty tag", `<><y/>`, "a broken tag .y EOF"},
		{"a name without end", "<" + long + "/><y/>", "a broken tag .y EOF"},
		{"the file ends in a name", `<x/><y`, ".x the file breaks off"},
		{"the file ends in a value", `<x/><y a="1`, ".x the file breaks off"},
		{"the file ends in a comment", `<x/><!-- `, ".x the file breaks off"},
		{"the file ends in text", `<x/>blue`, ".x the file breaks off"},
		{"a document type", `<!DOCTYPE x [<!ENTITY y "z">]><x/>`, "it defines a document type"},
		{"depth", strings.Repeat("<x>", 33), strings.Repeat("x ", 32) + "nested too deep"},
		{"ends without starts", strings.Repeat("</x>", 3) + "<y/>", "/x /x /x .y EOF"},
	} {
		if got, _ := read(strings.NewReader(c.in)); got != c.want {
			t.Errorf("%s: got  %s\nwant %s", c.what, got, c.want)
		}
		if got, _ := read(iotest.OneByteReader(strings.NewReader(c.in))); got != c.want {
			t.Errorf("%s, byte by byte: got  %s\nwant %s", c.what, got, c.want)
		}
	}
	if _, x := read(strings.NewReader("<x>\n\n<y/>\n")); x.Line() != 4 {
		t.Errorf("line %d of 4", x.Line())
	}
	if got, _ := read(iotest.ErrReader(errors.New("out of order"))); got != "out of order" {
		t.Error(got)
	}
}

// No attribute costs memory, wanted or not.
func TestMemoryStaysSmall(t *testing.T) {
	for _, name := range []string{"a", "data"} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, x := read(io.MultiReader(strings.NewReader("<x "+name+`="`), io.LimitReader(endless('Q'), 64<<20), strings.NewReader(`"/><y b="1"/>`)))
		runtime.ReadMemStats(&after)
		if !strings.HasSuffix(got, ".y b=1 EOF") || (name == "a") != (x.Overlong == 1) {
			t.Errorf("%s: %s, %d cut", name, got, x.Overlong)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 8 {
			t.Errorf("%s: %d MiB", name, mb)
		}
	}
}

type endless byte

func (e endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(e)
	}
	return len(b), nil
}

// FuzzTags holds for any bytes: no panic, no dependence on how they arrive,
// and what the standard library reads is read alike.
func FuzzTags(f *testing.F) {
	for _, s := range []string{`<x a="1"><y b='&#55357;&#56841;'/></x>`, `<?xml?><!-- --><x c="` + "\r\n" + `"/>`, `<x a="1`, `<x a="1"2"/>`, `<r>text<y/></r>`, `<!DOCTYPE x>`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		one, _ := read(bytes.NewReader(in))
		two, _ := read(iotest.HalfReader(bytes.NewReader(in)))
		if one != two {
			t.Fatalf("%s\nor %s", one, two)
		}
		if want, ok := standard(in); ok && one != want {
			t.Fatalf("got  %q\nwant %q", one, want)
		}
	})
}

// standard is what encoding/xml makes of the same; false where it knows
// better or worse.
func standard(in []byte) (string, bool) {
	if bytes.Contains(in, []byte("<!")) || bytes.Contains(in, []byte("<?")) || bytes.ContainsAny(in, "&\r\n\t:") || !utf8.Valid(in) {
		return "", false
	}
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(in))
	for depth, ended := 0, false; ; {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) && depth == 0 {
			return b.String() + "EOF", true
		}
		if err != nil {
			return "", false
		}
		switch x := tok.(type) {
		case xml.CharData:
			if len(bytes.Trim(x, " \t\r\n")) > 0 { // XML knows no other white space
				return "", false
			}
		case xml.EndElement:
			if depth--; depth < 0 {
				return "", false
			}
			if !ended { // that of a bare tag is no token here
				fmt.Fprintf(&b, "/%s ", x.Name.Local)
			}
			ended = false
		case xml.StartElement:
			if depth++; depth > tags.MaxDepth || len(x.Name.Local) > 64 {
				return "", false
			}
			bare := in[d.InputOffset()-2] == '/'
			if ended = bare; bare {
				b.WriteByte('.')
			}
			b.WriteString(x.Name.Local)
			var last [3]string
			for _, a := range x.Attr {
				if len(a.Name.Local) > 64 {
					return "", false
				}
				if i := keep([]byte(a.Name.Local)); i >= 0 {
					last[i] = a.Value
				}
			}
			for i, v := range last {
				if v != "" {
					fmt.Fprintf(&b, " %c=%.20s", 'a'+i, v)
				}
			}
			b.WriteByte(' ')
		}
	}
}

// FuzzReferences holds for any value: it never grows, is done once it is done,
// and what the standard library can resolve is resolved alike.
func FuzzReferences(f *testing.F) {
	for _, s := range []string{"&#55357;&#56841;", "&#0;&#11;", "&lt;&amp;", "a&#xD83D;b", "\x00\r\n", "&#x1F609;"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		out := tags.Resolve(bytes.Clone(in))
		if len(out) > len(in) {
			t.Fatalf("%q grows to %q", in, out)
		}
		if utf8.Valid(in) && !utf8.Valid(out) {
			t.Fatalf("%q is no text any more: %q", in, out)
		}
		if bytes.ContainsAny(out, "\x00\x01\x08\x0b\x0c\x0e\x1f") {
			t.Fatalf("%q holds a control character: %q", in, out)
		}
		if bytes.ContainsAny(in, "<\"\r\n\t") || !utf8.Valid(in) {
			return
		}
		var x struct {
			A string `xml:"a,attr"`
		}
		if xml.Unmarshal([]byte(`<x a="`+string(in)+`"/>`), &x) != nil || strings.Contains(x.A, "\ufffd") || strings.Contains(x.A, "\r\n") {
			return
		}
		if string(out) != x.A {
			t.Fatalf("%q is %q, not %q", in, out, x.A)
		}
	})
}
