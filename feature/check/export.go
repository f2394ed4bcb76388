package check

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/check/instrument"
	"ebb/fhir"
)

type exportPage struct {
	Sheets int
	Nine   bool // the ninth question was among what was asked
	Format string
}

func showExport(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	done := s.done()
	p := exportPage{Sheets: len(done), Format: fhir.Name, Nine: slices.ContainsFunc(done, func(e entry) bool { return e.nine() })}
	return page(r, "export", p), err
}

// postExport is every sheet that was gone through, as one file.
func postExport(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil || len(s.done()) == 0 {
		return feature.Answer{Goto: base + "/export"}, err
	}
	body, err := document(s.done(), r.FormValue("nine") == "yes", r.Now)
	return feature.Answer{Raw: &feature.Raw{Type: fhir.Type, Name: "answers.json", Body: body}}, err
}

// document is sheets as FHIR R4. Without the ninth question the total of the
// nine is left out as well: it would give the answer away.
func document(all []entry, ninth bool, now time.Time) ([]byte, error) {
	var out []fhir.Sheet
	for _, e := range all {
		if s := e.mood(ninth, now.Location()); s != nil {
			out = append(out, *s)
		}
		if slices.Max(e.GAD) > 0 {
			out = append(out, e.written(instrument.GAD7, other(e.Sheet.Sheet), e.GAD, now.Location(), instrument.GAD7))
		}
	}
	return fhir.Collect(now, out)
}

// mood is the nine questions, or the two where no more came up; nil where none
// was answered.
func (e *entry) mood(ninth bool, zone *time.Location) *fhir.Sheet {
	answers := slices.Clone(e.PHQ)
	var s fhir.Sheet
	switch {
	case !e.nine() && slices.Max(answers[:first]) <= 0:
		return nil
	case !e.nine():
		s = e.written(instrument.PHQ2, e.Sheet.Sheet, answers[:first], zone, instrument.PHQ2)
	case ninth:
		s = e.written(instrument.PHQ9, e.Sheet.Sheet, answers, zone, instrument.PHQ9, instrument.PHQ2)
	default:
		answers[thoughts] = Left
		s = e.written(instrument.PHQ9, e.Sheet.Sheet, answers, zone, instrument.PHQ2)
	}
	return &s
}

func (e *entry) written(t *instrument.Tool, id ebb.ID, answers []int, zone *time.Location, sums ...*instrument.Tool) fhir.Sheet {
	s := fhir.Sheet{ID: id, Form: t.Form(), On: e.At.In(zone)}
	for _, v := range answers {
		s.Chosen = append(s.Chosen, max(v-1, -1))
	}
	for _, t := range sums {
		if n, known := e.total(t); known {
			s.Totals = append(s.Totals, fhir.Total{Code: t.Total.Code, Text: t.Total.Text, Points: n})
		}
	}
	return s
}

// other is the id of the second form of a sitting.
func other(id ebb.ID) ebb.ID {
	id[0] ^= 0xff
	return id
}
