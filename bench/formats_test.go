package bench

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"ebb/chat/chatgen"
	"ebb/chat/chatgen/linegen"
	"ebb/chat/chatgen/metagen"
	"ebb/chat/chatgen/signalgen"
	"ebb/chat/chatgen/smsgen"
	"ebb/internal/program"
)

// BenchmarkSMS measures the whole report of a backup of a million text and
// picture messages, among those of other people.
func BenchmarkSMS(b *testing.B) {
	benchFormat(b, "SMS Backup & Restore", "chat.xml", smsgen.Messages, "--chat", "Bob")
}

// BenchmarkMeta measures the whole report of a million messages of Messenger,
// in a zip file of a hundred files as Meta packs them, and in one file of
// encrypted chats.
func BenchmarkMeta(b *testing.B) {
	b.Run("zip", func(b *testing.B) { benchFormat(b, "Messenger, packed", "chat.zip", packedThread) })
	b.Run("encrypted", func(b *testing.B) { benchFormat(b, "Messenger, encrypted", "chat.json", metagen.Encrypted) })
}

func packedThread(w io.Writer, p chatgen.Plan) (chatgen.Truth, error) {
	z := zip.NewWriter(w)
	truth, err := metagen.Thread(p, func(name string) (io.Writer, error) {
		return z.Create("your_facebook_activity/messages/inbox/bob_101/" + name)
	})
	if err != nil {
		return truth, err
	}
	return truth, z.Close()
}

// BenchmarkSignal measures the whole report of a Signal export with a million
// messages of one chat, among those of others.
func BenchmarkSignal(b *testing.B) {
	benchFormat(b, "Signal", "main.jsonl", signalgen.Official, "--chat", "Bob")
}

// BenchmarkLINE measures the whole report of a LINE export with a million
// messages.
func BenchmarkLINE(b *testing.B) {
	benchFormat(b, "LINE", "chat.txt", linegen.Text)
}

// benchFormat measures the report that the real program makes of a generated
// file of a million messages: the best processor time and the worst peak
// memory of three.
func benchFormat(b *testing.B, format, name string, write func(io.Writer, chatgen.Plan) (chatgen.Truth, error), args ...string) {
	path := filepath.Join(b.TempDir(), name)
	size := generateFormat(b, path, write)
	ebb := program.Build(b)
	for b.Loop() {
		best := chatRun{cpu: 1 << 62}
		for range 3 {
			best.take(formatReport(b, ebb, path, args))
		}
		b.ReportMetric(float64(best.cpu.Milliseconds()), "cpu-ms")
		b.ReportMetric(best.peak, "peak-MiB")
		fmt.Printf("\n%s: the report of %d messages, %.0f MB, %v, peak %.0f MiB of at most 64\n", format, chatMessages, float64(size)/1e6, best.cpu.Round(time.Millisecond), best.peak)
	}
}

func generateFormat(b *testing.B, path string, write func(io.Writer, chatgen.Plan) (chatgen.Truth, error)) int64 {
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	if _, err := write(f, chatgen.Plan{Seed: 1, Messages: chatMessages}); err != nil {
		b.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

func formatReport(b *testing.B, ebb, path string, args []string) chatRun {
	cmd := exec.Command(ebb, append([]string{"evidence", path}, args...)...)
	out, err := cmd.Output()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	if !bytes.Contains(out, []byte(" 1,000,000 messages")) {
		b.Fatalf("not the report of %d messages:\n%s", chatMessages, out)
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return chatRun{chatTime(used), float64(used.Maxrss) / 1024}
}
