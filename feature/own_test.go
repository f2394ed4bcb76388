package feature_test

import (
	"html/template"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"ebb/feature"
)

func TestOwnWords(t *testing.T) {
	for _, c := range []struct{ what, sent, want, line string }{
		{"words", " it rained \r\nall day ", "it rained \nall day", "it rained all day"},
		{"nothing", " \r\n\t", "", ""},
		{"signs nobody sees", "\u200b\u202e\ufeff", "", ""},
		{"a face alone is something", "🙂", "🙂", "🙂"},
		{"another direction", "אני מתגעגעת", "אני מתגעגעת", "אני מתגעגעת"},
	} {
		h := httptest.NewRequest("POST", "/", nil)
		h.Form = map[string][]string{"text": {c.sent}}
		r := &feature.Request{Request: h}
		if got, line := r.Own("text"), r.OwnLine("text"); got != c.want || line != c.line {
			t.Errorf("%s: %q and %q", c.what, got, line)
		}
	}
}

func TestALinkDialsOnlyANumber(t *testing.T) {
	page := template.Must(template.New("").Parse(`<a href="{{.Address}}">{{.Text}}</a>`))
	for href, want := range map[string]string{
		"tel:+493012345":      `"tel:&#43;493012345"`,
		"tel:110":             `"tel:110"`,
		"/now/turned":         `"/now/turned"`,
		"tel:":                "ZgotmplZ",
		"tel:+":               "ZgotmplZ",
		"tel:1+2":             "ZgotmplZ",
		"tel:1;ext=2":         "ZgotmplZ",
		"javascript:alert(1)": "ZgotmplZ",
	} {
		var b strings.Builder
		if err := page.Execute(&b, feature.Link{Href: href, Text: "x"}); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%s: %s %v", href, b.String(), err)
		}
	}
}

func TestNames(t *testing.T) {
	for text, want := range map[string]string{
		"They post a STORY.":             "story",
		"Their status changes":           "status",
		"last-seen, at night":            "last seen",
		"They tell me the whole history": "",
		"They write":                     "",
		"":                               "",
		"storyline":                      "",
	} {
		if got := feature.Names(text, "story, status,last seen, ,"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPiecesFitAndJoinAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, most := rapid.String().Draw(t, "text"), rapid.IntRange(4, 40).Draw(t, "most")
		all := feature.Pieces(text, most)
		if strings.Join(all, "") != text {
			t.Fatalf("%q becomes %q", text, all)
		}
		for _, p := range all {
			if len(p) > most || !utf8.ValidString(p) {
				t.Fatalf("%q is no piece of %q", p, text)
			}
		}
	})
}
