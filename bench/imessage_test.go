package bench

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ebb/chat/chatgen"
	"ebb/chat/chatgen/chatdb"
	"ebb/internal/program"
)

// BenchmarkIMessage measures the whole report of one person out of a chat.db
// with a million of their messages, among those of others: the processor time
// of both processes together, the peak of the larger one, and of the one that
// reads the database alone; the best time and the worst peak of three. Goal: at
// most 6 s and 64 MiB.
func BenchmarkIMessage(b *testing.B) {
	path := filepath.Join(b.TempDir(), "chat.db")
	if _, err := chatdb.Write(path, chatdb.Plan{Plan: chatgen.Plan{Seed: 1, Messages: chatMessages}, Others: 20}); err != nil {
		b.Fatal(err)
	}
	ebb := program.Build(b)
	told, err := json.Marshal(map[string]string{"file": path, "chat": chatdb.Handles[0]})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		whole, list, reader := chatRun{cpu: 1 << 62}, chatRun{cpu: 1 << 62}, chatRun{cpu: 1 << 62}
		for range 3 {
			out, used := imessageRun(b, exec.Command(ebb, "evidence", path, "--chat", chatdb.Handles[0]), "", 0)
			if !strings.Contains(out, " 1,000,000 messages") {
				b.Fatalf("not the report of %d messages:\n%s", chatMessages, out)
			}
			whole.take(used)
			_, used = imessageRun(b, exec.Command(ebb, "evidence", path), "", 3)
			list.take(used)
			_, used = imessageRun(b, exec.Command(ebb, "read-apart"), string(told), 0)
			reader.take(used)
		}
		b.ReportMetric(float64(whole.cpu.Milliseconds()), "cpu-ms")
		b.ReportMetric(whole.peak, "peak-MiB")
		fmt.Printf("\niMessage: the list of people %v, peak %.0f MiB\n", list.cpu.Round(time.Millisecond), list.peak)
		fmt.Printf("iMessage: the process that reads the database %v, peak %.0f MiB\n", reader.cpu.Round(time.Millisecond), reader.peak)
		fmt.Printf("iMessage: the report of %d messages of one person %v of at most 6s, peak of the larger process %.0f MiB of at most 64\n", chatMessages, whole.cpu.Round(time.Millisecond), whole.peak)
	}
}

// imessageRun runs the program, with the processes it starts itself.
func imessageRun(b *testing.B, cmd *exec.Cmd, in string, code int) (string, chatRun) {
	var out strings.Builder
	cmd.Stdin, cmd.Stdout = strings.NewReader(in), &out
	if err := cmd.Run(); cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != code {
		b.Fatalf("%v: %s", err, out.String())
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return out.String(), chatRun{chatTime(used), float64(used.Maxrss) / 1024}
}
