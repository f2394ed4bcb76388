package hold

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold/mine"
	"ebb/feature/hold/moment"
)

// mineOf asks as the page does when it opens.
func mineOf(p *person) (m mine.Mine) {
	p.t.Helper()
	a, err := serve(p.t, p.request(http.MethodGet, "/now/mine", ""))
	if err != nil || a.Raw == nil || a.Raw.Type != "application/json" {
		p.t.Fatalf("/now/mine: %+v, %v", a, err)
	}
	if err := json.Unmarshal(a.Raw.Body, &m); err != nil {
		p.t.Fatal(err)
	}
	return m
}

func TestOnePageHoldsEveryStep(t *testing.T) {
	p := newPerson(t)
	page := p.get("/now")
	for _, name := range []string{"strength", "wave", "truths", "choose", "again", "done", "sent", "reached", "rest"} {
		if strings.Count(page, `<section data-step="`+name+`" hidden>`)+strings.Count(page, `<section data-step="`+name+`" data-else="choose" hidden>`) != 1 {
			t.Errorf("the step %s is not there once, hidden", name)
		}
	}
	for _, part := range strings.Split(page, `data-goto="`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		if !strings.Contains(page, `data-step="`+name+`"`) {
			t.Errorf("something leads to the step %q, which is not there", name)
		}
	}
	for _, want := range []string{
		`data-change="%a to %b in less than a minute.|%a to %b in 1 minute.|%a to %b in # minutes."`,
		`data-same="%a, and %a again after less than a minute.|`, `data-keep="hold.detail.triggers" data-type="list"`,
		`name="s" value="10" data-keep="hold.rating.value" data-type="number"`, `name="f" value="10" data-keep="hold.forecast.value"`,
		`data-also="hold.outcome.outcome=acted"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	fields := map[string]bool{}
	for _, kept := range strings.Split(page, `data-keep="`)[1:] {
		name, _, _ := strings.Cut(kept, `"`)
		fields[name] = true
	}
	want := "hold.detail.company hold.detail.places hold.detail.triggers hold.detail.words hold.forecast.value hold.hope.words hold.intent.intent hold.outcome.mark hold.outcome.outcome hold.pull.pull hold.rating.value safety.feared.was"
	if got := strings.Join(slices.Sorted(maps.Keys(fields)), " "); got != want {
		t.Errorf("the page keeps %s", got)
	}
}

func TestMineIsNothingBeforeTheFirstSaveAndWhileLocked(t *testing.T) {
	p := newPerson(t)
	p.aids = []feature.Aid{{Step: "wave", Head: "their own words"}}
	p.state = feature.Nobody
	if m := mineOf(p); m.Open || m.Pair || m.Saved != "" || m.Aids != nil {
		t.Errorf("before anything was saved: %+v", m)
	}
	p.state = feature.Locked
	for range 9 {
		p.lived(p.now.AddDate(0, 0, -3), moment.Passed, "", -1, 0, 8, 20, 2)
	}
	if m := mineOf(p); m.Open || m.Pair || m.Curve != nil || m.Aids != nil || m.Strip != "" || !strings.Contains(m.Caption, "locked") || !strings.Contains(m.Saved, "unlock") {
		t.Errorf("locked: %+v", m)
	}
	p.demo, p.state = true, feature.Unlocked
	if m := mineOf(p); m.Pair || !m.Open {
		t.Errorf("the demo: %+v", m)
	}
}

