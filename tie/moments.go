package tie

// Pulls are what a hard moment pulls towards, and Triggers what may set one
// off. Plans are made for them. A name is never taken out or renamed: old
// events hold it.
var (
	Pulls    = []string{"reach", "reply", "check", "clear", "fix", "see", "other"}
	Triggers = []string{"memory", "photo", "song", "place", "online", "message", "news", "alone", "bored", "argument", "drink", "tired", "date"}
)
