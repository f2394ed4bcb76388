package jsonread

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// value reads any value into what encoding/json would make of it.
func value(r *Reader) any {
	switch r.Kind() {
	case '{':
		out := map[string]any{}
		_ = r.Object(func(key []byte) error {
			k := string(key)
			out[k] = value(r)
			return nil
		})
		return out
	case '[':
		out := []any{}
		_ = r.Array(func() error {
			out = append(out, value(r))
			return nil
		})
		return out
	case '"':
		return string(r.Text())
	case '0':
		x, _ := r.Float()
		return x
	case 't', 'f':
		return r.Bool()
	}
	r.Skip()
	return nil
}

func TestAReaderGivesWhatTheTextHolds(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       any
	}{
		{"an object", `{"a":1,"b":[true,false,null],"c":{"d":"e"}}`, map[string]any{"a": 1.0, "b": []any{true, false, nil}, "c": map[string]any{"d": "e"}}},
		{"blanks everywhere", " {\r\n\t\"a\" : [ ] , \"b\":\n{ } } ", map[string]any{"a": []any{}, "b": map[string]any{}}},
		{"every escape", `"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"`, "\"\\/\b\f\n\r\té😀"},
		{"a key with escapes", `{"\u0061\"":"x"}`, map[string]any{`a"`: "x"}},
		{"an escape that Telegram invented", `"a\x1Fb\x0cc"`, "a\x1fb\x0cc"},
		{"two backslashes and an x", `"\\x1F"`, `\x1F`},
		{"an escape that nobody knows", `"\q\é"`, "qé"},
		{"half a surrogate", `"\ud83dx\ude00\ud83d\ud83d\ude00"`, "�x��😀"},
		{"an escape without its digits", `"\u12 \x"`, "�12 x"},
		{"raw control characters", "\"a\nb\x01\x00c\"", "a\nb\x01\x00c"},
		{"bytes that are no UTF-8", "\"a\xff\xc3b\"", "a��b"},
		{"one comma too many", `[1,2,]`, []any{1.0, 2.0}},
		{"numbers", `[0,-1,1.5,1e3,-2.5E-1]`, []any{0.0, -1.0, 1.5, 1000.0, -0.25}},
		{"an id without quotes", "{\"a\": stickers/red (2).webm\n,\"b\":1}", map[string]any{"a": 0.0, "b": 1.0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for what, in := range map[string]io.Reader{"at once": strings.NewReader(c.text), "byte by byte": iotest.OneByteReader(strings.NewReader(c.text))} {
				r := New(in)
				if got := value(r); !reflect.DeepEqual(got, c.want) || r.Err() != nil || r.More() {
					t.Errorf("%s: %#v, %v; want %#v", what, got, r.Err(), c.want)
				}
			}
		})
	}
}

func TestNumbersAreReadFromStringsToo(t *testing.T) {
	for text, want := range map[string]int64{
		`1652135033`: 1652135033, `"1652135033"`: 1652135033, `-7`: -7, `12.9`: 12, `1e3`: 1000, `"0"`: 0,
		`9223372036854775807`: math.MaxInt64, `-9223372036854775808`: math.MinInt64,
	} {
		if got, ok := New(strings.NewReader(text)).Int(); !ok || got != want {
			t.Errorf("%s: %d, %v", text, got, ok)
		}
	}
	for _, text := range []string{``, `""`, `"x"`, `null`, `true`, `[1]`, `-`, `"1 2"`, `9223372036854775808`, `1e40`, `"--1"`, `"-"`} {
		if got, ok := New(strings.NewReader(text)).Int(); ok {
			t.Errorf("%s is no number: %d", text, got)
		}
	}
}

func TestWhatIsOfAnotherKindIsSkipped(t *testing.T) {
	r := New(strings.NewReader(`[{"a":[1]}, "text", 5, [1,[2]], {"b":"]"}, "end"]`))
	var got []string
	err := r.Array(func() error {
		switch len(got) {
		case 0:
			got = append(got, fmt.Sprint(r.Text() == nil))
		case 1:
			got = append(got, fmt.Sprint(r.Object(func([]byte) error { return errors.New("called") })))
		case 2:
			got = append(got, fmt.Sprint(r.Array(func() error { return errors.New("called") })))
		case 3:
			_, ok := r.Int()
			got = append(got, fmt.Sprint(ok))
		case 4:
			got = append(got, fmt.Sprint(r.Bool()))
		default:
			got = append(got, string(r.Text()))
		}
		return nil
	})
	if want := "[true <nil> <nil> false false end]"; fmt.Sprint(got) != want || err != nil {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
}

func TestAValidDocumentReadsAsTheStandardLibraryReadsIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := document(t, 4)
		text, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "pretty") {
			var b bytes.Buffer
			_ = json.Indent(&b, text, "", " ")
			text = b.Bytes()
		}
		var want any
		if err := json.Unmarshal(text, &want); err != nil {
			t.Fatal(err)
		}
		r := New(iotest.HalfReader(bytes.NewReader(text)))
		if got := value(r); !reflect.DeepEqual(got, want) || r.Err() != nil {
			t.Fatalf("%s: %#v, %v", text, got, r.Err())
		}
	})
}

