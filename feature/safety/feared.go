package safety

import (
	"encoding/json"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// Feared is one tap in a hard moment: this was fear. Body of tie.Feared.
type Feared struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	Was    string `cbor:"2,keyasint" json:"was"` // "fear"
}

// fear is the one thing a tap can say.
const fear = "fear"

// once is the step that lets the page after the tap show itself one time.
const once = "safety.feared"

// Capture checks a tap that was sealed before it joins.
func Capture(kind string, body json.RawMessage) (any, error) {
	return ebb.Captured(body, "safety.bad.feared", func(f Feared) error {
		if kind != tie.Feared || f.Was != fear || f.Moment == (ebb.ID{}) {
			return ebb.Bad("safety.bad.feared")
		}
		return nil
	})
}

// postFeared keeps the tap; help then begins with violence.
func postFeared(r *feature.Request) (feature.Answer, error) {
	f := Feared{Moment: r.NewID(), Was: fear}
	if err := r.Capture(r.Context(), tie.Feared, r.Now, f); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(first, "violence")
	r.Steps.Keep(once, true)
	return feature.Answer{Goto: "/safety/feared"}, nil
}

type fearedPage struct {
	Open bool // what was kept can be erased here and now
}

// showFeared says once what the tap did. Opened again, it shows no reason.
func showFeared(r *feature.Request) (feature.Answer, error) {
	var now bool
	if !r.Steps.Recall(once, &now) && !r.Demo {
		return feature.Answer{Goto: "/help"}, nil
	}
	r.Steps.Forget(once)
	return feature.Answer{Template: "safety/feared", Data: fearedPage{r.Journal != nil}, Title: "safety.title", Night: true}, nil
}

// postUnfeared destroys the taps, and leaves the answers that were given.
func postUnfeared(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if len(s.feared) > 0 {
		err = r.Journal.Record(r.Context(), ebb.Entry{Erase: s.feared})
	}
	r.Steps.Forget(first)
	return feature.Answer{Goto: "/today"}, err
}
