package meta

import "bytes"

// detectHTML looks for the classes that Meta's pages of messages have had, in
// the page or, where a long style stands in front of it, in the style.
func detectHTML(head []byte) int {
	for _, marks := range [][]string{{"_a6-g", "_a6-o", "_a6-p"}, {"_2lej", "_2lek", "_2lem"}, {"_2lej", "_2lel", "_2let"}} {
		styled, used := 0, 0
		for _, m := range marks {
			if bytes.Contains(head, []byte("."+m)) {
				styled++
			}
			if classed(head, m) {
				used++
			}
		}
		switch {
		case used >= 2:
			return 92
		case styled == len(marks):
			return 60
		}
	}
	return 0
}

// classed says whether an element has a class.
func classed(head []byte, class string) bool {
	for rest := head; ; {
		i := bytes.Index(rest, []byte(class))
		if i < 0 {
			return false
		}
		open := bytes.LastIndexByte(rest[:i], '"')
		if open >= 0 && bytes.HasSuffix(rest[:open], []byte("class=")) {
			return true
		}
		rest = rest[i+len(class):]
	}
}
