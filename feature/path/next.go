package path

import (
	"slices"

	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

// hint is a topic that fits where a person is, and the words that say why.
type hint struct {
	topic, why string
	fits       func(*before.Facts) bool
}

// hints in their order: the first that fits and has a step that was never said
// is suggested. What looks back comes late.
var hints = []hint{
	{"comfort", "hard", func(f *before.Facts) bool { return len(f.Moments()) >= manyMoments }},
	{"body", "night", atNight},
	{"people", "careful", func(f *before.Facts) bool { return f.Safety().Fear() }},
	{"happening", "first", func(f *before.Facts) bool { return len(f.Versions("", "")) == 0 }},
	{"situation", "deciding", stance(tie.Deciding, tie.NotSure)},
	{"happening", "early", early},
	{"body", "early", early},
	{"good", "stepping", stance(tie.SteppingBack)},
	{"comfort", "early", early},
	{"good", "mood", func(f *before.Facts) bool { return len(f.Lifted(1)) > 0 }},
	{"people", "people", func(f *before.Facts) bool { return len(f.People()) > 0 }},
	{"own", "own", after(three)},
	{"memories", "later", after(six)},
	{"unfinished", "later", after(six)},
	{"now", "now", after(twelve)},
}

const (
	manyMoments        = 3 // lately
	three, six, twelve = 3 * 7, 6 * 7, 12 * 7
)

// atNight: of three hard moments or more, half or more began at night.
func atNight(f *before.Facts) bool {
	night, all := f.Nights()
	return all >= manyMoments && 2*night >= all
}

func stance(some ...tie.Stance) func(*before.Facts) bool {
	return func(f *before.Facts) bool { return slices.Contains(some, f.Standing().Stance) }
}

// early: the first weeks, and where nobody said since when.
func early(f *before.Facts) bool {
	_, days, ok := f.Since()
	return !ok || days < three
}

func after(days int) func(*before.Facts) bool {
	return func(f *before.Facts) bool { _, n, ok := f.Since(); return ok && n >= days }
}

// next is what is suggested, with the words that say why; nil where every step
// was said once.
func next(f *before.Facts) (*topic.Topic, *topic.Step, string) {
	all := topics()
	for _, h := range hints {
		i := slices.IndexFunc(all, func(t *topic.Topic) bool { return t.Name == h.topic })
		if i < 0 {
			continue
		}
		if s := unsaid(f, all[i]); s != nil && h.fits(f) {
			return all[i], s, h.why
		}
	}
	for _, t := range all {
		if s := unsaid(f, t); s != nil && !t.Back {
			return t, s, "open"
		}
	}
	return nil, nil, ""
}
