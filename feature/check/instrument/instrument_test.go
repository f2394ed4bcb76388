package instrument

import (
	"fmt"
	"strings"
	"testing"

	"ebb/guide"
)

// The codes as LOINC's panels list them, in the order of the forms. A list that
// is about has the last two of GAD-7 the other way round.
func TestTheCodesInTheirOrder(t *testing.T) {
	for _, c := range []struct {
		tool *Tool
		want string
		most int
	}{
		{PHQ9, "44249-1 44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8 44261-6", 27},
		{GAD7, "69737-5 69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7 70274-6", 21},
		{PHQ2, "55757-9 44250-9 44255-8 55758-7", 6},
	} {
		got := []string{c.tool.Code}
		for _, i := range c.tool.Items {
			got = append(got, i.Code)
		}
		if all := strings.Join(append(got, c.tool.Total.Code), " "); all != c.want || c.tool.Most() != c.most {
			t.Errorf("%s: %s, at most %d", c.tool.Short, all, c.tool.Most())
		}
	}
	if PHQ9.After.Code != "69722-7" || GAD7.After != nil {
		t.Error("how difficult it made things is asked after the nine questions alone")
	}
	if GAD7.Items[5].Text != "Becoming easily annoyed or irritable" || !strings.HasPrefix(PHQ9.Items[8].Text, "Thoughts that you would be better off dead") {
		t.Error("a code stands beside another question")
	}
}

func TestTheNoticesAreThere(t *testing.T) {
	for _, tool := range all.Tools {
		n := tool.Form().Notice
		if !strings.Contains(n, "Pfizer Inc.") || !strings.Contains(n, "No permission required to reproduce") || !strings.Contains(n, "LOINC® is a registered") {
			t.Errorf("%s: %s", tool.Short, n)
		}
	}
}

func TestBandsAreTheMakersOwn(t *testing.T) {
	for _, c := range []struct {
		tool  *Tool
		total int
		want  string
	}{
		{PHQ9, 4, " 0 4"}, {PHQ9, 5, "mild 5 9"}, {PHQ9, 10, "moderate 10 14"}, {PHQ9, 19, "moderately severe 15 19"}, {PHQ9, 27, "severe 20 27"},
		{GAD7, 0, " 0 4"}, {GAD7, 14, "moderate 10 14"}, {GAD7, 21, "severe 15 21"},
	} {
		name, from, to := c.tool.Band(c.total)
		if got := fmt.Sprint(name, " ", from, " ", to); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.tool.Short, c.total, got, c.want)
		}
	}
	for _, tool := range []*Tool{PHQ9, GAD7} {
		bands, known := guide.Lookup(tool.Shown)
		for _, b := range tool.Bands {
			if !known || !strings.Contains(bands.Value, fmt.Sprintf("%d %s", b.From, b.Name)) {
				t.Errorf("%s: %v does not stand in %q", tool.Short, b, bands.Value)
			}
		}
		if noise, known := guide.Lookup(tool.Noise); !known || !strings.Contains(noise.Value, fmt.Sprint(tool.Reliable)) {
			t.Errorf("%s: %v does not stand in %q", tool.Short, tool.Reliable, noise.Value)
		}
	}
}
