package phrase

import (
	"sort"
	"unicode"
	"unicode/utf8"
)

func setOf(list ...string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, s := range list {
		out[s] = true
	}
	return out
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func each(missed bool, list ...string) []callPhrase {
	out := make([]callPhrase, len(list))
	for i, s := range list {
		out[i] = callPhrase{s, missed}
	}
	return out
}

// firstFour finds calls by their first four bytes, the longest words first.
func firstFour(list []callPhrase) map[string][]callPhrase {
	out := map[string][]callPhrase{}
	for _, c := range list {
		out[c.words[:4]] = append(out[c.words[:4]], c)
	}
	for _, l := range out {
		sort.SliceStable(l, func(i, j int) bool { return len(l[i].words) > len(l[j].words) })
	}
	return out
}

func head4(words []byte) string { return string(words[:min(4, len(words))]) }

func byHead(list ...string) map[string][]string {
	out := map[string][]string{}
	for _, s := range list {
		out[s[:4]] = append(out[s[:4]], s)
	}
	return out
}
