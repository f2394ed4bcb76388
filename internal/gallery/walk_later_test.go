package gallery

import (
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/browser"
	"ebb/internal/site"
)

// Coming back after half a year by finger: Today greets and nothing is late, the
// old plan comes when it is asked for, they came back, together again, and
// someone new; and the way of a night on which somebody told of them.
func backAfterHalfAYear(t *testing.T, b *browser.Browser) {
	s := site.New(t, all.List())
	p := b.Page(t, s.Base, browser.Phone)
	keep(p)
	answerSafety(p, "no")
	walkFriends(s, p)
	walkBefore(p)
	s.Wait(183 * 24 * time.Hour)
	p.Open("/unlock")
	p.Type(`input[name="pass"]`, passphrase)
	p.Click(`main form button.go`)
	walkReturn(t, p)
	walkTheyCameBack(p)
	walkTogether(p)
	walkSomeoneNew(p)
	walkTold(p)
}

func walkFriends(s *site.Site, p *browser.Page) {
	p.Open("/keep/later")
	p.Shot("later-first.phone")
	p.Click(`a[href="/keep/later/friends"]`)
	p.Shot("later-friends-empty.phone")
	p.Click(`label:has([name="love"][value="no"])`)
	p.Click(`label:has([name="wait"][value="sign"])`)
	day(p, "review", "2026-12-24")
	p.ClickText("Keep it")
	p.Says("you said not now", "That is a whole reason to wait.")
	s.Wait(time.Minute)
	p.Click(`label:has([name="love"][value="yes"])`)
	p.ClickText("Keep it")
	p.Says("And before, on", "Who else saw what you gave?")
	p.Shot("later-friends.phone")
}

// walkBefore is what lies ready for later: a rule, a promise and a door.
func walkBefore(p *browser.Page) {
	p.Open("/keep/later/again")
	p.Says("You wrote no rule for this.")
	p.Type(`[name="small"]`, "הליכה קצרה")
	day(p, "review", "2026-12-30")
	p.ClickText("Keep it")
	p.Says("To look again: 30 December 2026.")
}

func walkReturn(t *testing.T, p *browser.Page) {
	p.Open("/today")
	p.Says("You haven’t been here for a while. That may be good news.", "Nothing here is late", "One thing had its day meanwhile")
	if text := p.Text("main"); strings.Contains(text, "הליכה") {
		t.Errorf("old words stand on Today: %s", text)
	}
	hold(p, "later-today")
	p.ClickText("What brings me here")
	p.Says("You were away for 6 months.", "Read what I wrote for this")
	p.Shot("later-back.phone")
	p.ClickText("Read what I wrote for this")
	p.Says("Nothing is written for this yet.")
	p.Shot("later-plan.phone")
	p.Open("/today")
	p.ClickText("Put this aside")
	if text := p.Text("main"); strings.Contains(text, "meanwhile") || strings.Contains(text, "What stood here before") {
		t.Errorf("put aside, Today says %s", text)
	}
}

func walkTheyCameBack(p *browser.Page) {
	p.Open("/keep/later/again")
	p.Says("You chose this day to look again.", "הליכה קצרה")
	p.Type(`[name="sees"]`, "They come on the day they said.")
	p.ClickText("Keep it")
	p.Says("I would see it by: They come on the day they said.")
	hold(p, "later-again")
}

func walkTogether(p *browser.Page) {
	p.Open("/keep/later/together")
	p.Shot("later-together.phone")
	p.ClickText("Yes, together again")
	p.Open("/keep/later/together")
	p.Says("You are together.")
	p.Shot("later-together-is.phone")
}

func walkSomeoneNew(p *browser.Page) {
	p.Open("/keep/habits")
	p.Click(`main button[value="hiding"]`)
	p.Open("/keep/later/new")
	p.Shot("later-new-empty.phone")
	p.Type(`[name="own"]`, "Laughing")
	p.Type(`[name="shows"]`, "They find something funny twice a day.")
	p.ClickText("Put it on the list")
	p.Click(`label:has([name="pattern"])`)
	p.Type(`[name="then"]`, "I say what I want to eat.")
	p.Click(`form[action="/keep/later/new/watch"] button`)
	p.Says("Kept. As a plan it comes back to you", "They find something funny twice a day.")
	hold(p, "later-new")
	p.ClickText("Make it a plan")
	p.Says("I notice it with someone new")
	p.Open("/keep/later/compare")
	p.Type(`[name="what"]`, "They laugh more with them.")
	p.Type(`[name="know"]`, "One evening, seen from across the room.")
	p.Type(`[name="leave"]`, "Asking who it is.")
	p.ClickText("Keep it")
	p.Says("I leave", "Asking who it is.")
	p.Shot("later-compare.phone")
}

// walkTold is a night on which somebody told of them: it ends in letting it
// stand, and nowhere does a page offer a closer look.
func walkTold(p *browser.Page) {
	p.ClickText("It is loud right now")
	p.ClickText("They have someone new")
	p.ClickText("Go on")
	p.Says("nothing has to be done about it tonight")
	p.ClickText("Let it stand")
	p.Shot("later-told.phone")
}
