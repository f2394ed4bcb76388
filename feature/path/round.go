package path

import (
	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
)

type roundPage struct {
	Head  string
	Round bool
	Check string // where whether thoughts go round is asked
	On    string // the page itself
}

// round stands before a topic that looks back, until it was asked whether
// thoughts go round, and where they do. The page itself stays one tap away.
func round(r *feature.Request, f *before.Facts, t *topic.Topic) (feature.Answer, bool) {
	if !t.Back || r.FormValue("on") != "" {
		return feature.Answer{}, false
	}
	asked, goes := f.Brooding()
	if asked && !goes {
		return feature.Answer{}, false
	}
	p := roundPage{Head: r.Say("path." + t.Name + ".head"), Round: goes, Check: "/keep/unsent/check?for=" + t.Name, On: r.URL.Path + "?on=1"}
	return page(r, "round", addressOf(t, nil), p.Head, p), true
}
