// Package sqlite keeps a store in one SQLite file, for a person's own machine
// and for small hosts.
//
// It promises that what was acknowledged survives a killed process and a power
// cut, that callers who write at the same time share one fsync, that several
// processes may have the file open, and that an I/O error or a damaged file
// stops the process before anybody is told anything. After Scrub nothing that
// was erased is left in the database file or its log.
//
// It refuses to notice damage inside a box, which the journal's seals do, and
// to run on a network file system: WAL needs shared memory.
package sqlite

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"

	"ebb/internal/batch"
	"ebb/store"
	"ebb/store/sqlite/conn"
	"ebb/store/sqlite/folder"
	"ebb/store/sqlite/reach"
	"ebb/store/sqlite/schema"
)

// Options change how a store behaves. The zero value is right everywhere
// except in tests.
type Options struct {
	Log *slog.Logger // slog.Default() if nil; never gets content
	// Install is the id that a new file takes, where it is another
	// installation's copy; zero: a random one. A file that is there keeps its own.
	Install store.ID

	// Sync is PRAGMA synchronous: "FULL" if empty. "NORMAL" and "OFF" lose
	// acknowledged rows when the power goes; they exist so that the power-cut
	// test has a control that it must see fail.
	Sync string
	// LogLimit is the length of the -wal file in bytes beyond which it is
	// checkpointed; 4 MiB if zero.
	LogLimit int64
	// Exit stops the process; os.Exit if nil. A test's Exit may return: every
	// later call is then answered store.ErrUnknown.
	Exit func(code int)
	// AfterCommit runs after each commit and before anybody is answered.
	AfterCommit func()
}

// ExitDisk is the exit code after an I/O error or damage.
const ExitDisk = 70

// Store is a store.Store.
type Store struct {
	*reach.Tables
	path    string
	o       Options
	install store.ID
	lock    *os.File
	group   batch.Group[*job]
	reading *sql.DB
	writing *sql.DB

	mu     sync.Mutex // the one writing connection
	w      *conn.Conn
	seen   int64 // frames in the log when it was last checkpointed
	closed bool

	probe   sync.Mutex // Healthy's use of the lock file
	refusal atomic.Pointer[error]
}

var (
	_ store.Store = (*Store)(nil)

	errClosed = errors.New("store: closed")
	// ErrInUse says that another process has the data open, or is replacing it.
	ErrInUse = folder.ErrInUse
	// ErrNewer says that a later version of ebb has changed the file.
	ErrNewer = schema.ErrNewer
	// ErrBroken says that the disk or the file has an error.
	ErrBroken = errors.New("store: the disk or the database file has an error")
)

// Alone keeps the database at path to the caller, who replaces or copies its
// files, until release is called. ErrInUse where anybody has it open.
func Alone(ctx context.Context, path string) (release func() error, err error) {
	return folder.Alone(ctx, filepath.Dir(path))
}

// Open opens the store in the file path, and makes file and folder where there
// are none. It returns when everything that can be read from the store is on
// the disk.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, o: o.withDefaults()}
	s.group.Do = s.commit
	s.Tables = reach.New(s.do, s.each)
	if err := s.open(ctx); err != nil {
		s.release()
		if conn.IsBroken(err) || errors.Is(err, syscall.EIO) {
			err = fmt.Errorf("%w: %w", ErrBroken, err)
		}
		return nil, fmt.Errorf("store: opening %s: %w", filepath.Base(path), noSpace(err))
	}
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Sync == "" {
		o.Sync = "FULL"
	}
	if o.LogLimit == 0 {
		o.LogLimit = 4 << 20
	}
	if o.Exit == nil {
		o.Exit = os.Exit
	}
	if o.AfterCommit == nil {
		o.AfterCommit = func() {}
	}
	return o
}

func (s *Store) open(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
		return err
	}
	door, err := folder.Enter(ctx, filepath.Dir(s.path))
	if err != nil {
		return err
	}
	defer door.Close()
	if s.lock, err = folder.Hold(filepath.Dir(s.path), folder.Shared); err != nil {
		return err
	}
	if err := folder.Create(s.path); err != nil {
		return err
	}
	if err := s.connect(ctx); err != nil {
		return err
	}
	alone := func() error { return folder.Lock(s.lock, folder.Exclusive) }
	if err := schema.Up(ctx, s.writing, s.o.Log, alone); err != nil {
		return err
	}
	if err := folder.Lock(s.lock, folder.Shared); err != nil {
		return err
	}
	if err := s.dedicate(ctx); err != nil {
		return err
	}
	return folder.Sync(s.path)
}

