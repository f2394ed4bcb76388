package api

import "strings"

// Browser names a browser as its person would: "Firefox, Android". It is what a
// device is called until they say otherwise, and it is sealed like all they
// write.
func Browser(agent string) string {
	program := named(agent, "Edg", "Edge", "OPR", "Opera", "Firefox", "Firefox", "FxiOS", "Firefox", "CriOS", "Chrome",
		"Chrome", "Chrome", "Safari", "Safari")
	system := named(agent, "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS", "Mac",
		"CrOS", "Chromebook", "Linux", "Linux")
	return strings.Trim(program+", "+system, ", ")
}

// named returns the name of the first mark that stands in text, of mark, name
// pairs.
func named(text string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.Contains(text, pairs[i]) {
			return pairs[i+1]
		}
	}
	return ""
}
