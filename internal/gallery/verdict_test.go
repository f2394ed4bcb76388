package gallery

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"ebb/internal/browser"
	"ebb/internal/words"
)

// verdict is something that no sentence says; testdata/verdicts.txt lists them.
type verdict struct {
	why     string
	pattern *regexp.Regexp
	example string
}

var listed = sync.OnceValues(func() (never []verdict, may []string) {
	raw, err := os.ReadFile("testdata/verdicts.txt")
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		part := strings.Split(line, "\t")
		if len(part) != 3 {
			panic("gallery: testdata/verdicts.txt: not three parts: " + line)
		}
		if part[0] == "may" {
			may = append(may, part[2])
			continue
		}
		never = append(never, verdict{part[0], regexp.MustCompile("(?i)" + part[1]), part[2]})
	}
	return never, may
})

// judged returns what a sentence says that none may, and why; "" for nothing.
func judged(sentence string) string {
	never, may := listed()
	sentence = strings.Join(strings.Fields(sentence), " ")
	for _, m := range may {
		sentence = strings.ReplaceAll(sentence, m, "")
	}
	for _, v := range never {
		if said := v.pattern.FindString(sentence); said != "" {
			return fmt.Sprintf("%q: %s", said, v.why)
		}
	}
	return ""
}

// books calls f for every sentence of every words file, without the keys of its
// choices, and for what guide says of studies and of lines.
func books(t *testing.T, f func(where, sentence string)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir("../..", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "en.json" || filepath.Base(filepath.Dir(p)) != "words" {
			if err == nil && d.IsDir() && d.Name() == "node_modules" {
				return fs.SkipDir
			}
			return err
		}
		var own []fs.FS
		if dir := filepath.Dir(filepath.Dir(p)); filepath.Base(dir) != "words" { // the dates are in every book
			own = append(own, os.DirFS(dir))
		}
		b, err := words.Read("en", own...)
		if err != nil {
			return err
		}
		for _, key := range b.Keys() {
			n++
			f(key, b.Raw(key))
		}
		return nil
	})
	if err != nil || n < 1000 {
		t.Fatalf("%d sentences: %v", n, err)
	}
	for _, file := range []string{"../../guide/evidence.json", "../../guide/helplines.json"} {
		var all any
		raw, err := os.ReadFile(file)
		if err == nil {
			err = json.Unmarshal(raw, &all)
		}
		if err != nil {
			t.Fatal(err)
		}
		within(all, func(sentence string) { f(file, sentence) })
	}
}

// within calls f for every string of a document.
func within(document any, f func(string)) {
	switch d := document.(type) {
	case string:
		f(d)
	case []any:
		for _, one := range d {
			within(one, f)
		}
	case map[string]any:
		for _, one := range d {
			within(one, f)
		}
	}
}

// No sentence advises staying or leaving, assures safety, or scores a person.
func TestNoSentenceGivesAVerdict(t *testing.T) {
	_, may := listed()
	said := map[string]bool{}
	books(t, func(where, sentence string) {
		if wrong := judged(sentence); wrong != "" {
			t.Errorf("%s says %s", where, wrong)
		}
		for _, m := range may {
			said[m] = said[m] || strings.Contains(strings.Join(strings.Fields(sentence), " "), m)
		}
	})
	for _, m := range may {
		if !said[m] {
			t.Errorf("%q may be said and is said nowhere: it leaves the list", m)
		}
	}
}

func TestEveryVerdictIsFound(t *testing.T) {
	never, _ := listed()
	for _, v := range never {
		if !v.pattern.MatchString(v.example) {
			t.Errorf("%s does not find %q", v.pattern, v.example)
		}
	}
	for _, s := range []string{
		"Letting go", "Nothing here says stay or go. To decide nothing yet is a decision too.", "Stay with it", "Leave this page now", "You can leave this open.",
		"Is it safe to look at this page here?", "Let it pass", "They want me back", "Which needs must be met?", "What would change your answer?",
		"It is too close to call.", "You can decide again at any time.", "How safe do you feel with them?", "Keep it, and leave the rest open",
	} {
		if wrong := judged(s); wrong != "" {
			t.Errorf("%q is refused: it says %s", s, wrong)
		}
	}
}

// sentences are what a page says, shown, folded away, or only read out. What
// somebody wrote, and the words of a published form, are not ebb's.
const sentences = `(() => {
	const all = new Set();
	for (const e of document.body.querySelectorAll("*")) {
		if (e.matches("script, style, textarea, input, .kept, .quoted")) continue;
		if ([...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) all.add(e.textContent);
		for (const a of ["aria-label", "alt", "title", "placeholder"]) if (e.getAttribute(a)) all.add(e.getAttribute(a));
	}
	return [...all];
})()`

// impartial fails for each sentence of the page that gives a verdict.
func impartial(p *browser.Page) {
	for _, s := range browser.Eval[[]string](p, sentences) {
		if wrong := judged(s); wrong != "" {
			p.Wrong("it says " + wrong)
		}
	}
}
