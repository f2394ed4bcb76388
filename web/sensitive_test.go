package web_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb/internal/walk"
)

// Check 31. sensitive is what somebody who holds the device unlocked must not do without
// the passphrase: change the keys, bring in a device or a channel, take the
// journal away, loosen what hides it. The page for when it locks asks by itself
// where the choice is looser (TestALooserLockWantsThePassphrase), the page that
// seals the archive takes the passphrase in its own form.
var sensitive = []string{
	"GET /settings/passphrase", "POST /settings/passphrase",
	"GET /recovery", "POST /recovery",
	"POST /recovery/beside",
	"GET /recovery/without", "POST /recovery/without",
	"GET /settings/known", "POST /settings/known",
	"GET /name", "POST /name",
	"GET /settings/passkeys", "POST /settings/passkeys",
	"GET /settings/passkeys/add", "POST /settings/passkeys/add",
	"GET /settings/devices", "POST /settings/devices",
	"GET /settings/devices/pair", "POST /settings/devices/pair",
	"POST /settings/reminders/calendar", "POST /settings/reminders/browser",
	"GET /settings/discreet/off", "POST /settings/discreet/off",
	"POST /settings/whole/take", "POST /settings/taken-out/erase",
	"GET /out/seal", "GET /out/burn", "POST /out/burn",
	"GET /keep/check/export", "POST /keep/check/export",
	"GET /settings/export", "POST /settings/export",
}

// harmless are the other forms of these places, each with why.
var harmless = map[string]string{
	"POST /settings/lock":             "asks by itself where the choice is looser",
	"POST /settings/leave":            "where Leave leads",
	"POST /settings/discreet":         "hides more",
	"POST /settings/erase":            "this browser's own, whoever holds it can do that anyway",
	"POST /settings/install":          "a name on the home screen",
	"POST /settings/install/never":    "no more offer",
	"POST /settings/devices/waiting":  "what a device has brought, which can be taken out again",
	"POST /settings/reminders/seen":   "a sentence that was read",
	"POST /settings/reminders/missed": "a sentence that was read",
	"POST /settings/reminders/off":    "sends less",
	"POST /settings/taken-out/stop":   "keeps what was to go",
	"POST /settings/whole/read":       "reads, and shows numbers",
	"POST /out/seal":                  "takes the passphrase in its own form",
	"POST /out/stay":                  "keeps the archive",
	"POST /recovery/safe":             "the code is written down",
	"POST /recovery/try":              "says whether a code fits, and opens nothing",
	"POST /recovery/later":            "a question that is put off",
}

var places = regexp.MustCompile(`^POST /(settings|recovery|name|out)\b`)

func TestWhatIsSensitiveWantsThePassphraseAgain(t *testing.T) {
	s := somebody(t)
	routes := s.Server.Routes()
	for range 3 {
		s.Wait(2 * time.Minute)
		s.Send("/awake")
	}
	for _, route := range sensitive {
		if !slices.Contains(routes, route) {
			t.Errorf("%s: there is no such page any more", route)
			continue
		}
		method, path, _ := strings.Cut(route, " ")
		var p *walk.Page
		if method == "GET" {
			p = s.Open(path)
		} else {
			p = s.Send(path, "x", "y")
		}
		if !is(p, "/step-up") {
			t.Errorf("%s: leads to %s without the passphrase", route, p.Path)
		}
	}
	for _, route := range routes {
		if places.MatchString(route) && !slices.Contains(sensitive, route) && harmless[route] == "" {
			t.Errorf("%s: does it want the passphrase again? Name it in one of the two lists", route)
		}
	}
	for route := range harmless {
		if !slices.Contains(routes, route) {
			t.Errorf("%s: there is no such page any more", route)
		}
	}
}