func (s *Store) connect(ctx context.Context) (err error) {
	if s.writing, err = conn.Open(s.path, "busy_timeout(10000)", "journal_mode(WAL)",
		"secure_delete(ON)", "synchronous("+s.o.Sync+")", "wal_autocheckpoint(0)"); err != nil {
		return err
	}
	s.writing.SetMaxOpenConns(1)
	if err := s.writing.PingContext(ctx); err != nil {
		return err
	}
	if s.reading, err = conn.Open(s.path, "busy_timeout(10000)", "query_only(ON)",
		"synchronous("+s.o.Sync+")", "wal_autocheckpoint(0)"); err != nil {
		return err
	}
	s.reading.SetMaxOpenConns(8)
	s.reading.SetMaxIdleConns(8)
	return nil
}

// dedicate takes the writing connection out of its pool for good, and finds
// the installation's id or makes it.
func (s *Store) dedicate(ctx context.Context) error {
	w, err := conn.Dedicate(ctx, s.writing)
	if err != nil {
		return err
	}
	s.w = w
	var id []byte
	err = s.w.Row("SELECT id FROM install", nil, &id)
	if errors.Is(err, sql.ErrNoRows) {
		id = bytes.Clone(s.o.Install[:])
		if s.o.Install == (store.ID{}) {
			rand.Read(id)
		}
		err = s.w.Exec("INSERT INTO install (one, id) VALUES (1, ?)", id)
	}
	copy(s.install[:], id)
	return err
}

// Close waits for the writer, checkpoints and closes the files. A checkpoint
// that fails stops the process here too: SQLite would try again when the last
// connection goes, the system would have forgotten the error, and the log
// would be deleted.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.usable() == nil {
		_, err = s.checkpoint("TRUNCATE")
	}
	s.refuse(errClosed)
	if s.closed {
		return nil
	}
	s.closed = true
	return errors.Join(err, s.release())
}

func (s *Store) release() error {
	var errs []error
	if s.reading != nil {
		errs = append(errs, s.reading.Close())
	}
	if s.w != nil {
		errs = append(errs, s.w.Close())
	}
	if s.writing != nil {
		errs = append(errs, s.writing.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	return errors.Join(errs...)
}

// refuse makes every later call answer err, unless there is a reason already.
func (s *Store) refuse(err error) bool { return s.refusal.CompareAndSwap(nil, &err) }

func (s *Store) usable() error {
	if err := s.refusal.Load(); err != nil {
		return *err
	}
	return nil
}

// Sound asks SQLite whether its pages, indexes and constraints are whole. It
// says nothing about what is in them: package audit does.
func (s *Store) Sound(ctx context.Context) error {
	return s.each(ctx, "PRAGMA integrity_check(1)", nil, func(rows *sql.Rows) error {
		var says string
		if err := rows.Scan(&says); err != nil || says == "ok" {
			return err
		}
		return fmt.Errorf("store: %s", says)
	})
}

// Install implements store.Store.
func (s *Store) Install(context.Context) (store.ID, error) { return s.install, s.usable() }

// Settle implements store.Rows: opening has synced the log, and a commit of
// another process can be seen only when it has synced it.
func (s *Store) Settle(context.Context, store.ID) error { return s.usable() }

// Healthy implements store.Store. It reads, and it writes where the database
// would have to grow, but it does not wait for a turn to write there.
func (s *Store) Healthy(ctx context.Context) error {
	if err := s.usable(); err != nil {
		return err
	}
	var id []byte
	if err := s.reading.QueryRowContext(ctx, "SELECT id FROM install").Scan(&id); err != nil {
		return fmt.Errorf("store: reading: %w", err)
	}
	s.probe.Lock()
	defer s.probe.Unlock()
	if err := folder.Probe(s.lock); err != nil {
		return fmt.Errorf("store: writing: %w", noSpace(err))
	}
	return nil
}

func noSpace(err error) error {
	if folder.NoSpace(err) {
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return conn.Full(err)
}
