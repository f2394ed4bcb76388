// Package show is the invented journal that everybody may look around in, at a
// time of its own. It promises to write nothing. It refuses to be anybody's.
package show

import (
	"context"
	"time"

	"ebb"
	"ebb/cmd/ebb/invent"
	"ebb/feature"
	"ebb/internal/demo"
	"ebb/store/mem"
	"ebb/vault"
	"ebb/web"
)

// Clock is the program's clock, or one that runs on from half past nine in the
// morning of a date.
func Clock(clock ebb.Clock, day string) (ebb.Clock, error) {
	if day == "" {
		return clock, nil
	}
	begun := clock()
	date, err := time.ParseInLocation(time.DateOnly, day, begun.Location())
	return func() time.Time { return date.Add(9*time.Hour + 30*time.Minute + clock().Sub(begun)) }, err
}

// Server shows it.
func Server(ctx context.Context, features []*feature.Feature, clock ebb.Clock) (*web.Server, error) {
	st := mem.New()
	shown, err := invent.Record(ctx, st, features, clock, vault.NewRing(), nil, demo.Journal(clock()))
	if err != nil {
		return nil, err
	}
	return web.New(web.Options{
		Store: mem.New(), Secrets: vault.MemorySecrets(), Features: features, Clock: clock, Demo: true, Show: shown,
	})
}
