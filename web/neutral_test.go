package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/internal/walk"
)

// titles are all that a tab, a history or a task switcher may ever read. A new
// one is looked at here before it is shown to anybody: it names a place of ebb,
// and nobody.
var titles = []string{
	"A week of my own", "Afterwards", "Before you go on", "Boundaries", "By day", "Choose, for now", "Close, and apart", "Closed for now", "Contact", "Decide", "Fears and hopes",
	"Fifteen minutes", "Four ways it could go", "For the next hour", "For tonight", "Hard days and meetings", "Help", "How it has been", "How strong now", "How strong", "If-then plans",
	"Keep", "Kept", "Later", "Letters", "Letters that stay", "My own forecasts", "Name it", "Needs and wants", "Not the one who starts", "Not waiting", "Note", "Old patterns", "Open doors", "Outlook", "Patterns", "People to call", "Promises", "Pros and cons", "Quiet online",
	"Rest", "Review", "Rules for a calm head", "Seen soberly", "Settings", "Something else", "Stay with it", "Stepping back", "Taken out", "Ten topics",
	"The decision", "The look back", "Think", "Today", "Tonight", "Two things can be true", "Two truths", "Ways out", "What goes with what", "What happened", "What kept turning", "What you noted",
	"What stays", "What I tell myself", "Where this comes from", "Where you are",
}

// addresses are made of words of ebb's own, whole numbers and random ids.
var address = regexp.MustCompile(`^/([a-z]+(-[a-z]+)*|[0-9]+|[0-9a-f]{32})?(/([a-z]+(-[a-z]+)*|[0-9]+|[0-9a-f]{32}))*$`)

const planted = "zanzibarquilt"

// lived is a site with somebody who has written one word wherever a form takes
// words.
func lived(t *testing.T) *site.Site {
	t.Helper()
	s := somebody(t)
	s.Send("/note", "text", planted)
	s.Send("/now/pull", "pull", "reply")
	s.Send("/now/done", "words", planted)
	for path := range linkedFrom(s) {
		for _, f := range s.Open(path).Forms {
			if f.Method != http.MethodPost || danger.MatchString(f.Action) {
				continue
			}
			_, err := s.Submit(f, func(field walk.Field) string {
				switch {
				case len(field.Options) > 0:
					return field.Options[0]
				case field.Type == "text" || field.Type == "textarea" || field.Type == "":
					return planted
				}
				return field.Value
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return s
}

// danger are forms that end what the test looks at.
var danger = regexp.MustCompile(`lock|sign-out|out/|keep-this|somebody-else|recovery|passphrase|unlock|step-up|/name|discreet|burn|erase|remove`)

// linkedFrom are the addresses of every page that takes none, and of what these
// link to.
func linkedFrom(s *site.Site) map[string]bool {
	all := map[string]bool{}
	for _, route := range s.Server.Routes() {
		method, path, _ := strings.Cut(route, " ")
		if method != http.MethodGet || strings.Contains(path, "{") && path != "/{$}" || path == "/leave" || strings.HasPrefix(path, "/api/") {
			continue
		}
		all[strings.TrimSuffix(path, "{$}")] = true
	}
	for path := range maps.Clone(all) {
		for link := range site.Paths(s.Open(path)) {
			link, _, _ = strings.Cut(link, "#")
			if link != "" && strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "/app/") {
				all[link] = true
			}
		}
	}
	return all
}

// Check 37: titles by an allow-list, addresses by their shape.
func TestNothingPersonalInTitlesAndAddresses(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of requests; make test makes them")
	}
	s := lived(t)
	found, wrote := map[string]bool{}, false
	for path := range linkedFrom(s) {
		at, query, _ := strings.Cut(path, "?")
		if !address.MatchString(at) {
			t.Errorf("an address that says too much: %s", path)
		}
		if raw, err := url.QueryUnescape(query); err != nil || strings.Contains(raw, planted) {
			t.Errorf("an address with words in it: %s", path)
		}
		p := s.Open(path)
		if p.Title != "" {
			found[p.Title] = true
		}
		wrote = wrote || strings.Contains(p.Body, planted)
	}
	if !wrote {
		t.Error("no page shows what was written, so nothing was tried")
	}
	for _, title := range slices.Sorted(maps.Keys(found)) {
		place, named := strings.CutSuffix(title, " – Ebb")
		if title != "Ebb" && (!named || !slices.Contains(titles, place)) {
			t.Errorf("a title that nobody has looked at: %q", title)
		}
	}
	s.Send("/settings/discreet")
	for path := range linkedFrom(s) {
		if p := s.Open(path); p.Title != "Ebb" && p.Title != "" {
			t.Errorf("in discreet mode %s has the title %q", path, p.Title)
		}
		s.Wait(time.Second)
	}
}

// Check 37: manifests, and what is shared into ebb. What the system shows of an installed app is the chosen name and nothing
// else, and there is no word in it but these.
func TestManifestsSayNothing(t *testing.T) {
	s := site.New(t, all.List())
	words := regexp.MustCompile(`"(?:name|short_name|description|title|label)": "([^"]*)"`)
	for _, app := range []string{"ebb", "notes", "days", "tide", "ebb-quiet", "notes-quiet", "days-quiet", "tide-quiet"} {
		body := s.Open("/app/" + app + ".webmanifest").Body
		for _, m := range words.FindAllStringSubmatch(body, -1) {
			if !slices.Contains([]string{"Ebb", "Notes", "Days", "Tide", "New", "Hard moment", "file"}, m[1]) || m[1] == "Hard moment" && app != "ebb" {
				t.Errorf("%s says %q", app, m[1])
			}
		}
		s.Send("/note", "text", planted)
		if again := s.Open("/app/" + app + ".webmanifest").Body; again != body {
			t.Errorf("%s is not the same for everybody", app)
		}
	}
}
