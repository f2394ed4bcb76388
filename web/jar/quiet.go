package jar

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Names of cookies that the pages' script reads too, or sets.
const (
	Lock     = "ebb-lock"     // from which Unix second on to lock; set by the script that leaves
	Discreet = "ebb-discreet" // "1": discreet mode
	Hide     = "ebb-hide"     // "1": lock when the page is out of sight
	Site     = "ebb-leave"    // where Leave leads, escaped; "" is the page about tides
)

// Names of cookies that only the server reads.
const (
	idle = "ebb-idle" // minutes
	App  = "ebb-app"  // name and icon of the installed app
)

// Life is how long a browser keeps a choice; each visit to the page where it
// was made renews it.
const Life = 365 * 24 * time.Hour

// Minutes that a person may choose for the idle lock; the middle one is what
// holds without a choice.
var Minutes = []int{5, 10, 30}

// Quiet is what somebody has chosen in this browser about being seen.
type Quiet struct {
	Discreet bool
	Hide     bool // lock when the page is out of sight
	Minutes  int  // of idleness, as chosen
	Site     string
	App      string
}

// Choices reads them; what is no choice of ours counts as none.
func Choices(r *http.Request, secure bool) Quiet {
	q := Quiet{Discreet: Get(r, secure, Discreet) == "1", Hide: Get(r, secure, Hide) == "1", App: Get(r, secure, App)}
	q.Minutes, _ = strconv.Atoi(Get(r, secure, idle))
	if !slices.Contains(Minutes, q.Minutes) {
		q.Minutes = Minutes[1]
	}
	if site, err := url.QueryUnescape(Get(r, secure, Site)); err == nil && IsSite(site) {
		q.Site = site
	}
	return q
}

// Idle is how long a session may go without its person.
func (q Quiet) Idle() time.Duration {
	if q.Discreet {
		return time.Minute
	}
	return time.Duration(q.Minutes) * time.Minute
}

// Unseen is after how many seconds out of sight a page locks; -1 is never.
func (q Quiet) Unseen() int {
	switch {
	case !q.Hide:
		return -1
	case q.Discreet:
		return 0
	}
	return 60
}

// SetMinutes keeps the choice of the idle lock.
func SetMinutes(w http.ResponseWriter, secure bool, n int) {
	Set(w, secure, idle, strconv.Itoa(n), Life)
}

// Tell hands a value to the browser that scripts of its pages may read; "" takes
// it back.
func Tell(w http.ResponseWriter, secure bool, cookie, value string) {
	set(w, secure, cookie, value, Life, false)
}

// IsSite says whether Leave may lead to an address: HTTPS, a host with a dot,
// no name or password.
func IsSite(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil || len(address) > 200 {
		return false
	}
	host := u.Hostname()
	return len(host) > 3 && slices.Contains([]byte(host[1:len(host)-1]), '.')
}

// Due says whether the page's script has asked for a lock that nobody has done
// yet: the request that should have, was lost.
func Due(r *http.Request, secure bool, now time.Time) bool {
	value := Get(r, secure, Lock)
	if value == "" {
		return false
	}
	at, err := strconv.ParseInt(value, 10, 64)
	return err != nil || at <= now.Unix()
}
