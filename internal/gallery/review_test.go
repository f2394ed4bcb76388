package gallery

import (
	"strings"

	"ebb/internal/browser"
)

// reviewPages are the cards of the weekly review, and the ways out.
var reviewPages = map[string]string{
	"happened": "/review?card=happened", "moment": "/review?card=moment", "guess": "/review?card=guess",
	"need": "/review?card=need", "next": "/review?card=next", "end": "/review?card=end", "out": "/out",
}

// reviewed walks through the week by its own buttons.
func reviewed(p *browser.Page) {
	keep(p)
	p.Open("/review")
	hold(p, "review-first")
	p.Click(`main button[value="keep"]`)
	p.Click(`main button[value="leave"]`)
	p.Click(`main button[value="keep"]`)
	p.Click(`.chips input[value="rest"]`)
	p.Click(`.chips input[value="partly"]`)
	p.Click(`.chips input[value="friend"]`)
	hold(p, "review-need")
	p.Click(`main button[value="keep"]`)
	p.Type(`textarea[name="text"]`, "Walk at the lake")
	p.Type(`input[name="who"]`, "Sam")
	p.Click(`main button[value="keep"]`)
	hold(p, "review-ended")
	p.Click(`form[action="/review/wanted"] button`)
	hold(p, "review-sundays")
}

// leaving looks at both ways out, seals, and stands before the printed key.
func leaving(p *browser.Page) {
	keep(p)
	p.Open("/out/burn")
	hold(p, "out-burn")
	p.Type(`input[name="word"]`, "burn")
	p.Click(`main form button:not(.go)`)
	hold(p, "out-marked")
	p.Click(`form[action="/out/stay"] button`)
	p.Open("/out/seal")
	hold(p, "out-seal")
	key := browser.Eval[string](p, `document.querySelector('input[name="key"]').value`)
	p.Click(`.chips input[value="no"]`)
	p.Type(`input[name="last"]`, key[strings.LastIndex(key, " ")+1:])
	p.Type(`input[name="pass"]`, passphrase)
	p.Click(`main form button.go`)
	hold(p, "out-sealed")
	p.Open("/unlock")
	hold(p, "out-unlock")
}
