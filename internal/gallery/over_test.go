package gallery

import (
	"maps"
	"regexp"
	"strings"

	"ebb/internal/browser"
)

// over are the pages of getting over it with something in them, one of each
// make; wander glances at the others. overNew are those that stand before
// anything was said. Letters that stay are among the pages of the demo.
var over = map[string]string{
	"losses": "/keep/losses", "losses-add": "/keep/losses/add/future", "stories": "/keep/stories", "story": "/keep/stories/miss",
	"check": "/keep/check", "check-new": "/keep/check/new", "check-export": "/keep/check/export",
	"later": "/keep/later", "friends": "/keep/later/friends", "again": "/keep/later/again", "back": "/keep/later/back", "old-plan": "/keep/later/back/plan",
	"compare": "/keep/later/compare", "someone": "/keep/later/new", "together": "/keep/later/together",
}

var path = map[string]string{
	"all": "/keep/path", "topic": "/keep/path/body", "step": "/keep/path/body/rest", "kept": "/keep/path/body/rest/kept",
	"rows": "/keep/path/own/single", "ask": "/keep/path/people/ask", "ask-kept": "/keep/path/people/ask/kept",
}

var overNew = map[string]string{
	"path": "/keep/path", "step": "/keep/path/comfort/kind", "round": "/keep/path/memories/hurts", "own": "/keep/path/own/single",
	"losses": "/keep/losses", "stories": "/keep/stories", "check": "/keep/check", "unsent": "/keep/unsent", "unsent-new": "/keep/unsent/new",
	"later": "/keep/later", "friends": "/keep/later/friends", "again": "/keep/later/again", "someone": "/keep/later/new", "compare": "/keep/later/compare",
	"beside": "/patterns/beside", "whole": "/settings/whole",
}

// overLong says a loss in the longest words there is room for, from the other
// side, and looks at where they stand.
func overLong(p *browser.Page) {
	p.Open("/keep/losses/add/hope")
	p.Type(`[name="words"]`, strings.Repeat("x", 120)+strings.Repeat(" לשיר", 30))
	p.Click(`main form button.go`)
	hold(p, "over-long-loss")
	p.Open("/keep/losses")
	hold(p, "over-long-losses")
	p.Open("/keep/path/comfort/kind")
	for _, field := range []string{"input", "textarea"} {
		p.Type(`main form `+field, strings.Repeat("x", 120)+strings.Repeat(" לשיר", 30))
	}
	p.Click(`main form button.go`)
	hold(p, "over-long-kept")
	p.Open("/keep/path")
	hold(p, "over-long-path")
}

func both(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// anyID is a random part of an address; pages that differ in nothing else are of
// one make.
var anyID = regexp.MustCompile(`[0-9a-f]{32}`)

// wander glances at every page below the addresses that a link on one of them
// leads to, one of each make. So a new one is looked at without being named.
func wander(below ...string) func(*browser.Page) {
	return func(p *browser.Page) {
		seen := map[string]bool{}
		for _, held := range []map[string]string{over, path} {
			for _, at := range held {
				seen[at] = true
			}
		}
		for ahead := below; len(ahead) > 0; ahead = ahead[1:] {
			p.Open(ahead[0])
			if made := anyID.ReplaceAllString(ahead[0], "*"); !seen[made] {
				seen[made] = true
				glance(p)
			}
			for _, to := range browser.Eval[[]string](p, `[...document.querySelectorAll("main a")].map((a) => a.pathname + a.search)`) {
				made := anyID.ReplaceAllString(to, "*")
				if !seen[made+" ahead"] && under(to, below) {
					seen[made+" ahead"] = true
					ahead = append(ahead, to)
				}
			}
		}
		if len(seen) < 40 {
			p.Wrong("hardly a link leads on")
		}
	}
}

func under(path string, below []string) bool {
	for _, b := range below {
		if strings.HasPrefix(path, b) {
			return true
		}
	}
	return false
}