func document(t *rapid.T, depth int) any {
	switch n := rapid.IntRange(0, 5).Draw(t, "kind"); {
	case n == 0 && depth > 0:
		out := map[string]any{}
		for range rapid.IntRange(0, 4).Draw(t, "members") {
			out[rapid.String().Draw(t, "key")] = document(t, depth-1)
		}
		return out
	case n == 1 && depth > 0:
		out := []any{}
		for range rapid.IntRange(0, 4).Draw(t, "items") {
			out = append(out, document(t, depth-1))
		}
		return out
	case n == 2:
		return rapid.Float64Range(-1e12, 1e12).Draw(t, "number")
	case n == 3:
		return rapid.Bool().Draw(t, "truth")
	case n == 4:
		return nil
	}
	return rapid.String().Draw(t, "text")
}

func TestALongStringIsCutAndReadOnBehind(t *testing.T) {
	for name, part := range map[string]string{"plain": "blue ", "escaped": `\n\"é`, "wide": "é", "backslashes": `\\`} {
		for _, size := range []int{whole - 3, whole, bufferSize, MaxText - 7, MaxText + 1, 3 << 20} {
			long := strings.Repeat(part, size/len(part)+1)
			r := New(strings.NewReader(`["` + long + `","` + long + `",7]`))
			var want string
			if err := json.Unmarshal([]byte(`"`+long+`"`), &want); err != nil {
				t.Fatal(err)
			}
			var got, last string
			_ = r.Array(func() error {
				switch {
				case got == "":
					got = string(r.Text())
				case r.Kind() == '"':
					r.Skip()
				default:
					x, _ := r.Int()
					last = fmt.Sprint(x)
				}
				return nil
			})
			if !strings.HasPrefix(want, got) || len(got) < min(len(want), MaxText-3) || last != "7" || r.Err() != nil {
				t.Errorf("%s, %d: %d of %d bytes, then %q, %v", name, size, len(got), len(want), last, r.Err())
			}
			if cut := len(want) > MaxText; (r.Overlong() == 1) != cut {
				t.Errorf("%s, %d: cut %d", name, size, r.Overlong())
			}
		}
	}
}

func TestNestingHasAnEnd(t *testing.T) {
	for _, open := range []string{`[`, `{"a":`} {
		text := strings.Repeat(open, MaxDepth+1)
		r := New(strings.NewReader(text))
		if value(r); !errors.Is(r.Err(), ErrDepth) {
			t.Errorf("read %q: %v", open, r.Err())
		}
		r = New(strings.NewReader(text))
		if r.Skip(); !errors.Is(r.Err(), ErrDepth) {
			t.Errorf("skip %q: %v", open, r.Err())
		}
	}
	text := strings.Repeat(`[`, MaxDepth) + strings.Repeat(`]`, MaxDepth)
	r := New(strings.NewReader(text))
	if value(r); r.Err() != nil {
		t.Errorf("as deep as may be: %v", r.Err())
	}
}

func TestAnErrorOfTheSourceIsNoEnd(t *testing.T) {
	bad := errors.New("the disk is gone")
	text := `{"list":[{"a":1},{"a":2}]}`
	for n := range len(text) {
		r := New(io.MultiReader(strings.NewReader(text[:n]), iotest.ErrReader(bad)))
		sum := 0
		_ = r.Object(func([]byte) error {
			_, err := r.Items(func() error {
				return r.Object(func([]byte) error {
					x, _ := r.Int()
					sum += int(x)
					return nil
				})
			})
			return err
		})
		if !errors.Is(r.Err(), bad) {
			t.Errorf("after %d bytes: %v", n, r.Err())
		}
		if n > 18 && sum == 0 {
			t.Errorf("after %d bytes the first item is lost", n)
		}
	}
}

func TestALineIsNamed(t *testing.T) {
	r := New(strings.NewReader("{\n\"a\": [\n1,\n x\"y"))
	if value(r); !errors.Is(r.Err(), ErrTorn) || r.Line() != 4 {
		t.Errorf("line %d, %v", r.Line(), r.Err())
	}
}

func TestNothingIsAllocatedForAValue(t *testing.T) {
	text := []byte(`{"list":[` + strings.Repeat(`{"a":"text \n and more","b":"1652135033","c":{"d":[1,2,{"e":"f"}]},"g":1.5,"h":true},`, 1000) + `{}]}`)
	r := New(nil)
	in := bytes.NewReader(text)
	field := func([]byte) error {
		switch r.Kind() {
		case '0':
			r.Float()
		case '"':
			r.Text()
		}
		return nil
	}
	item := func() error { return r.Object(field) }
	list := func([]byte) error { return r.Array(item) }
	got := testing.AllocsPerRun(10, func() {
		in.Reset(text)
		*r = Reader{in: in, buf: r.buf, text: r.text, mark: -1}
		if err := r.Object(list); err != nil {
			t.Fatal(err)
		}
	})
	if got > 0 {
		t.Errorf("%v allocations for 6,000 values", got)
	}
}
