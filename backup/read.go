package backup

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"ebb"
	"ebb/store"
)

// Place is where a backup goes.
type Place struct {
	// Open opens an empty store of the installation that the backup is of. It is
	// called once, before anything is kept.
	Open func(install store.ID) (store.Store, error)
	// Secret keeps one of the installation's lasting secrets.
	Secret func(name string, key [32]byte) error
	// Gone is what was erased since; the zero value where nothing is known of it.
	Gone Gone
}

// Read opens a backup with one of the identities, puts it back and reads it
// again. On an error the place holds something that is not to be used.
func Read(ctx context.Context, in io.Reader, place Place, with ...age.Identity) (Manifest, error) {
	plain, err := age.Decrypt(in, with...)
	if err != nil {
		return Manifest{}, err
	}
	w := &restorer{ctx: ctx, place: place}
	err = w.all(bufio.NewReaderSize(plain, 1<<16))
	return w.man, err
}

// all puts back what was inside the age file, and reads it again.
func (w *restorer) all(src *bufio.Reader) error {
	for w.end == nil {
		it, err := next(src)
		if err == nil {
			err = w.take(it)
		}
		if err != nil {
			return err
		}
	}
	if _, err := src.ReadByte(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something follows its end", ErrDamaged)
	}
	return w.verify()
}

// next reads one item.
func next(in io.Reader) (it item, err error) {
	var length [4]byte
	if _, err := io.ReadFull(in, length[:]); err != nil {
		return it, damaged(err)
	}
	n := binary.BigEndian.Uint32(length[:])
	if n > mostBytes {
		return it, fmt.Errorf("%w: an item of %d bytes", ErrDamaged, n)
	}
	raw := make([]byte, n)
	if _, err := io.ReadFull(in, raw); err != nil {
		return it, damaged(err)
	}
	if err := ebb.Decode(raw, &it); err != nil {
		return it, damaged(err)
	}
	return it, nil
}

func damaged(err error) error { return fmt.Errorf("%w: %w", ErrDamaged, err) }
