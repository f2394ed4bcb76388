// Package prompt asks for a secret: on a terminal without showing it, from a pipe
// one line each time. It refuses lines that are longer than any secret.
package prompt

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// Prompt reads from In and asks on Err.
type Prompt struct {
	In   io.Reader
	Err  io.Writer
	rest *bufio.Reader // of a pipe
	left *io.LimitedReader
}

// ErrLong is a line that no secret is as long as.
var ErrLong = errors.New("prompt: longer than any secret")

// longest is how much of a pipe is read for all questions together.
const longest = 16 << 10

// Secret asks and returns the answer.
func (p *Prompt) Secret(question string) (string, error) {
	if f, ok := p.In.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(p.Err, question+" ")
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(p.Err)
		return string(b), err
	}
	if p.rest == nil {
		p.left = &io.LimitedReader{R: p.In, N: longest}
		p.rest = bufio.NewReader(p.left)
	}
	line, err := p.rest.ReadString('\n')
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return "", err
	case err != nil && p.left.N == 0: // cut off, and half a secret is none
		return "", ErrLong
	}
	return strings.TrimRight(line, "\r\n"), nil
}
