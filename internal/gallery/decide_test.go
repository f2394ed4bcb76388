package gallery

import (
	"strings"

	"ebb/internal/browser"
)

// decided are the pages of Decide with something in them; unsaid those that
// stand before anything was said. What opens from a row is looked at by opened.
var decided = map[string]string{
	"feel": "/decide/feel", "feel-before": "/decide/feel/before", "feel-move": "/decide/feel/move",
	"past": "/decide/past", "needs": "/decide/needs", "needs-then": "/decide/needs/then", "needs-goals": "/decide/needs/goals",
	"soberly": "/decide/soberly", "soberly-effort": "/decide/soberly/effort", "soberly-cost": "/decide/soberly/cost",
	"weigh": "/decide/weigh", "ways": "/decide/ways", "ways-let": "/decide/ways/let", "ways-keep": "/decide/ways/keep", "ways-drafts": "/decide/ways/drafts",
	"decision": "/decide/decision", "decision-again": "/decide/decision/again", "decision-when": "/decide/decision/when",
	"decision-versions": "/decide/decision/versions", "decision-write": "/decide/decision/write",
	"talk": "/decide/talk", "talk-part": "/decide/talk/part", "talk-one": "/decide/talk/prepare/1", "talk-read": "/decide/talk/read",
	"talk-after": "/decide/talk/after", "talk-look": "/decide/talk/look/talk", "talk-two": "/decide/talk/counselling",
	"after": "/decide/after", "after-fear": "/decide/after/fear", "after-needs": "/decide/after/needs", "after-friends": "/decide/after/friends", "after-week": "/decide/after/week",
	"chances": "/keep/chances", "fears": "/keep/fears", "outlook": "/decide/outlook", "outlook-away": "/decide/outlook/away",
	"own-week": "/decide/back/week", "own-lift": "/decide/back/week/lift", "own-add": "/decide/back/week/add", "own-goals": "/decide/back/week/goals",
	"quiet": "/decide/back/quiet", "quiet-every": "/decide/back/quiet/1", "quiet-app": "/decide/back/quiet/3", "days": "/keep/days", "days-new": "/keep/days/new",
	"outlook-sources": "/decide/outlook/sources", "outlook-guess": "/decide/outlook/guess",
	"habits": "/keep/habits", "habits-night": "/keep/habits/moment", "portrait": "/keep/portrait",
}

var unsaid = map[string]string{
	"decide": "/decide", "past": "/decide/past", "past-new": "/decide/past/new", "needs": "/decide/needs", "weigh": "/decide/weigh", "ways": "/decide/ways",
	"decision": "/decide/decision", "talk": "/decide/talk", "talk-read": "/decide/talk/read", "break": "/decide/talk/break", "terms": "/decide/talk/break/terms",
	"after": "/decide/after", "mine": "/decide/after/mine", "stop": "/decide/after/stop", "feared": "/decide/after/feared", "distance": "/decide/after/distance",
	"respect": "/decide/after/respect", "week": "/decide/after/week", "chances": "/keep/chances", "fears": "/keep/fears", "own-week": "/decide/back/week", "own-add": "/decide/back/week/add", "own-matters": "/decide/back/week/matters",
	"quiet": "/decide/back/quiet", "days": "/keep/days", "days-new": "/keep/days/new", "habits": "/keep/habits", "portrait": "/keep/portrait",
}

// after a yes, or after their no, these look or lead elsewhere.
var guarded = map[string]string{
	"today": "/today", "decide": "/decide", "needs": "/decide/needs", "ways": "/decide/ways", "decision": "/decide/decision", "talk": "/decide/talk",
	"after": "/decide/after", "distance": "/decide/after/distance", "letters": "/keep/letters", "keep": "/keep", "outlook": "/decide/outlook",
	"quiet": "/decide/back/quiet", "quiet-every": "/decide/back/quiet/1", "days": "/keep/days", "days-new": "/keep/days/new",
	"path-ask": "/keep/path/people/ask", "later": "/keep/later", "friends": "/keep/later/friends", "again": "/keep/later/again", "later-back": "/keep/later/back", "stays-new": "/keep/unsent/new",
}

// opened looks at what stands behind the first row of each list.
func opened(p *browser.Page) {
	for _, list := range []string{"/decide/feel/before", "/decide/past", "/decide/needs", "/decide/weigh", "/decide/ways/drafts", "/decide/decision/versions", "/keep/chances", "/keep/days", "/decide/back/week", "/keep/habits", "/keep/portrait"} {
		p.Open(list)
		behind := browser.Eval[string](p, `(() => {
			const a = [...document.querySelectorAll("main a")].find(a => /[0-9a-f]{16}/.test(a.pathname));
			return a ? a.pathname : "";
		})()`)
		if behind == "" {
			p.Wrong("no row leads on")
			continue
		}
		p.Open(behind)
		hold(p, "opened"+strings.ReplaceAll(list, "/", "-"))
	}
}

// answered has answered the questions about safety, all alike.
func answered(answer string) func(*browser.Page) {
	return func(p *browser.Page) {
		first(p)
		p.Open("/safety/1")
		for n := 0; n < 12 && p.Has(`main button[name="answer"]`); n++ {
			p.Click(`main button[value="` + answer + `"]`)
			if p.Path() == "/help/planning" {
				break
			}
		}
	}
}
