package ask

import (
	"context"
	"crypto/sha256"
	"net/http"
	"strings"
	"sync"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/web/page"
)

// Sent has what a form makes carry the same ids when it is sent again because the
// answer was lost. The form brings the id of the page that it stood on. One from a
// page that is the same for everybody brings none: there it is the same as another
// with the same words that comes soon after it and with the same cookies, which
// every answer that arrives would have changed.
func (a *Ask) Sent() {
	id, err := ebb.ParseID(a.PostForm.Get(page.Sent))
	a.PostForm.Del(page.Sent)
	a.Form.Del(page.Sent)
	f := a.MultipartForm
	if a.Method != http.MethodPost || a.PostForm == nil || f != nil && len(f.File) > 0 {
		return
	}
	if err != nil {
		if len(a.Cookies()) == 0 { // nobody's yet
			return
		}
		id = a.House.sent.again(sha256.Sum256([]byte(a.URL.RequestURI()+"\n"+a.PostForm.Encode()+"\n"+a.Header.Get("Cookie"))), a.Now)
	}
	a.SentAs(id)
	if j, open := a.Journal.(remembers); open {
		a.Journal = once{j}
	}
}

// Sends is the id that the forms of this answer bring back; "" where it is the
// same for everybody, where nobody is in yet, and in the demo, which keeps nothing.
func (a *Ask) Sends(x feature.Answer) string {
	doors := a.State == feature.Locked && strings.HasPrefix(x.Template, "web/")
	if x.Static || a.Demo || doors || a.State == feature.Nobody {
		return ""
	}
	return ebb.NewID().String()
}

// remembers is a journal that knows what it has.
type remembers interface {
	feature.Journal
	Has(context.Context, ebb.ID) (bool, error)
}

// once is the journal of a form. Where one of several entries is there already
// they all are, and nothing is kept: what a page makes of what it finds there
// would take back what it kept the first time.
type once struct{ remembers }

func (o once) Record(ctx context.Context, entries ...ebb.Entry) error {
	for _, e := range entries {
		if len(e.Erase)+len(e.Drop) > 0 { // again harmless, and perhaps not yet out of the log files
			break
		}
		if has, err := o.Has(ctx, e.Event.ID); has || err != nil {
			return err
		}
	}
	return o.remembers.Record(ctx, entries...)
}

// soon is how long a form without the id of its page is taken for the same, and
// mostForms how many are remembered. Of none is more than a hash.
const (
	soon      = 2 * time.Minute
	mostForms = 4096
)

// forms remembers those that came without the id of their page.
type forms struct {
	mu   sync.Mutex
	came map[[32]byte]form
}

type form struct {
	as ebb.ID
	at time.Time
}

// again is the id of a form: the one it had, where it came before.
func (f *forms) again(of [32]byte, now time.Time) ebb.ID {
	f.mu.Lock()
	defer f.mu.Unlock()
	if was, came := f.came[of]; came && now.Sub(was.at).Abs() < soon {
		return was.as
	}
	if f.came == nil || len(f.came) >= mostForms {
		f.came = map[[32]byte]form{}
	}
	is := form{ebb.NewID(), now}
	f.came[of] = is
	return is.as
}
