package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"

	"github.com/spf13/cobra"

	"ebb/chat"
	"ebb/chat/imessage/db"
	"ebb/chat/imessage/wire"
)

// Bounds on a process that reads a file which may harm its reader. What SQLite
// may take is bounded there.
const (
	apartTime   = 30 * time.Second
	apartMemory = "GOMEMLIMIT=48MiB"
	mostTold    = 1 << 16
)

// apartName is the command such a process runs. It is not in the help.
const apartName = "read-apart"

// apartCommand reads one person's messages out of a database: told on its
// input, written to its output, with nothing on the command line that others
// on this machine could see.
func (p *program) apartCommand() *cobra.Command {
	return &cobra.Command{
		Use: apartName, Hidden: true, Args: cobra.NoArgs, Short: p.say("cmd.apart"),
		RunE: func(c *cobra.Command, _ []string) error {
			time.AfterFunc(apartTime+time.Second, func() { os.Exit(exitFault) }) // where the one who asked is gone
			var asked wire.Asked
			if err := json.NewDecoder(io.LimitReader(p.in, mostTold)).Decode(&asked); err != nil {
				return err
			}
			return db.Read(c.Context(), asked, wire.NewWriter(p.out))
		},
	}
}

// apart starts this program again as apartCommand.
func (p *program) apart(told []byte) (io.ReadCloser, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(context.Background(), apartTime)
	x := &other{ctx: ctx, stop: stop, cmd: exec.CommandContext(ctx, self, apartName)}
	x.cmd.Env = append(os.Environ(), apartMemory)
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
