// Package still keeps what a process has read from outliving it: no core file,
// no look at its memory by others of the same user, and for a server memory that
// is overwritten when it is freed.
//
// It promises that a crash leaves nothing on the disk. It refuses to promise more:
// root can read a running process, and words that are shown are in memory.
package still

import "strings"

// Serves says whether a command line starts a server; where it cannot tell, it
// does.
func Serves(args []string) bool {
	for i, a := range args {
		if i > 0 && !strings.HasPrefix(a, "-") {
			return a == "serve" || strings.HasPrefix(args[i-1], "-")
		}
	}
	return true
}

// wiped is the setting of Go's collector that overwrites what it frees.
const wiped = "clobberfree=1"

// With adds wiped to the environment; false where it is there.
func With(env []string) ([]string, bool) {
	var out []string
	had := ""
	for _, v := range env {
		if value, ok := strings.CutPrefix(v, "GODEBUG="); ok {
			had = value
			continue
		}
		out = append(out, v)
	}
	if strings.Contains(had, "clobberfree=") {
		return env, false
	}
	return append(out, "GODEBUG="+strings.TrimPrefix(had+","+wiped, ",")), true
}
