package gallery

import (
	"testing"

	"ebb/internal/program"
)

// TestAllowedContactWithoutSignal says, locked and without a server, that contact
// was planned or allowed. It is kept, and is no acting.
func TestAllowedContactWithoutSignal(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	d := paired(t)
	before := d.lockUp()
	d.server.Kill()
	d.Open("/now")
	d.step("I already did it", "sent")
	d.expand("It was something else")
	d.step("Planned or allowed contact", "done")
	d.awaits(waiting, 2)
	d.server = program.Again(t, d.server, d.data)
	d.Open("/now")
	d.awaits(waiting, 0)
	d.enter("/today")
	d.unlock()
	if events, inbox := d.rows(); events != before+2 || inbox != 0 {
		t.Errorf("the journal has %d facts more, not 2; %d wait", events-before, inbox)
	}
	d.Says("2 waves, 1 passed", "planned, allowed or while together")
	d.lacks("acted")
}
