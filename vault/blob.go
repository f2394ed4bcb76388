package vault

import (
	"fmt"

	"ebb"
	"ebb/internal/tuple"
)

// Sizes of a blob: the data, and the plaintext of one chunk.
const (
	BlobMax   = 8 << 20
	chunkSize = 64 << 10
	blobStep  = 4 << 10
)

func chunkAAD(o Owner, blob ebb.ID, no int, last bool) []byte {
	flag := byte(0)
	if last {
		flag = 1
	}
	return o.aad("ebb/v1/blob", blob[:], tuple.Uint32(uint32(no)), []byte{flag})
}

// SealBlob seals b in chunks of 64 KiB under its own key. The last one says
// that it is the last, so a blob that was cut short does not open.
func SealBlob(o Owner, b ebb.Blob) ([][]byte, error) {
	if len(b.Data) > BlobMax {
		return nil, fmt.Errorf("%w: a blob of %d bytes", ErrTooLarge, len(b.Data))
	}
	padded := pad(b.Data, stepSize(len(b.Data), blobStep))
	defer clear(padded)
	aead := gcm(b.Key[:])
	var chunks [][]byte
	for no, rest := 0, padded; len(rest) > 0; no++ {
		piece := rest[:min(chunkSize, len(rest))]
		rest = rest[len(piece):]
		box := make([]byte, 1, 1+len(piece)+overhead)
		box[0] = version
		chunks = append(chunks, aead.Seal(box, nil, piece, chunkAAD(o, b.ID, no, len(rest) == 0)))
	}
	return chunks, nil
}

// OpenBlob puts a blob together again.
func OpenBlob(o Owner, id ebb.ID, key [32]byte, chunks [][]byte) ([]byte, error) {
	if len(chunks) > (BlobMax+blobStep)/chunkSize+1 {
		return nil, fmt.Errorf("%w: a blob of %d chunks", ErrDamaged, len(chunks))
	}
	aead := gcm(key[:])
	var padded []byte
	for no, box := range chunks {
		if err := checkHead(box, 1); err != nil {
			return nil, err
		}
		var err error
		padded, err = aead.Open(padded, nil, box[1:], chunkAAD(o, id, no, no == len(chunks)-1))
		if err != nil {
			return nil, fmt.Errorf("%w: chunk %d of a blob", ErrDamaged, no)
		}
	}
	return unpad(padded)
}
