package demo

import (
	"time"

	"ebb/tie"
)

// weigh is what spoke for and against on two evenings.
func (w *writer) weigh(since time.Time) {
	for i, l := range []tie.Reason{
		{List: "go-for", Words: "My own choices", Size: 2, Topic: "choices"},
		{List: "go-for", Words: "No more guessing what a silence means", Size: 3},
		{List: "go-against", Words: "Friends we share", Size: 2, Topic: "friends"},
		{List: "go-against", Words: "I would be lonely", Size: 3, Topic: "lonely"},
		{List: "keep-for", Words: "The summers at the lake", Size: 3},
		{List: "keep-for", Words: "Friends we share", Size: 2, Topic: "friends"},
		{List: "keep-against", Words: "What it costs in sleep", Size: 2, Topic: "sleep"},
		{List: "keep-against", Words: "The same talk, four times now", Size: 3},
	} {
		w.add(since.AddDate(0, 0, 46+5*(i%2)).Add(20*time.Hour+time.Duration(i)*time.Minute), tie.Weighed, l)
	}
}
