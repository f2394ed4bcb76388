package layout

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ebb/guide"
	"ebb/internal/words"
)

// book is one words file: a name for messages, and its sentences.
type book struct {
	name string
	*words.Book
}

// books reads every words/en.json of the repository.
func books(t *testing.T) (all []book) {
	t.Helper()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skip(d)
		}
		if d.Name() != "en.json" || filepath.Base(filepath.Dir(p)) != "words" {
			return nil
		}
		var of []fs.FS
		if home := filepath.Dir(filepath.Dir(p)); filepath.Base(home) != "words" { // those of dates are in every book
			of = append(of, os.DirFS(home))
		}
		b, err := words.Read("en", of...)
		if err != nil {
			t.Errorf("%s: %v", p, err)
			return nil
		}
		rel, _ := filepath.Rel(root, p)
		all = append(all, book{filepath.ToSlash(rel), b})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no words files at all")
	}
	return all
}

// said is what a sentence says, without the keys of its choices.
func (b book) said(key string) string { return b.Raw(key) }

// never are words that ebb does not use, each with what is wrong with it.
var never = []struct{ pattern, why string }{
	{`!`, "it shouts"},
	{`\bshould(n[’']t)?\b`, "it presses"},
	{`\bfail(s|ed|ing|ures?)?\b`, "nobody fails here"},
	{`\brelaps(e|es|ed|ing)\b`, "nobody relapses here"},
	{`\bclean\b`, "it makes contact dirt"},
	{`\btoxic\b`, "it is a verdict"},
	{`\bjourneys?\b`, "it is a phrase"},
	{`\bjust\b`, "it makes light of things"},
	{`\b(proud|well done|good job|great job|congrat\w+|awesome|amazing)\b`, "it praises"},
	{`\bstreaks?\b`, "ebb has none"},
	{`\bzero.knowledge\b`, "it is not true"},
	{`\b(you are|you[’']re) safe\b`, "nobody can know that"},
	{`\bwe[’']re\b|\bwe are\b`, "the app is nobody"},
}

func TestVoice(t *testing.T) {
	for _, b := range books(t) {
		for _, key := range b.Keys() {
			for _, n := range never {
				if s := regexp.MustCompile("(?i)" + n.pattern).FindString(b.said(key)); s != "" {
					t.Errorf("%s: %s says %q: %s", b.name, key, s, n.why)
				}
			}
		}
	}
}

func TestNoForbiddenPhraseIsShown(t *testing.T) {
	for _, b := range books(t) {
		for _, key := range b.Keys() {
			if s := guide.Forbidden(b.said(key)); s != "" {
				t.Errorf("%s: %s says %q, which must never be shown", b.name, key, s)
			}
		}
	}
}

func TestForbiddenPhrases(t *testing.T) {
	for _, s := range []string{
		"44% of exes get back together", "about 72 percent reunite", "a 15% success rate", "87/13", "87% / 13%",
		"an ex comes back after 2.56 months", "after 5-6 months the window closes", "Raise your chances", "70.4% were in touch",
		"You are safe.", "Just leave.", "delete your browser history", "clear your history", "it is zero-knowledge",
		"as gitnux.org says", "healthy-relationships.org", "see grokipedia",
	} {
		if guide.Forbidden(s) == "" {
			t.Errorf("%q is let through", s)
		}
	}
	for _, s := range []string{"Keep your notes safe.", "Open at 15:00", "You can leave.", "7 to 4 in 12 minutes"} {
		if f := guide.Forbidden(s); f != "" {
			t.Errorf("%q is refused for %q", s, f)
		}
	}
}

