package before

import (
	"slices"
	"strings"
	"time"

	"ebb/tie"
)

// Named is a name of ours in the words of the path: Named("feeling", "sad") is
// "sadness"; "" where the path has no word for it.
func (f *Facts) Named(kind, name string) string {
	if key := "path." + kind + "." + name; f.Words.Has(key) {
		return f.Say(key)
	}
	return ""
}

// Listed names the first of some counts with how often each came: "sadness (4
// times), anger (once)"; "" where there are none.
func (f *Facts) Listed(kind string, some []Count, most int) string {
	var all []string
	for _, c := range some {
		if name := f.Named(kind, c.Name); name != "" && len(all) < most {
			all = append(all, f.Say("path.times", "what", name, "n", c.N))
		}
	}
	return strings.Join(all, ", ")
}

// Joined names some of ours in a row; "" where there are none.
func (f *Facts) Joined(kind string, names []string) string {
	var all []string
	for _, n := range names {
		if name := f.Named(kind, n); name != "" {
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}

// NeedName is a need in words of ours, or the person's own.
func (f *Facts) NeedName(n tie.Need) string {
	if n.Own != "" {
		return n.Own
	}
	return f.Named("need", n.Subject)
}

// Coming are the hard days from today on within some days, the next one first,
// in their words and with their day.
func (f *Facts) Coming(days int) (all []tie.Day) {
	today, last := f.Now.Format(time.DateOnly), f.Now.AddDate(0, 0, days).Format(time.DateOnly)
	for _, d := range All[tie.Day](f, tie.DayPlanned) {
		if d.On >= today && d.On <= last {
			all = append(all, d)
		}
	}
	return all
}

// Worries are what turned in the head at night and was written down, the newest
// first.
func (f *Facts) Worries() (all []string) {
	for _, w := range All[tie.Worry](f, tie.Worried) {
		if w.Words != "" {
			all = append([]string{w.Words}, all...)
		}
	}
	return all
}

// Truths are the pairs of a feeling and what reality shows.
func (f *Facts) Truths() []tie.Pair { return All[tie.Pair](f, tie.TruthWritten) }

// Sentence is a sentence about what; "" where there is nothing to say it about.
func (f *Facts) Sentence(key, what string) string {
	if what == "" {
		return ""
	}
	return f.Say(key, "what", what)
}

// Names are the people they could call.
func Names(f *Facts) (all []string) {
	for _, p := range f.People() {
		all = append(all, p.Name)
	}
	return all
}

// Weigh is which of our words for feelings that weigh were named lately, most
// often first.
func (f *Facts) Weigh() []Count {
	return slices.DeleteFunc(f.Feelings(), func(c Count) bool {
		family, known := tie.FamilyOf(c.Name)
		return !known || family.Lifts || family.Mixed
	})
}
