package moment

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"ebb"
)

func TestCapture(t *testing.T) {
	const id = `"moment":"0102030405060708090a0b0c0d0e0f10"`
	for _, c := range []struct{ what, kind, body, refused string }{
		{"a pull is taken", KindPull, `{` + id + `,"pull":"reach"}`, ""},
		{"an unknown pull is refused", KindPull, `{` + id + `,"pull":"stalk"}`, "hold.bad.pull"},
		{"a pull names its moment", KindPull, `{"pull":"reach"}`, "hold.bad.moment"},
		{"a moment is sixteen bytes", KindPull, `{"moment":"0102","pull":"reach"}`, "hold.bad.body"},
		{"an unknown field is refused", KindPull, `{` + id + `,"pull":"reach","who":"R"}`, "hold.bad.body"},
		{"broken JSON is refused", KindPull, `{`, "hold.bad.body"},
		{"0 is a rating", KindRating, `{` + id + `,"value":0}`, ""},
		{"10 is a rating", KindRating, `{` + id + `,"value":10}`, ""},
		{"11 is none", KindRating, `{` + id + `,"value":11}`, "hold.bad.strength"},
		{"-1 is none", KindRating, `{` + id + `,"value":-1}`, "hold.bad.strength"},
		{"7.5 is none", KindRating, `{` + id + `,"value":7.5}`, "hold.bad.body"},
		{"a forecast has the same scale", KindForecast, `{` + id + `,"value":11}`, "hold.bad.strength"},
		{"waiting may say until when", KindIntent, `{` + id + `,"intent":"wait","until":"2026-11-23T10:00:00+01:00"}`, ""},
		{"until is a time", KindIntent, `{` + id + `,"intent":"wait","until":"tomorrow"}`, "hold.bad.choice"},
		{"only waiting has an until", KindIntent, `{` + id + `,"intent":"pass","until":"2026-11-23T10:00:00+01:00"}`, "hold.bad.choice"},
		{"acting is no intention", KindIntent, `{` + id + `,"intent":"acted"}`, "hold.bad.choice"},
		{"an outcome is taken", KindOutcome, `{` + id + `,"outcome":"reached"}`, ""},
		{"an outcome is needed", KindOutcome, `{` + id + `}`, "hold.bad.outcome"},
		{"acting may be marked", KindOutcome, `{` + id + `,"outcome":"acted","mark":"allowed"}`, ""},
		{"nothing else may", KindOutcome, `{` + id + `,"outcome":"passed","mark":"allowed"}`, "hold.bad.outcome"},
		{"an unknown mark is refused", KindOutcome, `{` + id + `,"outcome":"acted","mark":"slip"}`, "hold.bad.outcome"},
		{"words up to the limit are taken", KindDetail, `{` + id + `,"words":"` + strings.Repeat("ö", LongestWords) + `"}`, ""},
		{"longer ones are refused", KindDetail, `{` + id + `,"words":"` + strings.Repeat("ö", LongestWords+1) + `"}`, "hold.bad.words"},
		{"a tick stands once", KindDetail, `{` + id + `,"triggers":["song","song"]}`, "hold.bad.tick"},
		{"a place is no trigger", KindDetail, `{` + id + `,"triggers":["bed"]}`, "hold.bad.tick"},
		{"what acting was after is taken", KindLooked, `{` + id + `,"needs":["hear","stop"]}`, ""},
		{"it says something", KindLooked, `{` + id + `,"needs":[]}`, "hold.bad.tick"},
		{"and nothing else", KindLooked, `{` + id + `,"needs":["win"]}`, "hold.bad.tick"},
		{"a foreign kind is refused", "note.kept", `{}`, "hold.bad.kind"},
	} {
		body, err := Capture(c.kind, json.RawMessage(c.body))
		var problem *ebb.Problem
		switch {
		case c.refused == "" && err != nil:
			t.Errorf("%s: %v", c.what, err)
		case c.refused == "" && NewState().Apply(1, ebb.New(c.kind, sunday, body)) != nil:
			t.Errorf("%s, and then the fold refuses it", c.what)
		case c.refused != "" && (!errors.As(err, &problem) || problem.Say != c.refused):
			t.Errorf("%s: %v, want %s", c.what, err, c.refused)
		}
	}
}

func TestEveryKindTakesCaptures(t *testing.T) {
	for _, kind := range Kinds {
		_, err := Capture(kind, json.RawMessage(`{}`))
		var problem *ebb.Problem
		if !errors.As(err, &problem) || problem.Say == "hold.bad.kind" {
			t.Errorf("%s is owned and not known: %v", kind, err)
		}
	}
}

// TestNamesStay: what a list once named stands in journals for ever.
func TestNamesStay(t *testing.T) {
	for _, c := range []struct {
		list []string
		was  string
	}{
		{Pulls, "reach reply check clear fix see other"},
		{Intents, "pass wait purpose"},
		{Outcomes, "passed partly acted reached"},
		{Marks, "purpose allowed"},
		{Triggers, "memory photo song place online message news alone bored argument drink tired date"},
		{Places, "home bed work way out"},
		{Company, "nobody friends family children others"},
		{Needs, "hear stop say near settle know else"},
		{Kinds, "hold.looked hold.pull hold.rating hold.forecast hold.intent hold.outcome hold.detail"},
	} {
		for _, name := range strings.Fields(c.was) {
			if !slices.Contains(c.list, name) {
				t.Errorf("%q is gone; old moments hold it", name)
			}
		}
	}
}
