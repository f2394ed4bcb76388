package feature

import "strings"

// Exit is how a command ends other than well: the code, and the lines that
// stand on the terminal's error side, "error: …" first, then "hint: …".
type Exit struct {
	Code  int
	Lines []string
}

func (e *Exit) Error() string { return strings.Join(e.Lines, "\n") }
