package soak

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ebb/cmd/ebb/invent"
)

// Check 11, of its size: a large journal is backed up, put back into an empty
// folder and read to its end, each by the program, and is the same to its head.
// The long run: EBB_SOAK_EVENTS=100000; its bar is sixty seconds.
func TestALargeJournalIsBackedUpAndPutBack(t *testing.T) {
	events, dir := count(t, "EBB_SOAK_EVENTS", 3000), t.TempDir()
	from, to := filepath.Join(dir, "from"), filepath.Join(dir, "to")
	key, file := filepath.Join(dir, "key.txt"), filepath.Join(dir, "copy.age")
	must(t, "", "dev", "seed", "--data", from, "--events", fmt.Sprint(events))
	recipient := strings.TrimSpace(must(t, "", "backup", "--data", from, "--new-key", key))
	var took [3]time.Duration
	for i, args := range [][]string{
		{"backup", "--data", from, "--to", recipient, file},
		{"restore", "--data", to, "--key", key, file},
		{"check", "--data", to, "--open"},
	} {
		began := time.Now()
		must(t, invent.Passphrase+"\n", args...)
		took[i] = time.Since(began).Round(10 * time.Millisecond)
	}
	if a, b := must(t, "", "head", "--data", from), must(t, "", "head", "--data", to); a != b || !strings.Contains(a, fmt.Sprintf("  %d-", events)) {
		t.Errorf("the head was %s and is %s", a, b)
	}
	fmt.Printf("check 11: %d entries: backed up in %v, put back and read in %v, checked with the keys in %v, %v in all\n",
		events, took[0], took[1], took[2], took[0]+took[1]+took[2])
}