func TestFiguresAboutPeopleCarryAnID(t *testing.T) {
	for _, b := range books(t) {
		for _, key := range b.Keys() {
			for _, arg := range b.Args(key) {
				if id, ok := strings.CutPrefix(arg, guide.Prefix); ok {
					if _, known := guide.Lookup(id); !known {
						t.Errorf("%s: %s names the figure %s, which guide does not have", b.name, key, id)
					}
				}
			}
			if reason := loose(b.said(key), len(b.Args(key)) > 0); reason != "" && !notAboutPeople[key] && computed[key] == nil {
				t.Errorf("%s: %s says %q without a figure of guide: %s", b.name, key, reason, b.said(key))
			}
		}
	}
	exceptions := maps.Clone(notAboutPeople)
	for key, ids := range computed {
		exceptions[key] = true
		for _, id := range ids {
			if _, known := guide.Lookup(id); !known {
				t.Errorf("%s is reckoned from the figure %s, which guide does not have", key, id)
			}
		}
	}
	for key := range exceptions {
		found := false
		for _, b := range books(t) {
			found = found || b.Has(key)
		}
		if !found && !strings.HasPrefix(key, "evidence.") {
			t.Errorf("%s is on the list of exceptions and in no words file", key)
		}
	}
}

func TestLooseFiguresAreFound(t *testing.T) {
	for _, s := range []string{
		"Most people feel better soon.", "Many people look.", "Half of all couples come back.", "One in three returns.",
		"40 percent look.", "Forty percent look.", "88% look at the profile.", "7 out of 10 write again.", "A third of them wrote.", "On average it takes a year.",
		"Studies show that it helps.", "People are back in 3 months.", "Few people regret it.", "The majority waits.", "23 in 100 reunite.",
		"Two thirds of exes write.", "Half of them come back.", "It usually takes a year.", "Most come back.", "Nine of ten people write.", "Everyone goes through this.", "It is 37.",
	} {
		if loose(s, false) == "" {
			t.Errorf("%q is let through", s)
		}
	}
	for _, s := range []string{
		"How strong is it from 0 to 10?", "Ask again in 20 minutes.", "Call 112.", "Open from 12:00 to 22:00.", "The next 24 hours are enough.",
		"One person is enough.", "Choose one of the four.", "It was half of it.", "How many people wrote", "Breathe in for 4, out for 6.",
		"Write it as 2026-03-01.", "Press 1 for women, 2 for men.", "You can stop after any of these.", "At least 15 characters.",
	} {
		if r := loose(s, false); r != "" {
			t.Errorf("%q is refused for %q", s, r)
		}
	}
}

func TestTheOwnRecordMayBeCounted(t *testing.T) {
	for s, want := range map[string]bool{
		"Points on average, from guesses.": true,
		"A share of   to   %.":             true,
		"It is   in 100.":                  true,
		"In 40% of cases":                  false,
		"  of people came back.":           false,
		"Most people wrote   times.":       false,
	} {
		if got := loose(s, true) == ""; got != want {
			t.Errorf("%q: let through %v", s, got)
		}
	}
}

func TestReadingGrade(t *testing.T) {
	for _, b := range books(t) {
		var all []string
		for _, key := range b.Keys() {
			if !strings.HasPrefix(key, "date.") { // names of months are no sentences
				all = append(all, b.said(key))
			}
		}
		g := gradeOf(all)
		t.Logf("%s: grade %.1f", b.name, g)
		if g > 6 {
			t.Errorf("%s reads at grade %.1f, more than 6", b.name, g)
		}
	}
}

func TestGrade(t *testing.T) {
	easy := gradeOf([]string{"You can stop here. Nothing resets.", "Keep it for tonight."})
	hard := gradeOf([]string{"Notwithstanding considerable methodological limitations, longitudinal investigations demonstrate heterogeneous psychological adaptation trajectories following relationship dissolution."})
	if easy > 4 || hard < 14 {
		t.Errorf("easy words read at %.1f, hard ones at %.1f", easy, hard)
	}
}

// A sentence stands in one words file and nowhere else; keys begin with the
// name of the folder they live in, or with what it draws its errors from.
func TestWordsFilesAreFlat(t *testing.T) {
	for _, b := range books(t) {
		raw, err := os.ReadFile(filepath.Join(root, b.name))
		if err != nil {
			t.Fatal(err)
		}
		var flat map[string]string
		if err := json.Unmarshal(raw, &flat); err != nil {
			t.Errorf("%s: %v", b.name, err)
		}
		for key, text := range flat {
			if strings.TrimSpace(text) != text || text == "" {
				t.Errorf("%s: %s is empty or has blanks around it", b.name, key)
			}
			if strings.Contains(text, "<") {
				t.Errorf("%s: %s has markup", b.name, key)
			}
		}
	}
}
