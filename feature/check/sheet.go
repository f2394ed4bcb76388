package check

import (
	"slices"
	"strconv"

	"ebb/feature/check/instrument"
)

// The parts of a sheet, as addresses name them.
const (
	mood  = "mood"
	worry = "worry"
)

// list is the answers of a part; nil for no part.
func (s *Sheet) list(part string) []int {
	switch part {
	case mood:
		return s.PHQ
	case worry:
		return s.GAD
	}
	return nil
}

func tool(part string) *instrument.Tool {
	if part == worry {
		return instrument.GAD7
	}
	return instrument.PHQ9
}

// fresh is a sheet with nothing on it.
func fresh() Sheet {
	return Sheet{PHQ: make([]int, difficult+1), GAD: make([]int, len(instrument.GAD7.Items))}
}

// through reports whether each question came up or was passed over.
func (s *Sheet) through() bool { return !slices.Contains(s.PHQ, 0) && !slices.Contains(s.GAD, 0) }

// nine reports whether the questions after the first two came up.
func (s *Sheet) nine() bool {
	return slices.ContainsFunc(s.PHQ[first:difficult], func(v int) bool { return v > 0 })
}

// sum is the total of so many answers, known where none of them is missing.
func sum(answers []int) (total int, known bool) {
	for _, v := range answers {
		if v <= 0 {
			return 0, false
		}
		total += v - 1
	}
	return total, true
}

// total is that of a questionnaire.
func (s *Sheet) total(t *instrument.Tool) (int, bool) {
	switch t {
	case instrument.GAD7:
		return sum(s.GAD)
	case instrument.PHQ9:
		return sum(s.PHQ[:difficult])
	}
	return sum(s.PHQ[:first])
}

// dark reports whether the ninth question was answered with anything above not
// at all.
func (s *Sheet) dark() bool { return s.PHQ[thoughts] > 1 }

// settle passes over what need not come up: the other seven where the first two
// come to little, and how difficult it was where there was nothing.
func (s *Sheet) settle(before bool) {
	low, known := sum(s.PHQ[:first])
	if known && low < offered && !before && s.PHQ[first] == 0 {
		leave(s.PHQ[first:])
	}
	if s.PHQ[difficult] == 0 && !slices.Contains(s.PHQ[:difficult], 0) && !slices.ContainsFunc(s.PHQ[:difficult], func(v int) bool { return v > 1 }) {
		s.PHQ[difficult] = Left
	}
}

// leave passes over all that has no answer.
func leave(answers []int) {
	for i, v := range answers {
		if v == 0 {
			answers[i] = Left
		}
	}
}

// next is where a sheet goes on: a question, or the offer of more.
func (s *Sheet) next() string {
	at := base + "/" + s.Sheet.String()
	if i := slices.Index(s.PHQ, 0); i == first {
		return at + "/" + mood
	} else if i >= 0 {
		return at + "/" + mood + "/" + strconv.Itoa(i+1)
	}
	if i := slices.Index(s.GAD, 0); i == 0 {
		return at + "/" + worry
	} else if i > 0 {
		return at + "/" + worry + "/" + strconv.Itoa(i+1)
	}
	return base
}

// reach is how many questions of a part may be opened: those with an answer and
// the one after.
func (s *Sheet) reach(part string) int {
	list := s.list(part)
	if i := slices.Index(list, 0); i >= 0 {
		return i + 1
	}
	return len(list)
}
