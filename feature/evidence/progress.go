package evidence

import (
	"fmt"
	"strings"
	"sync"

	"ebb/feature"
)

// tickets are the uploads on their way, by a name that the page which sends
// one has drawn at random.
type tickets struct {
	mu  sync.Mutex
	all map[string]*progress
}

// begin starts to count for a ticket; nil where it is none.
func (t *tickets) begin(ticket string) *progress {
	if len(ticket) != 32 || strings.Trim(ticket, "0123456789abcdef") != "" {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.all == nil {
		t.all = map[string]*progress{}
	}
	so := &progress{}
	t.all[ticket] = so
	return so
}

func (t *tickets) end(ticket string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.all, ticket)
}

func (t *tickets) find(ticket string) *progress {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.all[ticket]
}

// showReading says how far an upload has been read: bytes, then messages, as
// two numbers for the page's script.
func (p *pages) showReading(r *feature.Request) (feature.Answer, error) {
	so := p.progress.find(r.PathValue("ticket"))
	if so == nil { // not begun, or ended
		so = &progress{}
	}
	body := fmt.Appendf(nil, "%d %d", so.bytes.Load(), so.messages.Load())
	return feature.Answer{Raw: &feature.Raw{Type: "text/plain; charset=utf-8", Body: body}}, nil
}
