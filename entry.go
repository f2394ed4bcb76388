package ebb

// Entry is one thing to record: an event, and what must be kept or destroyed
// with it or not at all.
type Entry struct {
	Event Event
	Blobs []Blob // written in the same transaction; the event's body names them
	Drop  []ID   // blobs to destroy
	Erase []ID   // earlier events to destroy: their sealed text goes, the chain stays whole
}

// Blob is something too large for a row, at most 8 MiB, sealed under a key of
// its own. Whoever records it puts ID and Key into the event's body; without
// that event nothing can open the blob.
type Blob struct {
	ID   ID
	Key  [32]byte
	Data []byte
}
