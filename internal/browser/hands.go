package browser

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Front makes the page act as the one that has the keyboard, whichever other
// tabs are open.
func (p *Page) Front() {
	p.t.Helper()
	p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err
	}))
}

// Key presses keys and waits for nothing.
func (p *Page) Key(keys string, with ...chromedp.KeyOption) {
	p.t.Helper()
	p.must(chromedp.KeyEvent(keys, with...))
}

// Choose opens the dialog of a file field with open, and takes files in it.
func (p *Page) Choose(open func(), files ...string) {
	p.t.Helper()
	opened := make(chan cdp.BackendNodeID, 1)
	err := chromedp.Listen(p.ctx, func(ev any) {
		if e, ok := ev.(*page.EventFileChooserOpened); ok {
			select {
			case opened <- e.BackendNodeID:
			default:
			}
		}
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.intercept(true)
	defer p.intercept(false)
	open()
	select {
	case node := <-opened:
		p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: files, BackendNodeID: node})
			return err
		}))
	case <-time.After(5 * time.Second):
		p.t.Fatalf("at %s: no dialog asks for a file", p.Path())
	}
}

func (p *Page) intercept(on bool) {
	p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.SetInterceptFileChooserDialog, page.SetInterceptFileChooserDialogParams{Enabled: on})
		return err
	}))
}
