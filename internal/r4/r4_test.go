package r4

import (
	"strings"
	"testing"
)

const whole = `{"resourceType":"Bundle","type":"collection","timestamp":"2026-11-22T21:00:00+01:00","entry":[
{"fullUrl":"urn:uuid:5a3b2f70-0c0e-4b1e-9f0e-0d0f3c1b7a10","resource":{"resourceType":"QuestionnaireResponse","status":"completed","authored":"2026-11-22",
"item":[{"linkId":"a","answer":[{"valueCoding":{"system":"http://loinc.org","code":"LA6568-5"}}]}]}},
{"fullUrl":"urn:uuid:5a3b2f70-0c0e-4b1e-9f0e-0d0f3c1b7a11","resource":{"resourceType":"Observation","status":"final","code":{"text":"total"},"valueQuantity":{"value":7}}}]}`

// A document that is right passes, and each way of being wrong is found.
func TestWhatIsBrokenIsFound(t *testing.T) {
	cases := []struct{ what, from, to string }{
		{"nothing is wrong", "", ""},
		{"no status", `"status":"completed",`, ""},
		{"a status that does not exist", `"completed"`, `"done"`},
		{"a field that does not exist", `"status":"final"`, `"status":"final","score":3`},
		{"an item without its link", `"linkId":"a",`, ""},
		{"an answer of a kind that does not exist", `"valueCoding"`, `"valueWord"`},
		{"a day as people write it", `"authored":"2026-11-22"`, `"authored":"22.11.2026"`},
		{"an observation of nothing", `"code":{"text":"total"},`, ""},
		{"a number in words", `"value":7`, `"value":"seven"`},
		{"a resource that does not exist", `"resourceType":"Observation"`, `"resourceType":"Score"`},
	}
	var docs [][]byte
	for _, c := range cases {
		docs = append(docs, []byte(strings.Replace(whole, c.from, c.to, 1)))
	}
	for i, faults := range Faults(t, docs...) {
		if (len(faults) == 0) != (i == 0) {
			t.Errorf("%s: %v", cases[i].what, faults)
		}
	}
}
