// Package backup copies everything that a store keeps into one file, while it is
// in use, and puts it back into an empty place.
//
// It promises that the file is sealed with age, so that a person can open it
// without ebb; that it holds no session and no draft; that it ends with a
// manifest of every person's head, and that nothing counts as restored before
// each row has been read again and each chain ends where the manifest says. What
// was erased after the backup was made stays erased where the ledger of erasures
// is at hand. A restored place has a new lineage, so that devices which know
// more can say what is missing.
//
// It refuses to write into a place that holds anybody, to leave half of a file
// restored, and to know any key of a person: what they wrote stays sealed as it
// was.
package backup

import "errors"

// The ways a backup says no.
var (
	// ErrDamaged: it is not a backup, or not all of one.
	ErrDamaged = errors.New("backup: damaged, or cut off")
	// ErrNewer: a later version of ebb made it.
	ErrNewer = errors.New("backup: made by a newer version")
	// ErrMeanwhile: a journal was sealed anew or removed while it was read. What
	// was written is no backup, and another try makes one.
	ErrMeanwhile = errors.New("backup: a journal was sealed anew or removed meanwhile")
	// ErrNotEmpty: somebody is kept in the place it was to go to.
	ErrNotEmpty = errors.New("backup: the place is not empty")
)
