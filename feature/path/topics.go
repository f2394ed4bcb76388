package path

import (
	"ebb/feature/path/body"
	"ebb/feature/path/comfort"
	"ebb/feature/path/good"
	"ebb/feature/path/happening"
	"ebb/feature/path/memories"
	"ebb/feature/path/now"
	"ebb/feature/path/own"
	"ebb/feature/path/people"
	"ebb/feature/path/situation"
	"ebb/feature/path/topic"
	"ebb/feature/path/unfinished"
)

// topics are the ten, in the order in which they stand on the page.
func topics() []*topic.Topic {
	return []*topic.Topic{
		happening.Topic(),
		situation.Topic(),
		good.Topic(),
		comfort.Topic(),
		body.Topic(),
		memories.Topic(),
		unfinished.Topic(),
		own.Topic(),
		people.Topic(),
		now.Topic(),
	}
}
