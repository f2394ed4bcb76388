// Package engines drives the browsers that are not Chromium, as they come with
// Debian: Firefox through Marionette, its own remote protocol, and WebKitGTK's
// MiniBrowser through WebKitWebDriver. Both speak the commands of W3C
// WebDriver, so a test is written once.
//
// It promises a fresh profile for each browser, and that a missing program
// fails the test and names its Debian package. It refuses to skip, and to
// pretend: what an engine cannot do, a test says by its name.
package engines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Engine is one running browser with one tab.
type Engine struct {
	Name string

	t    testing.TB
	wire wire
}

// wire carries W3C commands: a name as Marionette calls it, and its parameters.
type wire interface {
	do(ctx context.Context, command string, with params) (json.RawMessage, error)
}

type params map[string]any

// Starters are the engines, by name.
var Starters = map[string]func(testing.TB) *Engine{"firefox": Firefox, "webkitgtk": WebKit}

// session asks for a browser that gives up on a page that never comes.
var session = params{"capabilities": params{"alwaysMatch": params{"timeouts": params{"pageLoad": 10000, "script": 5000}}}}

// patience is how long one command may take.
const patience = 20 * time.Second

func (e *Engine) try(command string, with params) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return e.wire.do(ctx, command, with)
}

func (e *Engine) must(command string, with params) json.RawMessage {
	e.t.Helper()
	out, err := e.try(command, with)
	if err != nil {
		e.t.Fatalf("%s: %s %v: %v", e.Name, command, with, err)
	}
	return out
}

// Open goes to an address and waits for the page.
func (e *Engine) Open(url string) {
	e.t.Helper()
	e.must("WebDriver:Navigate", params{"url": url})
}

// Back goes one step back, whatever is there.
func (e *Engine) Back() { _, _ = e.try("WebDriver:Back", params{}) }

// Forward goes one step forward, whatever is there.
func (e *Engine) Forward() { _, _ = e.try("WebDriver:Forward", params{}) }

// Reload asks for the page again, whatever comes.
func (e *Engine) Reload() { _, _ = e.try("WebDriver:Refresh", params{}) }

// URL is where the page is.
func (e *Engine) URL() string {
	var url string
	if out, err := e.try("WebDriver:GetCurrentURL", params{}); err == nil {
		url = value[string](out)
	}
	return url
}

// Eval runs the body of a function in the page.
func Eval[T any](e *Engine, js string) (T, error) {
	var none T
	out, err := e.try("WebDriver:ExecuteScript", params{"script": js, "args": []any{}})
	if err != nil {
		return none, err
	}
	return value[T](out), nil
}

// Text is what the page shows, and what stands in its fields; "" while there is
// no page.
func (e *Engine) Text() string {
	text, err := Eval[string](e, `return document.body ? document.body.innerText + "\n" + [...document.querySelectorAll("input,textarea")].map(f => f.type === "hidden" ? "" : f.value).join("\n") : ""`)
	if err != nil {
		return ""
	}
	return text
}

// Await waits until an expression holds in the page, through navigations.
func (e *Engine) Await(js string) {
	e.t.Helper()
	for range 200 {
		if ok, err := Eval[bool](e, "return !!("+js+")"); err == nil && ok {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	e.t.Fatalf("%s: at %s it never came to %s; the page says:\n%s", e.Name, e.URL(), js, e.Text())
}

// Settle waits until the page stands and stays where it is. Firefox's own page
// for an address that does not answer never counts as complete.
func (e *Engine) Settle() {
	before, same := "", 0
	for range 60 {
		state, err := Eval[string](e, "return document.readyState + location.href + performance.timeOrigin")
		if same++; err != nil || state != before {
			before, same = state, 0
		}
		if same >= 1 && strings.HasPrefix(state, "complete") || same >= 6 && strings.HasPrefix(state, "interactive") {
			return
		}
		time.Sleep(60 * time.Millisecond)
	}
}

// element is how W3C names a reference to one.
const element = "element-6066-11e4-a52e-4f735466cecf"

func (e *Engine) find(css string) string {
	e.t.Helper()
	e.Await(fmt.Sprintf("document.querySelector(%q)", css))
	out := e.must("WebDriver:FindElement", params{"using": "css selector", "value": css})
	return value[map[string]string](out)[element]
}

// Click presses an element as a hand would.
func (e *Engine) Click(css string) {
	e.t.Helper()
	e.must("WebDriver:ElementClick", params{"id": e.find(css)})
	e.Settle()
}

// Type puts text into a field.
func (e *Engine) Type(css, text string) {
	e.t.Helper()
	e.must("WebDriver:ElementSendKeys", params{"id": e.find(css), "text": text})
}

// shift is the key as W3C writes it.
const shift = "\uE008"

// Shift presses and lets go of Shift n times.
func (e *Engine) Shift(n int) {
	e.t.Helper()
	var keys []any
	for range n {
		keys = append(keys, params{"type": "keyDown", "value": shift}, params{"type": "keyUp", "value": shift})
	}
	e.must("WebDriver:PerformActions", params{"actions": []any{params{"type": "key", "id": "keys", "actions": keys}}})
}

// value takes what W3C wraps.
func value[T any](out json.RawMessage) T {
	var wrapped struct{ Value T }
	_ = json.Unmarshal(out, &wrapped) // another shape is no value
	return wrapped.Value
}

var errRefused = errors.New("refused")
