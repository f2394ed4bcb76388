package talk

import (
	"bufio"
	"os"
	"time"

	"golang.org/x/term"

	"ebb/feature"
)

// keyboard gives one key after the other: at once in a terminal, by lines
// elsewhere, where a line's first letter is the key.
type keyboard struct {
	keys chan byte
}

const (
	interrupt = 3
	endOfText = 4
)

// newKeys reads t.In; done puts the terminal back as it was.
func newKeys(t *feature.Terminal) (k *keyboard, done func()) {
	k, done = &keyboard{keys: make(chan byte)}, func() {}
	if f, ok := t.In.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if was, err := term.MakeRaw(int(f.Fd())); err == nil {
			done = func() { term.Restore(int(f.Fd()), was) }
			t.Out = returns{t.Out}
			go k.read(bufio.NewReader(t.In))
			return k, done
		}
	}
	go k.lines(bufio.NewScanner(t.In))
	return k, done
}

func (k *keyboard) read(in *bufio.Reader) {
	defer close(k.keys)
	for {
		b, err := in.ReadByte()
		if err != nil || b == interrupt || b == endOfText {
			return
		}
		if b == '\r' {
			b = '\n'
		}
		k.keys <- b
	}
}

func (k *keyboard) lines(in *bufio.Scanner) {
	defer close(k.keys)
	for in.Scan() {
		key := byte('\n')
		if line := in.Text(); line != "" {
			key = line[0]
		}
		k.keys <- key
	}
}

// press waits for a key; false when none will come.
func (k *keyboard) press() (byte, bool) {
	b, ok := <-k.keys
	return b, ok
}

// until calls each now and then until a key is pressed.
func (k *keyboard) until(every time.Duration, each func()) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		each()
		select {
		case <-k.keys:
			return
		case <-tick.C:
		}
	}
}

// returns writes for a raw terminal, which goes down at a line's end but not
// back to its start.
type returns struct {
	out interface{ Write([]byte) (int, error) }
}

func (r returns) Write(p []byte) (int, error) {
	for i, from := 0, 0; i <= len(p); i++ {
		if i < len(p) && p[i] != '\n' {
			continue
		}
		if _, err := r.out.Write(p[from:i]); err != nil {
			return from, err
		}
		if i < len(p) {
			if _, err := r.out.Write([]byte("\r\n")); err != nil {
				return i, err
			}
		}
		from = i + 1
	}
	return len(p), nil
}
