package apart

import "time"

// Longest sets how long the process may take, and gives what it was.
func Longest(d time.Duration) time.Duration {
	was := longest
	longest = d
	return was
}
