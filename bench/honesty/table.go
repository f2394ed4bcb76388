package honesty

import (
	"fmt"
	"io"
	"strings"
)

// Weeks before and after; the last pair compared is 56 and 28 days.
var (
	searched = [][2]int{{52, 52}, {26, 26}, {13, 13}, {8, 8}}
	compared = [][2]int{{26, 26}, {16, 8}, {12, 12}, {8, 4}}
)

// cases are every process over the spans, and the tamest with few starts.
func cases(spans [][2]int, share bool) (all []Case) {
	for _, daily := range []float64{1.2, 0.1} {
		for _, s := range spans {
			for _, p := range Processes {
				if daily == 1.2 || s == spans[0] || s == spans[len(spans)-1] {
					all = append(all, Case{p, s[0], s[1], daily, share})
				}
			}
		}
	}
	return all
}

// Table writes everything, in Markdown, over so many chats a figure.
func Table(w io.Writer, runs int) {
	for _, share := range []bool{false, true} {
		what := "my starts a week"
		if share {
			what = "my share of the starts"
		}
		find(w, "When it changed: "+what, cases(searched, share), runs)
		compare(w, "Before and after a day: "+what, cases(compared, share), runs)
	}
	tell(w, runs)
	answer(w, runs)
	lookBack(w, runs)
}

func find(w io.Writer, title string, cases []Case, runs int) {
	head(w, title, "false alarm", "range holds", "halving found", "within 8 weeks", "band holds", "before holds", "after holds")
	for _, c := range cases {
		f := c.Find(runs)
		c.row(w, of(f.False, runs), of(f.Level, runs), of(f.Found, runs), of(f.Near, f.Found), of(f.Band, f.Found), of(f.Was, f.Found), of(f.Now, f.Found))
	}
}

func compare(w io.Writer, title string, cases []Case, runs int) {
	head(w, title, "false alarm", "by the range alone", "by the check alone", "range holds", "halving found", "range holds then")
	for _, c := range cases {
		f := c.Compare(runs)
		c.row(w, of(f.Both, runs), of(f.Range, runs), of(f.Check, runs), of(f.Same, runs), of(f.Found, runs), of(f.Half, runs))
	}
}

func tell(w io.Writer, runs int) {
	head(w, "What the page says: five rows of weeks looked through", "false alarm of any", "halved share found", "band holds")
	for _, s := range searched {
		for _, p := range Processes {
			c := Case{p, s[0], s[1], 1.2, true}
			f := c.Tell(runs)
			c.row(w, of(f.False, runs), of(f.Found, runs), of(f.Band, f.Found))
		}
	}
}

func answer(w io.Writer, runs int) {
	head(w, "Replies before and after a day", "false alarm: log-rank", "restricted mean", "weekly share within the hour", "three times slower found")
	for _, s := range [][2]int{{26, 26}, {8, 4}} {
		for _, p := range Processes {
			c := Case{p, s[0], s[1], perDay, false}
			f := c.Answer(runs)
			c.row(w, of(f.LogRank, runs), of(f.Mean, runs), of(f.Hour, runs), of(f.Found, runs))
		}
	}
}

func head(w io.Writer, title string, columns ...string) {
	fmt.Fprintf(w, "\n### %s\n\n| days | weeks | a day | %s |\n|%s\n", title, strings.Join(columns, " | "), strings.Repeat("---|", 3+len(columns)))
}

func (c Case) row(w io.Writer, cells ...string) {
	fmt.Fprintf(w, "| %s | %d + %d | %g | %s |\n", c.Name, c.Before, c.After, c.Daily, strings.Join(cells, " | "))
}

// of is a percentage; of few it says little, and of none nothing.
func of(n, all int) string {
	switch {
	case all == 0:
		return "-"
	case all < 200:
		return fmt.Sprintf("(%d of %d)", n, all)
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(all))
}
