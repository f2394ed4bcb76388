// Package layout holds tests about the shape of the repository: who may import
// whom, how long a function may be, which packages tell the time, which words
// a person may read. It exists for its tests and ships nothing.
//
// The tests read the source with go/parser rather than ask the go command,
// whose answer the test cache may keep after the source has changed.
package layout
