package answers

import (
	"ebb"
	"ebb/feature/past"
)

// pastAnswers are what happened, and what looks ahead from it.
var pastAnswers = []answer{
	{
		"past.Page.Part past.Page.When past.Page.Where past.Page.Touched past.Page.More", []ebb.Event{
			with(0, past.KindPage, past.Page{Story: one, Part: "seen", When: "qq1", Where: "qq2"}),
			with(1, past.KindPage, past.Page{Story: one, Part: "hurt", Touched: []string{"heard"}}),
			with(2, past.KindPage, past.Page{Story: one, Part: "mean", More: "qq3"}),
		}, at, "/review", "qq1, qq2 | Being heard | qq3",
	},
	{"past.Page.Text", []ebb.Event{with(0, past.KindPage, past.Page{Story: one, Part: "did", Text: "qq4"})}, at, "/decide/past/" + one.String(), "qq4"},
	{
		"past.Next.What past.Next.When past.Next.Where", []ebb.Event{with(0, past.KindPage, past.Page{Story: one, Part: "seen", Text: "x"}),
			with(1, past.KindNext, past.Next{Story: one, What: "rr1", When: "rr2", Where: "rr3"})}, at, "/review", "rr1 | rr2 | rr3",
	},
	{
		"past.Next.Tomorrow", []ebb.Event{with(0, past.KindPage, past.Page{Story: one, Part: "seen", Text: "x"}),
			with(1, past.KindNext, past.Next{Story: one, Tomorrow: "rr4"})}, 12 * at, "/today", "rr4",
	},
}
