// Package instrument has three published questionnaires as data: PHQ-9, its
// first two questions alone as PHQ-2, and GAD-7, in their original wording, with
// their notice and the codes of LOINC.
//
// It promises that no word of an item is ebb's own, and that what is said about
// a total comes from those who made the form. It refuses to say what a total
// means for anybody.
package instrument

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"

	"ebb/fhir"
)

//go:embed instruments.json
var data []byte

// Coded is a question, an answer or a total, with its LOINC code.
type Coded struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Band is a name that the makers gave to totals from one on.
type Band struct {
	From int    `json:"from"`
	Name string `json:"name"`
}

// Tool is one questionnaire.
type Tool struct {
	Name     string  `json:"name"`
	Title    string  `json:"title"`
	Short    string  `json:"short"`
	Code     string  `json:"code"`
	Items    []Coded `json:"items"`
	After    *Coded  `json:"after"` // a question that comes after them and counts for nothing
	Total    Coded   `json:"total"`
	Bands    []Band  `json:"bands"`
	Reliable float64 `json:"reliable"` // the smallest change that is more than noise
	Shown    string  `json:"shown"`    // the figures of guide that its bands and that change are
	Noise    string  `json:"noise"`
	form     fhir.Form
}

var all = read()

// What all of them share.
var (
	Often, Difficult     = all.Often, all.Difficult
	Intro, Notice, LOINC = all.Intro, all.Notice, all.LOINC
)

// The questionnaires.
var (
	PHQ9 = all.tool("phq")
	GAD7 = all.tool("gad")
	PHQ2 = all.tool("two")
)

type book struct {
	LOINC     string  `json:"loinc"`
	Notice    string  `json:"notice"`
	Intro     string  `json:"intro"`
	Often     []Coded `json:"often"`
	Difficult []Coded `json:"difficult"`
	Tools     []*Tool `json:"tools"`
}

func read() (b book) {
	if err := json.Unmarshal(data, &b); err != nil {
		panic(fmt.Sprintf("instrument: %v", err)) // embedded: a broken file is a broken build
	}
	for _, t := range b.Tools {
		t.form = fhir.Form{Key: t.Name, Title: t.Title, Code: t.Code, Intro: b.Intro, Notice: b.Notice + " " + b.LOINC}
		for _, i := range t.Items {
			t.form.Items = append(t.form.Items, item(i, b.Often))
		}
		if t.After != nil {
			t.form.Items = append(t.form.Items, item(*t.After, b.Difficult))
		}
	}
	return b
}

func (b book) tool(name string) *Tool {
	return b.Tools[slices.IndexFunc(b.Tools, func(t *Tool) bool { return t.Name == name })]
}

func item(c Coded, answers []Coded) fhir.Item {
	out := fhir.Item{Code: c.Code, Text: c.Text}
	for n, a := range answers {
		out.Answers = append(out.Answers, fhir.Answer{Code: a.Code, Text: a.Text, Points: n})
	}
	return out
}

// Form is the questionnaire as it is written out.
func (t *Tool) Form() *fhir.Form { return &t.form }

// Most is the highest total.
func (t *Tool) Most() int { return len(t.Items) * (len(Often) - 1) }

// Band is the name its makers gave to a total, and from where to where it goes;
// "" below all of them.
func (t *Tool) Band(total int) (name string, from, to int) {
	to = t.Most()
	for _, b := range slices.Backward(t.Bands) {
		if total >= b.From {
			return b.Name, b.From, to
		}
		to = b.From - 1
	}
	return "", 0, to
}
