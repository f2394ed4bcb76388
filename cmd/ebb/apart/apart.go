// Package apart is a process of this program's own for a file that may harm
// its reader: it is started with little memory and little time, told on its
// input what to read, and heard through a pipe.
//
// It promises that the process is gone after half a minute, whatever it reads,
// and that nothing about the file stands on a command line that others on the
// machine could see. It refuses to say more of what went wrong than one code.
package apart

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"

	"ebb/chat"
	"ebb/chat/imessage/db"
	"ebb/chat/imessage/wire"
)

// Bounds on a process that reads a file which may harm its reader. What SQLite
// may take is bounded there.
const (
	memory   = "GOMEMLIMIT=32MiB"
	mostTold = 1 << 16
)

// longest is how long the process may take.
var longest = 30 * time.Second

// Name is of the command that such a process runs. It is not in the help.
const Name = "read-apart"

// Read reads one person's messages out of a database, told on in, written to
// out. It ends the process where that takes too long, for whoever asked may be
// gone.
func Read(ctx context.Context, in io.Reader, out io.Writer) error {
	time.AfterFunc(longest+time.Second, func() { os.Exit(1) })
	var asked wire.Asked
	if err := json.NewDecoder(io.LimitReader(in, mostTold)).Decode(&asked); err != nil {
		return err
	}
	return db.Read(ctx, asked, wire.NewWriter(out))
}

// Start starts this program again to Read. It is a feature.Terminal's Apart.
func Start(told []byte) (io.ReadCloser, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(context.Background(), longest)
	x := &other{ctx: ctx, stop: stop, cmd: exec.CommandContext(ctx, self, Name)}
	x.cmd.Env = append(os.Environ(), memory)
	x.cmd.Stdin = bytes.NewReader(told)
	x.cmd.WaitDelay = time.Second
	if x.ReadCloser, err = x.cmd.StdoutPipe(); err == nil {
		err = x.cmd.Start()
	}
	if err != nil {
		stop()
		return nil, err
	}
	return x, nil
}

// other is a process that was started, and what it writes.
type other struct {
	io.ReadCloser
	ctx  context.Context
	stop context.CancelFunc
	cmd  *exec.Cmd
}

// Close waits for its end, and says what kept it from a good one.
func (x *other) Close() error {
	x.ReadCloser.Close()
	err := x.cmd.Wait()
	late := errors.Is(x.ctx.Err(), context.DeadlineExceeded)
	x.stop()
	switch {
	case late:
		return &chat.Refusal{Format: wire.Format, Code: "imessage-time"}
	case err != nil:
		return &chat.Refusal{Format: wire.Format, Code: "imessage-damaged"}
	}
	return nil
}
