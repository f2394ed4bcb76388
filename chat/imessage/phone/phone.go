// Package phone finds out which handles are one person's: telephone numbers
// with and without their country, and addresses.
//
// It promises never to join what could be two people's: a number that fits two
// countries is nobody's. It refuses to join short numbers, which are services.
package phone

import (
	"slices"
	"strings"
)

// number is a telephone number without its writing.
type number struct {
	digits        string // without what stands for the country, where it is national
	international bool
}

// shortest is from how many digits on a number is one person's: shorter ones
// are services.
const shortest = 7

// read reads a number; false for an address or a service.
func read(id string) (number, bool) {
	var n number
	id = strings.TrimSpace(id)
	if strings.ContainsFunc(id, func(r rune) bool { return !strings.ContainsRune("0123456789+-./() \u00a0\u2011\u202a\u202c", r) }) {
		return n, false
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, id)
	switch rest, zeros := strings.CutPrefix(digits, "00"); {
	case strings.Contains(id, "+"):
		n = number{digits, true}
	case zeros:
		n = number{rest, true}
	default:
		n = number{strings.TrimPrefix(digits, "0"), false}
	}
	return n, len(n.digits) >= shortest
}

// Alike finds which of several handles are one person's: the same address on
// two services, or a number with and without its country. Where two countries
// have the same number, the one without is nobody's. It gives each handle's
// first.
func Alike(ids []string) []int {
	first := make([]int, len(ids))
	known := map[string]int{}
	var wholes []int
	for i, id := range ids {
		key := strings.ToLower(strings.TrimSpace(id))
		n, isPhone := read(id)
		if isPhone {
			key = "0" + n.digits
		}
		if isPhone && n.international {
			key = "+" + n.digits
		}
		j, again := known[key]
		if !again {
			j = i
			known[key] = i
			if isPhone && n.international {
				wholes = append(wholes, i)
			}
		}
		first[i] = j
	}
	joinNational(ids, first, wholes)
	return first
}

// joinNational puts numbers without a country to the one that has it.
func joinNational(ids []string, first, wholes []int) {
	byEnd := map[string][]int{}
	for _, w := range wholes {
		n, _ := read(ids[w])
		for code := 1; code <= 3 && code < len(n.digits); code++ {
			byEnd[n.digits[code:]] = append(byEnd[n.digits[code:]], w)
		}
	}
	for i, id := range ids {
		n, ok := read(id)
		if !ok || n.international {
			continue
		}
		if found := byEnd[n.digits]; len(found) == 1 && !slices.Contains(wholes, i) {
			first[i] = found[0]
		}
	}
}
