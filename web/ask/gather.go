package ask

import (
	"slices"
	"time"

	"ebb/feature"
)

// Gate asks the one feature that has a gate, and says which it is. Without an
// open journal it is as if nothing had been asked.
func (a *Ask) Gate() (feature.Gate, *feature.Feature, error) {
	for _, f := range a.House.Features {
		if f.Gate == nil {
			continue
		}
		if a.Journal == nil {
			return feature.Unasked, f, nil
		}
		is, err := f.Gate(a.Request)
		return is, f, err
	}
	return feature.Open, nil, nil
}

// Standing are the features that are not shut to this person: only they have
// something to show in places that all of them share.
func (a *Ask) Standing() ([]*feature.Feature, error) {
	is, _, err := a.Gate()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(a.House.Features), func(f *feature.Feature) bool { return f.Guard.Shuts(is) }), nil
}

// aids asks every feature for what it offers in a hard moment.
func (a *Ask) aids() ([]feature.Aid, error) {
	var all []feature.Aid
	if a.Journal == nil {
		return nil, nil
	}
	standing, err := a.Standing()
	if err != nil {
		return nil, err
	}
	for _, f := range standing {
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
	standing, err := a.Standing()
	if err != nil {
		return nil, err
	}
	var all []feature.Said
	for _, f := range standing {
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
	standing, err := a.Standing()
	if err != nil || a.Journal == nil {
		return nil, err
	}
	var all []time.Time
	for _, f := range standing {
		if f.Due == nil {
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

// missed asks every feature what it had waiting at a time, and names the places
// of those whose day has come since.
func (a *Ask) missed(since time.Time) ([]feature.Link, error) {
	standing, err := a.Standing()
	if err != nil || a.Journal == nil {
		return nil, err
	}
	then := *a.Request
	then.Now = since.In(a.Now.Location())
	var all []feature.Link
	for _, f := range standing {
		at, err := f.Missed(&then, a.Now)
		if err != nil {
			return nil, err
		}
		if at != nil {
			all = append(all, *at)
		}
	}
	return all, nil
}
