package jsonread

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"testing"
	"testing/iotest"
)

// FuzzReader holds for any bytes: it ends, it does not matter how they arrive,
// no item is given twice, and what is JSON reads as the standard library reads
// it.
func FuzzReader(f *testing.F) {
	for _, text := range []string{file(3, true), file(3, false), "{\"messages\":[{\"id\":1,\"date\":\"\\x1F\"},\n{\"id\": stickers/red (2).webm\n}]}", "[1,\"\\ud83d\"]", "{}\n{\"a\":\n", "[[[[", "nul"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		one, two := walk(bytes.NewReader(text)), walk(iotest.OneByteReader(bytes.NewReader(text)))
		if one != two {
			t.Fatalf("%s and %s", one, two)
		}
		r := New(bytes.NewReader(text))
		for n := 0; r.More(); n++ {
			if r.Skip(); n > len(text) {
				t.Fatal("more values than bytes")
			}
		}
		var want any
		if nested(text) || json.Unmarshal(text, &want) != nil {
			return
		}
		r = New(bytes.NewReader(text))
		if got := value(r); !reflect.DeepEqual(got, want) || r.Err() != nil {
			t.Fatalf("%#v, %v; want %#v", got, r.Err(), want)
		}
	})
}

// nested says whether a text may nest deeper than a Reader goes.
func nested(text []byte) bool {
	return bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) > MaxDepth
}

// walk reads a list of messages wherever one begins, and says what it found.
func walk(in io.Reader) string {
	r := New(in)
	var places []int64
	var item, list func() error
	field := func(key []byte) error {
		if string(key) == "messages" || string(key) == "list" {
			return list()
		}
		if string(key) == "id" && r.Kind() == 'f' {
			return errors.New("no")
		}
		return nil
	}
	item = func() error {
		at := r.Offset()
		err := r.Object(field)
		if err == nil {
			places = append(places, at)
		}
		return err
	}
	lost := 0
	list = func() error {
		n, err := r.Items(item)
		lost += n
		return err
	}
	err := r.Object(field)
	seen := map[int64]bool{}
	for _, at := range places {
		if seen[at] {
			return fmt.Sprint("twice: ", at)
		}
		seen[at] = true
	}
	return fmt.Sprint(places, lost, err, r.Line())
}
