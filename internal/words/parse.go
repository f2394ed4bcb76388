package words

import (
	"fmt"
	"strings"
)

// parse reads one message. Braces open an argument or a choice; # stands for
// the number inside a plural. There is no quoting: no sentence of ebb needs a
// literal brace.
func parse(text string) (message, error) {
	p := &parser{rest: text}
	m, err := p.message(false)
	if err != nil {
		return nil, err
	}
	if p.rest != "" {
		return nil, fmt.Errorf("unexpected %q", p.rest)
	}
	return m, nil
}

type parser struct{ rest string }

func (p *parser) message(inPlural bool) (message, error) {
	var m message
	for p.rest != "" && p.rest[0] != '}' {
		stop := "{}"
		if inPlural {
			stop = "{}#"
		}
		n := strings.IndexAny(p.rest, stop)
		if n < 0 {
			n = len(p.rest)
		}
		if n > 0 {
			m = append(m, literal(p.rest[:n]))
			p.rest = p.rest[n:]
			continue
		}
		if p.rest[0] == '#' {
			m = append(m, hash{})
			p.rest = p.rest[1:]
			continue
		}
		a, err := p.braced(inPlural)
		if err != nil {
			return nil, err
		}
		m = append(m, a)
	}
	return m, nil
}

// braced reads {name}, {name, date}, {name, plural, …} or {name, select, …}.
func (p *parser) braced(inPlural bool) (part, error) {
	p.rest = p.rest[1:]
	end := strings.IndexAny(p.rest, ",}")
	if end < 0 {
		return nil, fmt.Errorf("{ is never closed")
	}
	name := strings.TrimSpace(p.rest[:end])
	if name == "" || strings.ContainsAny(name, " {#") {
		return nil, fmt.Errorf("%q is no argument name", name)
	}
	closing := p.rest[end] == '}'
	p.rest = p.rest[end+1:]
	if closing {
		return argument(name), nil
	}
	if d, ok := p.date(name); ok {
		return d, nil
	}
	kind, rest, ok := strings.Cut(p.rest, ",")
	kind = strings.TrimSpace(kind)
	if !ok || kind != "plural" && kind != "select" {
		return nil, fmt.Errorf("%q is neither date nor plural nor select", kind)
	}
	p.rest = rest
	return p.choice(name, kind == "plural", inPlural)
}

// date reads what stands after the name of a date: "date}" or "date, form}".
func (p *parser) date(name string) (date, bool) {
	inside, rest, _ := strings.Cut(p.rest, "}")
	kind, form, some := strings.Cut(inside, ",")
	if strings.TrimSpace(kind) != "date" {
		return date{}, false
	}
	if !some {
		form = "full"
	}
	key := "date." + strings.TrimSpace(form)
	switch key {
	case "date.full", "date.day", "date.month", "date.weekday":
		p.rest = rest
		return date{name, key}, true
	}
	return date{}, false
}

func (p *parser) choice(name string, isPlural, inPlural bool) (part, error) {
	c := choice{name: name, plural: isPlural, cases: map[string]message{}}
	for {
		p.rest = strings.TrimLeft(p.rest, " \n\t")
		if strings.HasPrefix(p.rest, "}") {
			p.rest = p.rest[1:]
			break
		}
		label, rest, ok := strings.Cut(p.rest, "{")
		if !ok {
			return nil, fmt.Errorf("choice %q is never closed", name)
		}
		p.rest = rest
		m, err := p.message(isPlural || inPlural)
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(p.rest, "}") {
			return nil, fmt.Errorf("case of %q is never closed", name)
		}
		p.rest = p.rest[1:]
		c.cases[strings.TrimSpace(label)] = m
	}
	if c.cases["other"] == nil {
		return nil, fmt.Errorf("choice %q has no case other", name)
	}
	return c, nil
}
