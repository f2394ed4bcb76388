package gallery

import (
	"testing"

	"ebb/internal/program"
)

// TestTheCarryCardIsOnThePhoneAlone writes one, takes the server away, and finds
// it in the hard moment; then erases it.
func TestTheCarryCardIsOnThePhoneAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a browser; make test runs it")
	}
	d := paired(t)
	d.Open("/settings/card")
	d.Type(`[name="initial"]`, "K")
	d.Type(`[name="truth"]`, "Sleep comes first.")
	d.Type(`[name="phone"]`, "+49 30 1234")
	d.tap("Keep it on this phone")
	d.Await(`document.querySelector("[data-said]").textContent.startsWith("Kept on this phone")`)
	before := d.lockUp()
	d.server.Kill()
	carries := func() {
		d.Open("/now")
		d.step("Reply", "strength")
		d.step("Stay with it", "wave")
	}
	carries()
	d.Says("Sleep comes first.", "Call K")

	d.server = program.Again(t, d.server, d.data)
	d.Open("/now")
	d.awaits(waiting, 0)
	if events, inbox := d.rows(); events+inbox != before+1 {
		t.Errorf("%d facts and %d captures, not one more than %d: the card was sent", events, inbox, before)
	}
	d.Open("/settings/card")
	d.Await(`document.querySelector("[name=phone]").value === "+49 30 1234"`)
	d.tap("Erase the card")
	d.Await(`document.querySelector("[data-said]").textContent.startsWith("The card is gone")`)
	carries()
	d.lacks("Sleep comes first.")
}
