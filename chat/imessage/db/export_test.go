package db

// Bound counts SQLite's memory: in a process that also writes databases this
// must come first.
var Bound = bounded
