// Package schema brings the tables of a SQLite database up to date.
//
// It promises that a file of a later version is left alone, and that tables in
// use change only when nobody else has them open. Migrations that have been
// released are never edited.
package schema

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewer says that a later version of ebb has changed the file.
var ErrNewer = errors.New("store: the data was written by a later version of ebb")

// Up applies what is missing. Before it changes tables that are in use it asks
// alone, which must see to it that nobody else has the database open.
func Up(ctx context.Context, db *sql.DB, log *slog.Logger, alone func() error) error {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, dir, goose.WithDisableGlobalRegistry(true), goose.WithSlog(log))
	if err != nil {
		return err
	}
	sources := p.ListSources()
	target := sources[len(sources)-1].Version
	have, err := version(ctx, db)
	switch {
	case err != nil || have == target:
		return err
	case have > target:
		return ErrNewer
	case have > 0:
		if err := alone(); err != nil {
			return err
		}
	}
	if have < 0 {
		if err := begin(ctx, db); err != nil {
			return err
		}
	}
	_, err = p.Up(ctx)
	return err
}

// begin makes the table of versions in an empty file. Goose would do so too, but
// try again where the disk has failed, and say nothing.
func begin(ctx context.Context, db *sql.DB) error {
	versions, err := database.NewStore(goose.DialectSQLite3, goose.DefaultTablename)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := versions.CreateVersionTable(ctx, tx); err != nil {
		return err
	}
	if err := versions.Insert(ctx, tx, database.InsertRequest{Version: 0}); err != nil {
		return err
	}
	return tx.Commit()
}

// version is that of the newest migration applied, -1 for an empty file.
func version(ctx context.Context, db *sql.DB) (v int64, err error) {
	var n int
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = ?", goose.DefaultTablename).Scan(&n)
	if err != nil || n == 0 {
		return -1, err
	}
	err = db.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM goose_db_version").Scan(&v)
	return v, err
}
