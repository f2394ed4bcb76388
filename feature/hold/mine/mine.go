// Package mine is what the page of all steps shows of the person's own: their
// curve as numbers, their last days in words, and what features offer. The page
// asks for it when it opens.
//
// It promises that it is nothing while locked and before the first save. It
// refuses to be kept: no device and no cache holds it.
package mine

import (
	"encoding/json"

	"ebb/feature"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/view"
)

// name of the feature whose fold it reads.
const name = "hold"

// Mine is the answer.
type Mine struct {
	Open  bool   `json:"open,omitempty"`
	Draft bool   `json:"draft,omitempty"` // open, and without a passphrase
	Pair  bool   `json:"pair,omitempty"`  // this browser may pair itself
	Saved string `json:"saved,omitempty"`
	Strip string `json:"strip,omitempty"` // the last 30 days, in words
	// Together stands over contact that is no slip: a head and a line.
	Together []string      `json:"together,omitempty"`
	Curve    *view.Curve   `json:"curve,omitempty"`
	Caption  string        `json:"caption,omitempty"` // instead of a curve
	Aids     []feature.Aid `json:"aids,omitempty"`
}

// Show answers; saved says where what is kept stands, and until when.
func Show(saved func(*feature.Request) string) func(*feature.Request) (feature.Answer, error) {
	return func(r *feature.Request) (feature.Answer, error) {
		m := Mine{Open: r.Journal != nil && r.State != feature.Nobody, Draft: r.State == feature.Draft && !r.Demo}
		m.Pair = m.Open && !r.Demo
		if r.State == feature.Locked {
			m.Caption = r.Say("hold.wave.locked")
		}
		if r.State != feature.Nobody {
			m.Saved = saved(r)
		}
		if err := m.fill(r); err != nil {
			return feature.Answer{}, err
		}
		body, err := json.Marshal(m)
		return feature.Answer{Raw: &feature.Raw{Type: "application/json", Body: body}}, err
	}
}

func (m *Mine) fill(r *feature.Request) (err error) {
	if !m.Open {
		return nil
	}
	if m.Aids, err = r.Aids(); err != nil {
		return err
	}
	return feature.See(r, name, func(st *moment.State) error {
		m.Curve, m.Caption = view.CurveOf(r, st)
		if st.Together() {
			m.Together = []string{r.Say("hold.sent.head.plain"), r.Say("hold.sent.together")}
			return nil
		}
		if strip := view.Strip(r, st); strip != nil {
			m.Strip = strip.Sentence
		}
		return nil
	})
}
