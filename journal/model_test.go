package journal_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb"
)

// model is undo, edit and erasure told as simply as can be: every question is
// answered by walking over everything that was ever recorded.
type model struct {
	log    []ebb.Event
	erased map[ebb.ID]bool
}

func (m *model) has(id ebb.ID) bool {
	for _, e := range m.log {
		if e.ID == id {
			return true
		}
	}
	return false
}

func (m *model) record(e ebb.Event) {
	if !m.has(e.ID) && !m.erased[e.ID] {
		m.log = append(m.log, e)
	}
}

// counts reports whether the edit at i is neither erased nor withdrawn by a
// later one that counts.
func (m *model) counts(i int) bool {
	if m.erased[m.log[i].ID] {
		return false
	}
	for n := i + 1; n < len(m.log); n++ {
		var w ebb.Withdrawal
		if m.log[n].Kind == ebb.Withdrawn && m.log[n].Decode(&w) == nil && w.ID == m.log[i].ID && m.counts(n) {
			return false
		}
	}
	return true
}

func (m *model) show() string {
	var all []string
	for _, e := range m.log {
		if e.Kind != "test.said" || m.erased[e.ID] {
			continue
		}
		gone := false
		for i, ed := range m.log {
			var w ebb.Withdrawal
			var r ebb.Replacement
			switch {
			case ed.Kind == ebb.Withdrawn && ed.Decode(&w) == nil && w.ID == e.ID && m.counts(i):
				gone = true
			case ed.Kind == ebb.Replaced && ed.Decode(&r) == nil && r.ID == e.ID && m.counts(i):
				e.Body = r.Body
			}
		}
		var text string
		if e.Decode(&text); !gone {
			all = append(all, text)
		}
	}
	return strings.Join(all, " ")
}

// erase destroys an entry and every body it was given.
func (m *model) erase(id ebb.ID) {
	m.erased[id] = true
	for _, ed := range m.log {
		var r ebb.Replacement
		if ed.Kind == ebb.Replaced && ed.Decode(&r) == nil && r.ID == id {
			m.erased[ed.ID] = true
		}
	}
}

func TestUndoEditAndEraseAgreeWithTheModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := somebody(t)
		j, m := s.open(), &model{erased: map[ebb.ID]bool{}}
		var all, plain []ebb.ID
		all, plain = append(all, ebb.NewID()), append(plain, ebb.NewID()) // ids that have not come yet
		pick := func(ids []ebb.ID) ebb.ID { return rapid.SampledFrom(ids).Draw(rt, "id") }
		keep := func(e ebb.Event) {
			record(t, j, entry(e))
			m.record(e)
			all = append(all, e.ID)
		}
		words := 0
		word := func() string { words++; return fmt.Sprint("w", words) }
		rt.Repeat(map[string]func(*rapid.T){
			"say": func(*rapid.T) {
				e := said(word())
				keep(e)
				plain = append(plain, e.ID)
			},
			"say late": func(*rapid.T) {
				e := said(word())
				e.ID = pick(plain)
				keep(e)
			},
			"withdraw": func(*rapid.T) { keep(withdraw(pick(all))) },
			"replace":  func(*rapid.T) { keep(replace(pick(plain), word())) },
			"erase": func(*rapid.T) {
				id := pick(plain)
				record(t, j, ebb.Entry{Erase: []ebb.ID{id}})
				m.erase(id)
			},
			"restart": func(*rapid.T) { j = s.open() },
			"": func(*rapid.T) {
				if got, want := shown(t, j), m.show(); got != want {
					rt.Fatalf("it shows %q, the model %q", got, want)
				}
			},
		})
		unharmed(t, j)
		wants(t, s.open(), m.show())
		seqs := []uint64{}
		h, _ := j.Head(ctx)
		for seq := range h.Seq {
			seqs = append(seqs, seq+1)
		}
		got, err := j.Read(ctx, seqs...)
		if err != nil {
			rt.Fatal(err)
		}
		var read []string
		for _, e := range got {
			var text string
			e.Decode(&text)
			read = append(read, text)
		}
		if strings.Join(read, " ") != m.show() {
			rt.Fatalf("it reads %q, the model %q", read, m.show())
		}
	})
}