func TestMineHasTheirOwnCurveFromEightWavesOn(t *testing.T) {
	p := newPerson(t)
	p.state = feature.Draft
	p.aids = []feature.Aid{{Step: "truths", Head: "Both", Lines: []string{"a", "b"}, Pulls: []string{"reach"}}}
	for i := range 7 {
		p.lived(p.now.AddDate(0, 0, -i-1), moment.Passed, "", -1, 0, 8, 20, 2)
	}
	m := mineOf(p)
	if m.Curve != nil || m.Caption != "After 1 more rated wave your own curve stands here." || !m.Pair || !m.Draft {
		t.Errorf("seven waves: %+v", m)
	}
	if len(m.Aids) != 1 || m.Aids[0].Lines[1] != "b" || m.Aids[0].Pulls[0] != "reach" {
		t.Errorf("what features offer: %+v", m.Aids)
	}
	p.lived(p.now.AddDate(0, 0, -9), moment.Passed, "", -1, 0, 8, 20, 2)
	m = mineOf(p)
	if m.Curve == nil || m.Curve.Half != 10 || len(m.Curve.Band) < 8 || !strings.Contains(m.Curve.Sentence, "from 8 waves") || m.Caption != "" {
		t.Fatalf("eight waves: %+v", m.Curve)
	}
	if b := m.Curve.Band[0]; b != [4]float64{0, 8, 8, 8} {
		t.Errorf("the band begins with %v", b)
	}
	if !strings.Contains(m.Strip, "8 passed") {
		t.Errorf("the last 30 days: %q", m.Strip)
	}
}

func TestTruthsAreAStepWhereThereAreSome(t *testing.T) {
	p := newPerson(t)
	p.post("/now/pull", form("pull", "reach"))
	if to := p.get("/now/truths"); to != "→ /now/choose" {
		t.Errorf("without any: %s", to)
	}
	p.aids = []feature.Aid{
		{Step: "truths", Head: "You wrote this.", Lines: []string{"I miss them.", "They asked for space."}, Pulls: []string{"reach"}},
		{Step: "truths", Head: "Another.", Pulls: []string{"fix"}},
		{Step: "wave", Head: "Somebody on your side.", Links: []feature.Link{{Href: "tel:+4930123", Text: "Call Kim"}, {Href: "tel:javascript", Text: "Nobody"}}},
	}
	page := plain(p.get("/now/truths"))
	if !strings.Contains(page, "You wrote this. I miss them. They asked for space.") || strings.Contains(page, "Another") {
		t.Errorf("the pair: %s", page)
	}
	wave := p.get("/now/wave")
	if !strings.Contains(wave, `href="tel:&#43;4930123">Call Kim`) || strings.Contains(wave, "tel:javascript") || !strings.Contains(wave, `href="/now/truths"`) {
		t.Errorf("the wave: %s", wave)
	}
	p.state = feature.Locked
	if to := p.get("/now/truths"); to != "→ /now/choose" {
		t.Errorf("locked: %s", to)
	}
}

func TestAHopeIsKeptAndNothingIsMadeOfIt(t *testing.T) {
	p := newPerson(t)
	id := ebb.NewID()
	hope := func(words string) error {
		raw, err := json.Marshal(moment.Hope{Moment: id, Words: words})
		if err != nil {
			t.Fatal(err)
		}
		_, err = moment.Capture(moment.KindHope, raw)
		return err
	}
	if hope("that they write back") != nil || hope("") == nil || hope(strings.Repeat("é", moment.LongestWords+1)) == nil {
		t.Error("a hope is words, and not too many")
	}
	p.events = append(p.events, ebb.New(moment.KindOutcome, p.now, moment.Outcome{Moment: id, Outcome: moment.Acted}), ebb.New(moment.KindHope, p.now, moment.Hope{Moment: id, Words: "x"}))
	if m := p.one(); m.Outcome != moment.Acted || len(m.Events) != 2 {
		t.Errorf("the moment: %+v", m)
	}
}

// html/template takes data-on… for script and puts quotes into it.
func TestNoWordsOfThePageAreQuoted(t *testing.T) {
	page := newPerson(t).get("/now")
	if strings.Contains(page, "=\"&#34;") || !strings.Contains(page, `data-single="Kept, at #."`) {
		t.Errorf("a sentence stands in quotes: %s", page)
	}
}
