package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"ebb/chat/chatgen"
	"ebb/internal/program"
)

const (
	chatMessages = 1_000_000
	chatRounds   = 5
)

// BenchmarkChat measures goal 15: the whole report of a WhatsApp export of a
// million messages, made by the real program in a process of its own. Its
// processor time, from start to end, stands against a bare line scan of the
// same file; each is the best of five, taken in turns, so that whatever else
// runs hits both. Its peak memory is the worst of five.
func BenchmarkChat(b *testing.B) {
	path := chatFile(b)
	ebb := program.Build(b)
	for b.Loop() {
		scan, report, plain := time.Duration(1<<62), chatRun{cpu: 1 << 62}, chatRun{cpu: 1 << 62}
		for range chatRounds {
			scan = min(scan, chatScan(b, path))
			report.take(chatReport(b, ebb, path, "--json"))
			plain.take(chatReport(b, ebb, path))
		}
		ratio := float64(report.cpu) / float64(scan)
		b.ReportMetric(float64(report.cpu.Milliseconds()), "cpu-ms")
		b.ReportMetric(ratio, "x-scan")
		b.ReportMetric(max(report.peak, plain.peak), "peak-MiB")
		fmt.Printf("\ngoal 15: the report as text %.2f x a line scan (%v), peak %.0f MiB\n", float64(plain.cpu)/float64(scan), plain.cpu, plain.peak)
		fmt.Printf("goal 15: the report as JSON %.2f x a line scan (%v / %v), peak %.0f MiB\n", ratio, report.cpu, scan, report.peak)
	}
}

// chatRun is what a process took.
type chatRun struct {
	cpu  time.Duration
	peak float64 // MiB
}

func (r *chatRun) take(x chatRun) { r.cpu, r.peak = min(r.cpu, x.cpu), max(r.peak, x.peak) }

// chatReport runs the program once. The peak that Linux gives for a process is
// never less than what its parent held when it began, which here is less.
func chatReport(b *testing.B, ebb, path string, args ...string) chatRun {
	cmd := exec.Command(ebb, append([]string{"evidence", path, "--me", "Alice"}, args...)...)
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	if !bytes.Contains(out, []byte(" 1,000,000 messages")) && !bytes.Contains(out, []byte(`"messages": 1000000,`)) {
		b.Fatalf("not the report of %d messages:\n%s", chatMessages, out)
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return chatRun{chatTime(used), float64(used.Maxrss) / 1024}
}

func chatFile(b *testing.B) string {
	path := filepath.Join(b.TempDir(), "chat.txt")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	truth, err := chatgen.WhatsApp(f, chatgen.Plan{Seed: 1, Messages: chatMessages})
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d messages, %d lines, %.1f MB", truth.Messages, truth.Lines, float64(truth.Bytes)/1e6)
	return path
}

// chatScan reads the lines of a file and does nothing with them, in this
// process.
func chatScan(b *testing.B, path string) time.Duration {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var before, after syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 256<<10), 1<<20)
	n := 0
	for lines.Scan() {
		n++
	}
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
	if err := lines.Err(); err != nil || n < chatMessages {
		b.Fatal(n, err)
	}
	return chatTime(&after) - chatTime(&before)
}

// chatTime is the processor time of a process, in user and system mode.
func chatTime(u *syscall.Rusage) time.Duration {
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Round(100 * time.Microsecond)
}
