package answers

import (
	"ebb"
	"ebb/tie"
)

// feelAnswers are feelings that were named, and moods before and after moving.
var feelAnswers = []answer{
	{"tie.Feelings.Felt", []ebb.Event{with(0, tie.Named, tie.Feelings{Felt: []tie.Feeling{{Name: "unseen", Strength: &seven}, {Name: tie.OwnFeeling, Word: "hollow"}}})}, at, "/review", "Not seen 7, hollow"},
	{"tie.Feelings.Ending", []ebb.Event{with(0, tie.Named, tie.Feelings{Felt: []tie.Feeling{{Name: "sad"}}, Ending: tie.EndsAsks})}, at, "/review", "Is this ending? Not sure."},
	{"tie.Went.Before tie.Back.After", []ebb.Event{known(0, tie.WentMoving, tie.Went{Before: 3}), with(34, tie.BackMoving, tie.Back{Went: one, After: 6})}, at, "/review", "Mood before 3, after 34 minutes 6: +3."},
}
