package answers

import (
	"ebb"
	"ebb/feature/check"
)

// checkAnswers are the forms: each answer stands on its sheet, and in a total.
var checkAnswers = []answer{
	{
		"check.Sheet.PHQ check.Sheet.GAD",
		[]ebb.Event{with(0, check.Filled, check.Sheet{Sheet: one, PHQ: []int{2, 3, 1, 1, 1, 1, 1, 1, 1, 1}, GAD: []int{1, 1, 4, 1, 1, 1, 1}})}, at, "/keep/check",
		"Your total on 22 November 2026: 3 of 27. | Your total on 22 November 2026: 3 of 21. | Nine questions: 3 of 27.",
	},
	{
		"check.Ask.Yes", []ebb.Event{
			with(0, check.Filled, check.Sheet{Sheet: one, PHQ: []int{1, 1, -1, -1, -1, -1, -1, -1, -1, -1}, GAD: []int{-1, -1, -1, -1, -1, -1, -1}}),
			with(1, check.Asked, check.Ask{Yes: true}),
		}, at, "/keep/check", "ebb asks again on 20 December 2026.",
	},
}
