package words

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// message is a sentence, parsed: literals, arguments and choices in a row.
type message []part

type part interface {
	write(*strings.Builder, *scope)
}

type (
	literal  string
	argument string
	hash     struct{} // # inside a plural: the number itself
	choice   struct {
		name   string
		plural bool
		cases  map[string]message // "one", "other", "=0", or the values of a select
	}
)

type scope struct {
	book *Book
	args map[string]any
	hash any
}

func (m message) write(out *strings.Builder, s *scope) {
	for _, p := range m {
		p.write(out, s)
	}
}

func (l literal) write(out *strings.Builder, _ *scope) { out.WriteString(string(l)) }

func (a argument) write(out *strings.Builder, s *scope) { out.WriteString(s.value(string(a))) }

func (hash) write(out *strings.Builder, s *scope) { fmt.Fprint(out, s.hash) }

func (s *scope) value(name string) string {
	v, ok := s.args[name]
	if !ok {
		return "⟦" + name + "⟧"
	}
	return fmt.Sprint(v)
}

func (c choice) write(out *strings.Builder, s *scope) {
	v, ok := s.args[c.name]
	if !ok {
		out.WriteString("⟦" + c.name + "⟧")
		return
	}
	inner := *s
	if c.plural {
		inner.hash = v
	}
	c.pick(s.book.tag, v).write(out, &inner)
}

func (c choice) pick(tag language.Tag, v any) message {
	text := fmt.Sprint(v)
	if !c.plural {
		if m, ok := c.cases[text]; ok {
			return m
		}
		return c.cases["other"]
	}
	if m, ok := c.cases["="+text]; ok {
		return m
	}
	if m, ok := c.cases[category(tag, text)]; ok {
		return m
	}
	return c.cases["other"]
}

// category is the CLDR plural category of a decimal number as it is written:
// "1" is one in English, "1.0" is other.
func category(tag language.Tag, text string) string {
	whole, frac, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	i, err := strconv.Atoi(whole)
	if err != nil {
		return "other"
	}
	f, _ := strconv.Atoi(frac)
	t := strings.TrimRight(frac, "0")
	tn, _ := strconv.Atoi(t)
	form := plural.Cardinal.MatchPlural(tag, i, len(frac), len(t), f, tn)
	return [...]string{"other", "zero", "one", "two", "few", "many"}[form]
}

func (m message) names(seen map[string]bool) {
	for _, p := range m {
		switch p := p.(type) {
		case argument:
			seen[string(p)] = true
		case date:
			seen[p.name] = true
		case choice:
			seen[p.name] = true
			for _, c := range p.cases {
				c.names(seen)
			}
		}
	}
}

func (m message) literals(runs *[]string) {
	for _, p := range m {
		switch p := p.(type) {
		case literal:
			*runs = append(*runs, string(p))
		case choice:
			for _, c := range p.cases {
				c.literals(runs)
			}
		}
	}
}
