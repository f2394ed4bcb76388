package jsonread

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// messages gives the ids of a file's messages, as a format would read them.
func messages(text string) (ids []int64, damaged int, err error) {
	r := New(strings.NewReader(text))
	err = r.Object(func(key []byte) error {
		if string(key) != "messages" {
			return nil
		}
		n, err := r.Items(func() error {
			var id int64
			whole := false
			err := r.Object(func(key []byte) error {
				switch string(key) {
				case "id":
					id, _ = r.Int()
				case "date":
					whole = r.Text() != nil
				}
				return nil
			})
			if err != nil || !whole {
				return errors.Join(err, errors.New("no message"))
			}
			ids = append(ids, id)
			return nil
		})
		damaged += n
		return err
	})
	return ids, damaged, err
}

// file is an export of n messages.
func file(n int, pretty bool) string {
	var list []any
	for i := range n {
		list = append(list, map[string]any{"id": i + 1, "date": "2024-03-09", "text": fmt.Sprintf("blue %d", i),
			"parts": []any{map[string]any{"id": 100 + i, "type": "plain"}, map[string]any{"id": 200 + i, "type": "bold"}, map[string]any{"id": 300 + i, "type": "plain"}}})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	if pretty {
		enc.SetIndent("", " ")
	}
	_ = enc.Encode(map[string]any{"messages": list, "name": "Alice"})
	return b.String()
}

func TestOneDamagedItemCostsItself(t *testing.T) {
	for _, c := range []struct{ name, from, to string }{
		{"a quote is missing at the end", `blue 2"`, `blue 2`},
		{"a quote is missing in front", `"blue 2"`, `blue 2"`},
		{"a quote too many", `blue 2`, `bl"ue 2`},
		{"a bracket is missing", `"id": 102,`, `"id": 102},`},
		{"a list is opened", `"blue 2"`, `["blue 2"`},
		{"an object is opened", `"blue 2"`, `{"blue 2"`},
		{"a key is gone", `"id": 3,`, `3,`},
		{"zeros", `"blue 2"`, "\x00\x00\x00\x00"},
		{"no date", `"date": "2024-03-09",` + "\n" + `   "id": 3`, `"id": 3`},
		{"too deep", `"blue 2"`, strings.Repeat("[", 100) + strings.Repeat("]", 100)},
		{"a quote is missing in a value that nobody reads", `202,` + "\n     " + `"type": "bold"`, `202,` + "\n     " + `"type": "bold`},
		{"cut in a nested object", `"id": 102,`, `"id": 1`},
	} {
		for _, pretty := range []bool{true, false} {
			t.Run(fmt.Sprint(c.name, pretty), func(t *testing.T) {
				text, from := file(5, pretty), c.from
				if !pretty {
					from = strings.NewReplacer("\n", "", "     ", "", "   ", "", ": ", ":").Replace(from)
				}
				damaged := strings.Replace(text, from, c.to, 1)
				if damaged == text {
					t.Fatalf("%q is not in the text", from)
				}
				ids, n, err := messages(damaged)
				if !slices.Equal(ids, []int64{1, 2, 4, 5}) || n != 1 || err != nil {
					t.Errorf("%v, %d damaged, %v\n%s", ids, n, err, damaged)
				}
			})
		}
	}
}

func TestBehindADamagedLastItemTheListEnds(t *testing.T) {
	r := New(strings.NewReader(strings.Replace(file(3, true), `blue 2"`, `blue 2`, 1)))
	name, damaged := "", 0
	err := r.Object(func(key []byte) error {
		switch string(key) {
		case "messages":
			n, err := r.Items(func() error { return nil })
			damaged += n
			return err
		case "name":
			name = string(r.Text())
		}
		return nil
	})
	if name != "Alice" || damaged != 1 || err != nil {
		t.Errorf("%q, %d damaged, %v", name, damaged, err)
	}
}

func TestAnItemThatIsRefusedHalfWayIsPassed(t *testing.T) {
	for _, pretty := range []bool{true, false} {
		r := New(strings.NewReader(file(4, pretty)))
		_ = r.Object(func(key []byte) error {
			if string(key) != "messages" {
				return nil
			}
			n := 0
			damaged, err := r.Items(func() error {
				n++
				return r.Object(func(key []byte) error {
					if string(key) != "parts" {
						return nil
					}
					return r.Array(func() error {
						return r.Object(func([]byte) error { return errors.New("no") })
					})
				})
			})
			if n != 4 || damaged != 4 || err != nil {
				t.Errorf("pretty %v: %d items, %d damaged, %v", pretty, n, damaged, err)
			}
			return err
		})
	}
}

func TestWhatAnInnerListGaveIsNotGivenAgain(t *testing.T) {
	r := New(strings.NewReader(`{"messages":[{"id":1,"messages":[{"id":2,"messages":[]},{"id":3,"messages":[]}],"x":"bro"ken},{"id":4,"messages":[],"x":"y"}]}`))
	var got []int64
	var list func(key []byte) error
	list = func(key []byte) error {
		if string(key) != "messages" {
			return nil
		}
		_, err := r.Items(func() error {
			var id int64
			err := r.Object(func(key []byte) error {
				if string(key) == "id" {
					id, _ = r.Int()
				}
				return list(key)
			})
			if err == nil {
				got = append(got, id)
			}
			return err
		})
		return err
	}
	if err := r.Object(list); fmt.Sprint(got) != "[2 3 4]" || err != nil {
		t.Errorf("%v, %v", got, err)
	}
}

func TestTheLastItemOfAListIsNotSoughtInTheNext(t *testing.T) {
	one, two := file(3, true), file(3, true)
	two = strings.NewReplacer(`"id": 1,`, `"id": 11,`, `"id": 2,`, `"id": 12,`, `"id": 3,`, `"id": 13,`).Replace(two)
	text := `{"chats": [` + "\n " + strings.ReplaceAll(strings.Replace(one, "blue 2\"", "blue 2", 1), "\n", "\n ") + ",\n " + strings.ReplaceAll(two, "\n", "\n ") + "\n]}"
	for _, pretty := range []bool{true, false} {
		if !pretty {
			text = strings.NewReplacer("\n", "", "  ", "", ": ", ":").Replace(text)
		}
		r := New(strings.NewReader(text))
		var got []string
		var torn int
		err := r.Object(func([]byte) error {
			_, err := r.Items(func() error {
				var ids []int64
				defer func() { got = append(got, fmt.Sprint(ids)) }()
				return r.Object(func(key []byte) error {
					if string(key) != "messages" {
						return nil
					}
					_, err := r.Items(func() error {
						var id int64
						if err := r.Object(func(key []byte) error {
							if string(key) == "id" {
								id, _ = r.Int()
							}
							return nil
						}); err != nil {
							return err
						}
						ids = append(ids, id)
						return nil
					})
					if err != nil {
						torn++
					}
					return err
				})
			})
			return err
		})
		if want := "[[1 2] [11 12 13]]"; fmt.Sprint(got) != want || err != nil {
			t.Errorf("pretty %v: %v, %v, torn %d; want %v\n%s", pretty, got, err, torn, want, text)
		}
	}
}

func TestACutFileKeepsAllWholeItems(t *testing.T) {
	for _, pretty := range []bool{true, false} {
		text := file(6, pretty)
		var ends []int // where each item ends
		for i := range 6 {
			at := strings.Index(text, fmt.Sprintf("blue %d", i))
			ends = append(ends, at+strings.IndexByte(text[at:], '}')+1)
		}
		for n := range len(text) - 2 {
			ids, damaged, err := messages(text[:n])
			want := 0
			for _, e := range ends {
				if n >= e {
					want++
				}
			}
			if len(ids) != want || damaged != 0 || !errors.Is(err, ErrTorn) {
				t.Fatalf("pretty %v, cut at %d: %v, %d damaged, %v; want %d", pretty, n, ids, damaged, err, want)
			}
		}
	}
}

func TestNoItemIsGivenTwiceWhateverIsOverwritten(t *testing.T) {
	texts := []string{file(30, true), file(30, false)}
	for i := range texts { // so that one number is hardly made into another
		texts[i] = regexp.MustCompile(`("id": ?)(\d+)`).ReplaceAllString(texts[i], "${1}1${2}77${2}")
	}
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.SampledFrom(texts).Draw(t, "text"))
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		junk := rapid.SliceOfN(rapid.SampledFrom([]byte("\"{}[],:\\ \n\x00a1")), 1, 40).Draw(t, "junk")
		copy(text[at:], junk)
		ids, _, _ := messages(string(text))
		seen := map[int64]bool{}
		for _, id := range ids {
			if seen[id] {
				t.Fatalf("%d twice: %v", id, ids)
			}
			seen[id] = true
		}
	})
}

