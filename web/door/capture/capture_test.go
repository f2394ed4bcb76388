package capture

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/all"
	"ebb/feature/hold/moment"
	"ebb/vault"
)

// takes are the features that take captures, by kind.
func takes() map[string]*feature.Feature {
	of := map[string]*feature.Feature{}
	for _, f := range all.List() {
		for _, kind := range f.Kinds {
			if f.Capture != nil {
				of[kind] = f
			}
		}
	}
	return of
}

// FuzzDecoder holds for whatever a device seals: what is taken is of a kind that
// somebody owns, joins a journal and comes out of it as it was, and its owner
// understands it; what is not taken is no event, and the reason is a sentence or
// says nothing.
func FuzzDecoder(f *testing.F) {
	at := time.Date(2026, 11, 23, 2, 10, 0, 123e6, time.FixedZone("Europe/Berlin", 3600))
	id := ebb.NewID()
	for _, v := range []struct {
		kind string
		body any
	}{
		{moment.KindPull, moment.Pull{Moment: id, Pull: moment.Pulls[0]}},
		{moment.KindRating, moment.Rating{Moment: id, Value: 7}},
		{moment.KindForecast, moment.Forecast{Moment: id, Value: 11}},
		{moment.KindIntent, moment.Intent{Moment: id, Intent: moment.Wait, Until: at.Format(time.RFC3339)}},
		{moment.KindOutcome, moment.Outcome{Moment: id, Outcome: moment.Acted, Mark: moment.Allowed}},
		{moment.KindDetail, moment.Detail{Moment: id, Triggers: moment.Triggers[:1], Words: "words"}},
	} {
		plain, err := New(v.kind, at, "locked", v.body)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(plain)
		f.Add(bytes.Replace(plain, []byte(`"at":"2026`), []byte(`"at":"0000`), 1))
		f.Add(bytes.Replace(plain, []byte(`"who":1`), []byte(`"who":-9223372036854775808`), 1))
	}
	for kind := range takes() {
		f.Add(fmt.Appendf(nil, `{"v":1,"kind":%q,"at":"2026-11-23T02:10:00.123Z","zone":"../..","body":{}}`, kind))
	}
	owners, read := takes(), Decoder(all.List())
	keys := vault.NewRing().Keys(vault.Owner{Install: ebb.NewID(), Person: ebb.NewID()})
	f.Fuzz(func(t *testing.T, plain []byte) {
		e, err := read(plain)
		if err != nil {
			if p := (*ebb.Problem)(nil); e.Kind != "" || !errors.Is(err, errCapture) && !(errors.As(err, &p) && p.Cause == nil) {
				t.Errorf("%+v: %v", e, err)
			}
			if p := (*ebb.Problem)(nil); !errors.As(Problem(err), &p) || p.Status != 400 || p.Say == "" {
				t.Errorf("no sentence: %v", err)
			}
			return
		}
		owner := owners[e.Kind]
		if owner == nil || e.Who < 1 || e.Device != "web" && e.Device != "cli" && e.Device != "locked" {
			t.Fatalf("taken as %+v", e)
		}
		box, err := keys.Seal(1, [32]byte{}, e)
		if err != nil {
			t.Fatalf("taken, and joins no journal: %v", err)
		}
		got, err := keys.Open(1, [32]byte{}, box)
		if err != nil || got.Kind != e.Kind || !bytes.Equal(got.Body, e.Body) || got.At.UnixMilli() != e.At.UnixMilli() || got.At.Format(millis) != e.At.Format(millis) {
			t.Errorf("%+v became %+v: %v", e, got, err)
		}
		if err := owner.Fold().Apply(1, got); err != nil {
			t.Errorf("its owner does not understand it: %v", err)
		}
	})
}
