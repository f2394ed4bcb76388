package ask

import (
	"time"

	"ebb/feature"
)

// aids asks every feature for what it offers in a hard moment.
func (a *Ask) aids() ([]feature.Aid, error) {
	var all []feature.Aid
	if a.Journal == nil {
		return nil, nil
	}
	for _, f := range a.House.Features {
		if f.Aids == nil {
			continue
		}
		some, err := f.Aids(a.Request)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// week asks every feature for its share of the weekly review.
func (a *Ask) week(from, until time.Time) ([]feature.Said, error) {
	var all []feature.Said
	for _, f := range a.House.Features {
		if f.Week == nil {
			continue
		}
		cards, err := f.Week(a.Request, from, until)
		if err != nil {
			return nil, err
		}
		for _, c := range cards {
			part, err := a.House.Pages.Part(c.Template, c.Data)
			if err != nil {
				return nil, err
			}
			all = append(all, feature.Said{Step: c.Step, HTML: part})
		}
	}
	return all, nil
}

// Dues asks every feature when something of it waits to be looked at.
func (a *Ask) Dues() ([]time.Time, error) {
	var all []time.Time
	for _, f := range a.House.Features {
		if f.Due == nil || a.Journal == nil {
			continue
		}
		some, err := f.Due(a.Request)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}
