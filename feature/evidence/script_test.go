package evidence_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"ebb/chat/chatgen"
	"ebb/feature"
	"ebb/feature/evidence"
	"ebb/internal/words"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"ebb": ebbCommand})
}

// ebbCommand is the part of cmd/ebb that a report needs.
func ebbCommand() {
	f := evidence.Feature()
	book, err := words.Read("en", f.Files)
	if err != nil {
		panic(err)
	}
	root := &cobra.Command{Use: "ebb", SilenceErrors: true, SilenceUsage: true}
	root.AddCommand(f.Command(&feature.Terminal{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Words: book,
		Clock: func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) },
	}))
	if err := root.Execute(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		if exit := (*feature.Exit)(nil); errors.As(err, &exit) {
			os.Exit(exit.Code)
		}
		os.Exit(70)
	}
}

func TestScripts(t *testing.T) {
	samples := os.Getenv("EBB_CHAT_SAMPLES")
	if samples == "" {
		fmt.Println("NOT RUN: the public chat files (set EBB_CHAT_SAMPLES to their folder)")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("SAMPLES", samples)
			return nil
		},
		Condition: func(c string) (bool, error) { return c == "samples" && samples != "", nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "invent": invent, "private": private,
		},
		UpdateScripts: os.Getenv("UPDATE") != "",
	})
}

// exits CODE ebb args: runs and holds the exit code against CODE.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	var exit interface{ ExitCode() int }
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit %d, want %s", got, args[0])
	}
}

// private FILE: nobody but the owner may read it.
func private(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if info.Mode().Perm() != 0o600 {
		ts.Fatalf("%s has mode %o", args[0], info.Mode().Perm())
	}
}

// invent KIND FILE: a file that no editor can hold.
func invent(ts *testscript.TestScript, _ bool, args []string) {
	var raw []byte
	switch args[0] {
	case "binary":
		raw = bytes.Repeat([]byte{0x00, 0xff, 0x1b, 'x', 0x07}, 4000)
	case "nuls":
		raw = []byte("01/03/2026, 09:00 - Sam: a\x00b\n28/03/2026, 09:00 - Kim: \x00\x00\n")
	case "longline":
		raw = []byte("01/03/2026, 09:00 - Sam: " + strings.Repeat("x", 70_000) + "\n28/03/2026, 09:00 - Kim: ok\n")
	case "names":
		raw = []byte("01/03/2026, 09:00 - \x1b[31mSam\u202e\x07: a\n28/03/2026, 09:00 - Kim: b\n")
	case "changed":
		raw = generated(ts, chatgen.Change{After: 0.55, Starts: 0.2, Slower: 3, Less: 0.4})
	case "steady":
		raw = generated(ts, chatgen.Change{})
	case "zip":
		raw = packed(ts, args[2], ts.ReadFile(args[3]))
	case "bomb":
		raw = packed(ts, "_chat.txt", strings.Repeat("\x00", 64<<20))
	case "huge":
		f, err := os.Create(ts.MkAbs(args[1]))
		ts.Check(err)
		_, err = f.WriteString("01/03/2026, 09:00 - Sam: a\n")
		ts.Check(err)
		ts.Check(f.Truncate(2 << 30))
		ts.Check(f.Close())
		return
	default:
		ts.Fatalf("cannot invent %s", args[0])
	}
	ts.Check(os.WriteFile(filepath.Clean(ts.MkAbs(args[1])), raw, 0o644))
}

// generated is a chat of two people who begin half each, until something
// changes.
func generated(ts *testscript.TestScript, change chatgen.Change) []byte {
	var out bytes.Buffer
	_, err := chatgen.WhatsApp(&out, chatgen.Plan{
		Seed: 7, Messages: 32_000, Authors: [2]string{"Kim", "Sam"}, Turns: 24, Nudged: 0.05, Shape: "ios-us",
		Start: time.Date(2024, 1, 1, 7, 0, 0, 0, time.UTC), Change: change,
	})
	ts.Check(err)
	return out.Bytes()
}

func packed(ts *testscript.TestScript, name, text string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create(name)
	ts.Check(err)
	_, err = w.Write([]byte(text))
	ts.Check(err)
	ts.Check(z.Close())
	return out.Bytes()
}
