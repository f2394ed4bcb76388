package browser

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// Authenticator makes and keeps passkeys for a page, in place of a device.
type Authenticator struct {
	p  *Page
	id webauthn.AuthenticatorID
}

// Authenticator gives the page one, whose passkeys have a PRF or not and may be
// copied to an account. It verifies whoever holds it.
func (p *Page) Authenticator(prf bool) *Authenticator {
	p.t.Helper()
	a := &Authenticator{p: p}
	p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, webauthn.Enable, webauthn.EnableParams{}); err != nil {
			return err
		}
		got, err := cdp.Call(ctx, t, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{
			Options: &webauthn.VirtualAuthenticatorOptions{
				Protocol: webauthn.AuthenticatorProtocolCtap2, Ctap2version: webauthn.Ctap2versionCtap21, Transport: webauthn.AuthenticatorTransportInternal,
				HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
				HasPrf: prf, DefaultBackupEligibility: true,
			},
		})
		a.id = got.AuthenticatorID
		return err
	}))
	return a
}

// Verifies says whether it verifies whoever holds it from now on.
func (a *Authenticator) Verifies(ok bool) {
	a.p.t.Helper()
	a.p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: a.id, IsUserVerified: ok})
		return err
	}))
}

// Passkeys counts what it keeps.
func (a *Authenticator) Passkeys() (n int) {
	a.p.t.Helper()
	a.p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		got, err := cdp.Call(ctx, t, webauthn.GetCredentials, webauthn.GetCredentialsParams{AuthenticatorID: a.id})
		n = len(got.Credentials)
		return err
	}))
	return n
}

// Away takes it away from the page.
func (a *Authenticator) Away() {
	a.p.t.Helper()
	a.p.must(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, webauthn.RemoveVirtualAuthenticator, webauthn.RemoveVirtualAuthenticatorParams{AuthenticatorID: a.id})
		return err
	}))
}
