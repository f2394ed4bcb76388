package sqlite

import (
	"context"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables up to date. Where that changes tables that are in
// use already, nobody else may have the database open.
func (s *Store) migrate(ctx context.Context) error {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.writing, dir,
		goose.WithDisableGlobalRegistry(true), goose.WithSlog(s.o.Log))
	if err != nil {
		return err
	}
	sources := p.ListSources()
	target, err := sources[len(sources)-1].Version, nil
	have, err := s.version(ctx)
	switch {
	case err != nil || have == target:
		return err
	case have > target:
		return ErrNewer
	case have > 0:
		if err := flock(s.lock, exclusive); err != nil {
			return err
		}
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	return flock(s.lock, shared)
}

// version is that of the newest migration applied, 0 for an empty file.
func (s *Store) version(ctx context.Context) (v int64, err error) {
	var n int
	err = s.writing.QueryRowContext(ctx,
		"SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version'").Scan(&n)
	if err != nil || n == 0 {
		return 0, err
	}
	err = s.writing.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version").Scan(&v)
	return v, err
}
