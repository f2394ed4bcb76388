package ebb

import (
	"fmt"
	"net/http"
)

// Problem is an error that a person may read: one sentence from a words file
// that says what is wrong, what was kept and what to do. The cause is for the
// log and never holds content.
type Problem struct {
	Status int    // an HTTP status; the command line exits with 1 for any
	Say    string // key of the sentence in a words file
	Args   []any  // name, value pairs for the sentence
	Cause  error
}

func (p *Problem) Error() string {
	if p.Cause == nil {
		return p.Say
	}
	return fmt.Sprintf("%s: %v", p.Say, p.Cause)
}

func (p *Problem) Unwrap() error { return p.Cause }

// Bad is a Problem with what the person sent: status 400.
func Bad(say string, args ...any) *Problem {
	return &Problem{Status: http.StatusBadRequest, Say: say, Args: args}
}
