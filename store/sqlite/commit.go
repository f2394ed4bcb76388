package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"ebb/internal/batch"
	"ebb/store"
	"ebb/store/sqlite/conn"
)

// A job is one caller's part of a shared transaction. judge looks at the
// tables as the jobs before it have left them, and refuses; keep writes. What
// is refused has written nothing, so the others need not be disturbed.
type job struct {
	judge func(*conn.Conn) error // may be nil
	keep  func(*conn.Conn) error
	err   error
}

// do has a job done together with those who write at the same time. The
// context of the caller never reaches the transaction.
func (s *Store) do(ctx context.Context, judge, keep func(*conn.Conn) error) error {
	if err := s.usable(); err != nil {
		return err
	}
	j := &job{judge: judge, keep: keep}
	err := s.group.Join(ctx, j)
	switch {
	case err == nil:
		return j.err
	case errors.Is(err, batch.ErrUnderway):
		return fmt.Errorf("%w: %w", store.ErrUnknown, err)
	}
	return err
}

// commit does one batch of jobs. The log is tidied after their callers have
// been answered and before the next batch.
func (s *Store) commit(jobs []*job) {
	s.mu.Lock()
	long := false
	defer func() {
		if !long {
			s.mu.Unlock()
			return
		}
		go func() {
			defer s.mu.Unlock()
			s.checkpoint("PASSIVE")
		}()
	}()
	err := s.transact(jobs)
	if err != nil && len(jobs) > 1 && !conn.IsBusy(err) {
		for _, j := range jobs {
			err = errors.Join(err, s.transact([]*job{j}))
		}
	}
	long = s.usable() == nil && (errors.Is(err, store.ErrFull) || s.logIsLong())
}

// transact does the jobs in one transaction. A refusal is one job's own; any
// other error rolls all of them back and is every job's.
func (s *Store) transact(jobs []*job) (err error) {
	if err := s.usable(); err != nil {
		answer(jobs, err)
		return err
	}
	kept := false
	defer func() {
		if !kept {
			s.w.Exec("ROLLBACK") // SQLite may have done so itself
		}
	}()
	err = s.w.Exec("BEGIN IMMEDIATE")
	for i := 0; err == nil && i < len(jobs); i++ {
		err = jobs[i].run(s.w)
	}
	if err == nil {
		err = s.w.Exec("COMMIT")
	}
	if err != nil {
		err = s.stopOn(conn.Full(err))
		answer(jobs, err)
		return err
	}
	kept = true
	s.o.AfterCommit()
	return nil
}

func (j *job) run(w *conn.Conn) error {
	j.err = nil
	if j.judge != nil {
		j.err = j.judge(w)
	}
	if j.err == nil {
		return j.keep(w)
	}
	for _, no := range []error{store.ErrConflict, store.ErrRefused, store.ErrNoPerson, store.ErrFullInbox} {
		if errors.Is(j.err, no) {
			return nil
		}
	}
	return j.err
}

func answer(jobs []*job, err error) {
	for _, j := range jobs {
		j.err = err
	}
}

// stopOn ends the process when err says that the disk or the file cannot be
// trusted any more: after a failed fsync the system forgets what it did not
// write, and only a new start, which replays the log, shows what is left.
// Called with mu.
func (s *Store) stopOn(err error) error {
	if !conn.IsBroken(err) {
		return err
	}
	err = fmt.Errorf("%w: the store has stopped: %w", store.ErrUnknown, err)
	if s.usable() == nil {
		s.o.Log.Error("the disk or the database file has an error; stopping before anybody is answered", "err", err)
		s.o.Exit(ExitDisk)
		s.refuse(err) // only now: a refusal is an answer too
	}
	return err
}

// logIsLong looks at the size of the log, and, because a log that starts anew
// keeps its size, then at how much of it is new since the last checkpoint.
func (s *Store) logIsLong() bool {
	fi, err := os.Stat(s.path + "-wal")
	if err != nil || fi.Size() <= s.o.LogLimit {
		return false
	}
	var busy, frames, moved int64
	if s.w.Row("PRAGMA wal_checkpoint(NOOP)", nil, &busy, &frames, &moved) != nil {
		return true
	}
	if frames < s.seen {
		s.seen = 0 // it has started anew
	}
	const frame = 4096 + 24
	return (frames-s.seen)*frame > s.o.LogLimit
}

// checkpoint copies the log into the database. SQLite's own checkpoints would
// swallow an error of their fsync. Called with mu; done where nothing was in
// the way.
func (s *Store) checkpoint(mode string) (done bool, err error) {
	var busy, frames, moved int64
	err = s.w.Row("PRAGMA wal_checkpoint("+mode+")", nil, &busy, &frames, &moved)
	s.seen = frames
	if conn.IsBusy(err) {
		return false, nil
	}
	return err == nil && busy == 0, s.stopOn(conn.Full(err))
}

// Scrub implements store.Store.
func (s *Store) Scrub(ctx context.Context) error {
	wait := time.Millisecond
	for {
		if done, err := s.truncate(); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("store: somebody is still reading the log: %w", ctx.Err())
		case <-time.After(wait):
			wait = min(2*wait, 50*time.Millisecond)
		}
	}
}

// truncate tries once to empty the log. It waits for readers only a moment,
// because nobody can write meanwhile.
func (s *Store) truncate() (done bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(); err != nil {
		return false, err
	}
	if err := s.w.Patience(20); err != nil {
		return false, err
	}
	done, err = s.checkpoint("TRUNCATE")
	return done, errors.Join(err, s.w.Patience(10000))
}
