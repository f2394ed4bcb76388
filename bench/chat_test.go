package bench

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/chatgen"
)

const chatMessages = 1_000_000

// BenchmarkChat measures goal 15: reading a WhatsApp export of a million
// messages, in CPU time against a bare line scan of the same file, and the
// peak memory of a process that does nothing else.
func BenchmarkChat(b *testing.B) {
	path := chatFile(b)
	scan, read := time.Duration(1<<62), time.Duration(1<<62)
	for b.Loop() {
		scan = min(scan, chatCPU(b, func() error { return chatScan(path) }))
		read = min(read, chatCPU(b, func() error { _, err := readChat(path); return err }))
	}
	ratio := float64(read) / float64(scan)
	b.ReportMetric(float64(read.Milliseconds()), "cpu-ms")
	b.ReportMetric(ratio, "x-scan")
	peak := chatPeak(b, path)
	b.ReportMetric(peak, "peak-MiB")
	fmt.Printf("\ngoal 15, the parser's part: %.2f x a line scan (%v / %v), peak %.0f MiB\n", ratio, read, scan, peak)
}

// TestChatPeakChild is the process whose peak memory BenchmarkChat reads.
func TestChatPeakChild(t *testing.T) {
	path := os.Getenv("EBB_BENCH_CHAT")
	if path == "" {
		return
	}
	h, err := readChat(path)
	if err != nil || len(h.Messages) != chatMessages {
		t.Fatal(len(h.Messages), err)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("no /proc here")
	}
	for line := range strings.Lines(string(status)) {
		if kib, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			fmt.Println("peak", strings.Fields(kib)[0])
		}
	}
}

func chatPeak(b *testing.B, path string) float64 {
	cmd := exec.Command(os.Args[0], "-test.run=^TestChatPeakChild$")
	cmd.Env = append(os.Environ(), "EBB_BENCH_CHAT="+path)
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(out), "peak ")
	kib, _ := strconv.ParseFloat(strings.Fields(rest + " 0")[0], 64)
	return kib / 1024
}

func chatFile(b *testing.B) string {
	path := filepath.Join(b.TempDir(), "chat.txt")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	truth, err := chatgen.Write(f, chatgen.Plan{Seed: 1, Messages: chatMessages})
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d messages, %d lines, %.1f MB", truth.Messages, truth.Lines, float64(truth.Bytes)/1e6)
	return path
}

func readChat(path string) (*chat.History, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return all.Decode(f, info.Size(), chat.Options{})
}

func chatScan(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 256<<10), 1<<20)
	for lines.Scan() {
		chatLines++
	}
	return lines.Err()
}

var chatLines int

// chatCPU is the processor time of this process, in user and system mode.
func chatCPU(b *testing.B, f func() error) time.Duration {
	before := chatUsage()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return chatUsage() - before
}

func chatUsage() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
