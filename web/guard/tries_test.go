package guard

import (
	"fmt"
	"testing"
	"time"
)

// Attack: whoever speaks from ten thousand addresses, as anybody can who has a
// network of IPv6, used to empty the list, and had ten more tries at one name.
func TestAFloodOfAddressesGivesNobodyTheirTriesBack(t *testing.T) {
	var tries Tries
	now := time.Date(2026, 11, 22, 21, 10, 0, 0, time.UTC)
	for range triesAtOnce {
		tries.Allow("name bob", now)
	}
	for i := range 3 * mostLimiters {
		tries.Allow(fmt.Sprint("address ", i), now)
	}
	if tries.Allow("name bob", now) {
		t.Error("the name may be tried again")
	}
	if n := len(tries.of); n > mostLimiters+shared {
		t.Errorf("%d are remembered", n)
	}
	allowed := 0
	for range 100 {
		if tries.Allow("somebody new", now) {
			allowed++
		}
	}
	if allowed > triesAtOnce {
		t.Errorf("in the flood a new address may try %d times", allowed)
	}
	now = now.Add(2 * time.Minute)
	if !tries.Allow("name bob", now) || !tries.Allow("somebody new", now) {
		t.Error("whoever waits is locked out")
	}
	if n := len(tries.of); n > 2+mostLimiters/2 {
		t.Errorf("after the flood %d are remembered", n)
	}
}

func TestABucketMayBeWider(t *testing.T) {
	tries := Tries{AtOnce: 2, Every: time.Minute}
	now := time.Date(2026, 11, 22, 21, 10, 0, 0, time.UTC)
	for i, want := range []bool{true, true, false} {
		if tries.Allow("a", now) != want {
			t.Errorf("try %d", i+1)
		}
	}
	if !tries.Allow("a", now.Add(time.Minute)) {
		t.Error("a minute later")
	}
}
