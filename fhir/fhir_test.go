package fhir

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb/internal/r4"
)

var day = time.Date(2026, 11, 22, 21, 30, 0, 0, time.FixedZone("", 3600))

func form(key string) *Form {
	often := []Answer{{"LA6568-5", "Not at all", 0}, {"LA6569-3", "Several days", 1}}
	return &Form{key, "Two questions", "55757-9", "Over the last 2 weeks", "Theirs", []Item{{"44250-9", "One", often}, {"44255-8", "Two", often}}}
}

// Whatever is collected is as the specification wants it.
func TestWhatIsCollectedIsR4(t *testing.T) {
	a, b := form("a"), form("b")
	whole := Sheet{[16]byte{1}, a, day, []int{1, 0}, []Total{{"55758-7", "Total", 1}}}
	cases := map[string][]Sheet{
		"nothing":                        nil,
		"one sheet with its total":       {whole},
		"two of one form":                {whole, {[16]byte{2}, a, day, []int{0, 0}, nil}},
		"of two forms":                   {whole, {[16]byte{3}, b, day, []int{-1, 1}, nil}},
		"nothing was answered":           {{[16]byte{4}, a, day, []int{-1, -1}, nil}},
		"fewer and other answers than …": {{[16]byte{5}, a, day, []int{9}, nil}},
	}
	var names []string
	var docs [][]byte
	for name, sheets := range cases {
		doc, err := Collect(day, sheets)
		if err != nil {
			t.Fatal(err)
		}
		names, docs = append(names, name), append(docs, doc)
	}
	for i, faults := range r4.Faults(t, docs...) {
		if len(faults) > 0 {
			t.Errorf("%s: %v", names[i], faults)
		}
	}
}

func TestWhatStandsInIt(t *testing.T) {
	a := form("a")
	doc, err := Collect(day, []Sheet{{[16]byte{1}, a, day, []int{1, -1}, []Total{{"55758-7", "Total", 1}}}, {[16]byte{2}, a, day, nil, nil}})
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Entry []struct {
			FullURL  string
			Resource map[string]any
		}
	}
	if err := json.Unmarshal(doc, &read); err != nil {
		t.Fatal(err)
	}
	var kinds, addresses []string
	for _, e := range read.Entry {
		kinds, addresses = append(kinds, e.Resource["resourceType"].(string)), append(addresses, e.FullURL)
	}
	if got := strings.Join(kinds, " "); got != "Questionnaire QuestionnaireResponse Observation QuestionnaireResponse" {
		t.Error(got)
	}
	if read.Entry[1].Resource["questionnaire"] != read.Entry[0].Resource["url"] {
		t.Error("an answered form names no form of this document")
	}
	if slices.Sort(addresses); len(slices.Compact(addresses)) != 4 {
		t.Errorf("two have one address: %v", addresses)
	}
	for what, n := range map[string]int{"44255-8": 2, "LA6569-3": 3, "2026-11-22T": 1, "21:30": 1, "subject\"": 0, "Patient": 1} {
		if got := bytes.Count(doc, []byte(what)); got != n {
			t.Errorf("%q stands %d times, not %d", what, got, n)
		}
	}
	again, _ := Collect(day, []Sheet{{[16]byte{1}, form("a"), day, []int{1, -1}, []Total{{"55758-7", "Total", 1}}}, {[16]byte{2}, a, day, nil, nil}})
	if n := bytes.Count(again, []byte(addresses[0])); n == 0 {
		t.Error("the next export has other names")
	}
}
