package hold

import (
	"testing"

	"ebb/feature/hold/moment"
)

func TestEveryNameHasWords(t *testing.T) {
	p := newPerson(t)
	for prefix, list := range map[string][]string{
		"hold.pull.": moment.Pulls, "hold.outcome.": moment.Outcomes, "hold.mark.": moment.Marks,
		"hold.trigger.": moment.Triggers, "hold.place.": moment.Places, "hold.company.": moment.Company,
		"hold.need.": moment.Needs, "hold.choice.": moment.Intents,
	} {
		for _, name := range list {
			if !p.book.Has(prefix + name) {
				t.Errorf("%s%s has no words", prefix, name)
			}
		}
	}
}
