package vault

import (
	"crypto/hpke"
	"fmt"

	"ebb"
)

// suite is the first byte of a capture and says how it is sealed:
// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Other suites will have
// other bytes.
const suite = 1

// A capture's box is suite ‖ device ‖ encapsulated key ‖ ciphertext ‖ tag.
const (
	captureHead = 1 + 16
	captureStep = 1 << 10
	// CaptureMax is the largest padded plaintext of a capture, so that its box
	// fits in an inbox item.
	CaptureMax = 15 << 10
)

func captureInfo(o Owner, device, item ebb.ID) []byte {
	return o.aad("ebb/v1/inbox", device[:], item[:], []byte{suite})
}

// SealCapture seals plain to the holder of the ring whose Public is public. It
// needs no secret, so it works while the person is locked; and it proves
// nothing about the sender.
func SealCapture(public []byte, o Owner, device, item ebb.ID, plain []byte) ([]byte, error) {
	size := stepSize(len(plain), captureStep)
	if size > CaptureMax {
		return nil, fmt.Errorf("%w: a capture of %d bytes", ErrTooLarge, len(plain))
	}
	key, err := captureKEM().NewPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("%w: the capture key", ErrDamaged)
	}
	padded := pad(plain, size)
	defer clear(padded)
	sealed, err := hpke.Seal(key, hpke.HKDFSHA256(), hpke.AES256GCM(), captureInfo(o, device, item), padded)
	if err != nil {
		return nil, fmt.Errorf("vault: sealing a capture: %w", err)
	}
	return append(append([]byte{suite}, device[:]...), sealed...), nil
}

// CaptureDevice reads which device a capture names. Only OpenCapture proves it.
func CaptureDevice(box []byte) (ebb.ID, error) {
	if len(box) < captureHead || box[0] != suite {
		return ebb.ID{}, ErrDamaged
	}
	return ebb.ID(box[1:captureHead]), nil
}

// OpenCapture opens the capture of an inbox item with any key of the ring, the
// newest first.
func (k *Keys) OpenCapture(device, item ebb.ID, box []byte) ([]byte, error) {
	if named, err := CaptureDevice(box); err != nil || named != device {
		return nil, ErrDamaged
	}
	info := captureInfo(k.owner, device, item)
	for _, key := range k.captures {
		padded, err := hpke.Open(key, hpke.HKDFSHA256(), hpke.AES256GCM(), info, box[captureHead:])
		if err == nil {
			return unpad(padded)
		}
	}
	return nil, ErrDamaged
}
