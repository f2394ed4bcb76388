// Package fhir writes questionnaires and what was answered as HL7 FHIR R4 JSON:
// one collection with the forms, an answered form for each sitting, and the
// totals as observations.
//
// It promises what internal/r4 holds every document against, names that stay the
// same from one export to the next, and nobody's name: there is no patient in
// it. It refuses to know what a form asks or what a total means.
package fhir

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Form is a questionnaire. Key tells it from others, for ever.
type Form struct {
	Key    string
	Title  string
	Code   string // LOINC, of the panel
	Intro  string // stands before the questions
	Notice string // whose it is
	Items  []Item
}

// Item is a question with its answers.
type Item struct {
	Code    string // LOINC
	Text    string
	Answers []Answer
}

// Answer is one of them, with the points it counts.
type Answer struct {
	Code   string // LOINC
	Text   string
	Points int
}

// Sheet is a form as it was answered once.
type Sheet struct {
	ID     [16]byte // random
	Form   *Form
	On     time.Time
	Chosen []int // for each item the number of its answer, below 0 for none
	Totals []Total
}

// Total is a sum that has a code of its own.
type Total struct {
	Code   string // LOINC
	Text   string
	Points int
}

// Names of code systems and of the extension that says what an answer counts.
const (
	loinc   = "http://loinc.org"
	ucum    = "http://unitsofmeasure.org"
	survey  = "http://terminology.hl7.org/CodeSystem/observation-category"
	ordinal = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
)

// Name and Type are what Collect writes, for a person and for a browser.
const (
	Name = "HL7 FHIR R4"
	Type = "application/fhir+json"
)

// Collect writes sheets as one document: each form once, then what was answered
// and its totals.
func Collect(at time.Time, sheets []Sheet) ([]byte, error) {
	b := bundle{Kind: "Bundle", Type: "collection", Timestamp: at.Format(time.RFC3339)}
	var forms []string
	for _, s := range sheets {
		if !slices.Contains(forms, s.Form.Key) {
			forms = append(forms, s.Form.Key)
			b.add(s.Form.name(), s.Form.resource())
		}
	}
	for _, s := range sheets {
		b.add(s.name(), s.response())
		for _, total := range s.Totals {
			b.add(named(s.ID[:], total.Code), s.observation(total))
		}
	}
	return json.MarshalIndent(b, "", "  ")
}

// named is an address out of what it names: the same each time.
func named(of []byte, what string) string {
	sum := sha256.Sum256(append(slices.Clone(of), what...))
	return address([16]byte(sum[:16]), 8)
}

// address writes 16 bytes as a UUID of a version (RFC 9562).
func address(id [16]byte, version byte) string {
	id[6], id[8] = id[6]&0x0f|version<<4, id[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

func (f *Form) name() string  { return named([]byte("ebb questionnaire "), f.Key) }
func (s *Sheet) name() string { return address(s.ID, 4) }

func (f *Form) resource() questionnaire {
	q := questionnaire{
		Kind: "Questionnaire", URL: f.name(), Title: f.Title, Status: "active", Subjects: []string{"Patient"},
		Copyright: f.Notice, Code: []coding{{System: loinc, Code: f.Code}},
		Items: []question{{Link: "intro", Text: f.Intro, Type: "display"}},
	}
	for _, i := range f.Items {
		asked := question{Link: "/" + i.Code, Code: []coding{{System: loinc, Code: i.Code}}, Text: i.Text, Type: "choice"}
		for _, a := range i.Answers {
			asked.Options = append(asked.Options, option{a.coding(), []extension{{ordinal, a.Points}}})
		}
		q.Items = append(q.Items, asked)
	}
	return q
}

func (a Answer) coding() coding { return coding{System: loinc, Code: a.Code, Display: a.Text} }

// response leaves out what was not answered. Such a form is complete all the
// same: no question of it is required.
func (s *Sheet) response() response {
	r := response{Kind: "QuestionnaireResponse", Form: s.Form.name(), Status: "completed", Authored: s.day()}
	for i, item := range s.Form.Items {
		if i < len(s.Chosen) && s.Chosen[i] >= 0 && s.Chosen[i] < len(item.Answers) {
			r.Items = append(r.Items, answered{"/" + item.Code, item.Text, []value{{item.Answers[s.Chosen[i]].coding()}}})
		}
	}
	return r
}

func (s *Sheet) observation(t Total) observation {
	return observation{
		Kind: "Observation", Status: "final", Category: []concept{{Coding: []coding{{System: survey, Code: "survey"}}}},
		Code: concept{[]coding{{System: loinc, Code: t.Code}}, t.Text}, Effective: s.day(),
		Value: quantity{t.Points, "{score}", ucum, "{score}"}, From: []reference{{s.name()}},
	}
}

// day is a day without its hour: that would say more than a total needs.
func (s *Sheet) day() string { return s.On.Format(time.DateOnly) }
