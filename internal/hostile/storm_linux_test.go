package hostile

import (
	"fmt"
	"net/http"
	"testing"

	"ebb/internal/storm"
)

// Check 26: two hundred sign-ins at once. Those that find no place in the queue
// are told so at once, memory stays bounded, whoever is in goes on, and the person
// who knows the passphrase gets in afterwards. BenchmarkStorm has the times.
func TestAStormOfSignIns(t *testing.T) {
	n := 200
	if testing.Short() {
		n = 60
	}
	f := storm.Run(t, n)
	fmt.Println(f)
	if f.Answers[http.StatusForbidden]+f.Answers[http.StatusServiceUnavailable] != n {
		t.Errorf("answers: %v", f.Answers)
	}
	if f.Answers[http.StatusServiceUnavailable] == 0 || f.Answers[http.StatusForbidden] == 0 {
		t.Errorf("nobody waited, or nobody was told that there is no room: %v", f.Answers)
	}
	if f.PeakKB > most {
		t.Errorf("at most %d MiB", f.PeakKB>>10)
	}
	if f.Pages == 0 {
		t.Error("who is in was thrown out")
	}
	if f.LetBack == 0 {
		t.Errorf("the person who knows the passphrase is locked out after %d tries", f.LetBacks)
	}
}
