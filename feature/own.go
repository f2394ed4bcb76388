package feature

import (
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Own returns a person's own words from a form field, with one kind of line end
// and nothing around them; "" where there is nothing to see.
func (r *Request) Own(field string) string {
	text := strings.TrimSpace(strings.ReplaceAll(r.FormValue(field), "\r\n", "\n"))
	if !strings.ContainsFunc(text, visible) {
		return ""
	}
	return text
}

// OwnLine is Own on one line.
func (r *Request) OwnLine(field string) string {
	return strings.Join(strings.Fields(r.Own(field)), " ")
}

func visible(c rune) bool { return unicode.In(c, unicode.L, unicode.N, unicode.P, unicode.S) }

// Pieces cuts a text so that each has at most so many bytes, between two signs:
// one row of the journal holds 32 KiB of everything.
func Pieces(text string, most int) (all []string) {
	for len(text) > most {
		n := most
		for !utf8.RuneStart(text[n]) {
			n--
		}
		all, text = append(all, text[:n]), text[n:]
	}
	return append(all, text)
}

// Fitting are the aids of a step that fit a pull.
func Fitting(all []Aid, step, pull string) []Aid {
	return slices.DeleteFunc(slices.Clone(all), func(a Aid) bool {
		return a.Step != step || len(a.Pulls) > 0 && !slices.Contains(a.Pulls, pull)
	})
}

// Address is Href for a template. html/template writes no "tel:" unless it is
// told that somebody has looked: here it is a plus and digits, or it is not
// passed on as one.
func (l Link) Address() any {
	number, call := strings.CutPrefix(l.Href, "tel:")
	digits := strings.TrimPrefix(number, "+")
	if call && digits != "" && strings.Trim(digits, "0123456789") == "" {
		return template.URL(l.Href)
	}
	return l.Href
}

// Names returns the first of some words or phrases, parted by commas, that
// stands whole in a text, without regard to case; "" where none does.
func Names(text, phrases string) string {
	plain := " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.In(c, unicode.L, unicode.N) }), " ") + " "
	for p := range strings.SplitSeq(phrases, ",") {
		if p = strings.TrimSpace(p); p != "" && strings.Contains(plain, " "+p+" ") {
			return p
		}
	}
	return ""
}