func TestABrokenLineCostsItself(t *testing.T) {
	text := "{\"a\":1}\n{\"a\":2\n\n{\"a\":\"x}\n{\"a\":4} \n{\"a\":[5}\n\x00\x00\n{\"a\":6}\n"
	r := New(strings.NewReader(text))
	var got []string
	for r.More() {
		var a int64
		err := r.Object(func([]byte) error {
			a, _ = r.Int()
			return nil
		})
		got = append(got, fmt.Sprint(a, err == nil))
	}
	if want := "[1 true 2 false 0 false 4 true 0 false 6 true]"; fmt.Sprint(got) != want || r.Err() != nil {
		t.Errorf("%v, %v", got, r.Err())
	}
}

// A bracket that nobody closes, in a value that is passed over, costs its own
// line and none of those behind it.
func TestAnOpenBracketSwallowsNoLines(t *testing.T) {
	for _, broken := range []string{"[", "{", `{"a":[`, `{"a":[1,`, `{"a":[{"b":{`, `{"a":{"b":`} {
		line := `{"a":"` + strings.Repeat("x", 100) + `"}` + "\n" // many: a torn text would be read again
		r := New(strings.NewReader(broken + "\n" + strings.Repeat(line, 9000)))
		whole := 0
		for r.More() {
			if r.Skip(); r.Err() == nil {
				whole++
			}
		}
		if whole != 9000 {
			t.Errorf("%s: %d of 9000 lines", broken, whole)
		}
	}
}
