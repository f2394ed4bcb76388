package path

import (
	"ebb/feature/path/happening"
	"ebb/feature/path/topic"
)

// topics are the ten, in the order in which they stand on the page.
func topics() []*topic.Topic {
	return []*topic.Topic{
		happening.Topic(),
	}
}
