// Package vaulttest is for tests that need keys and passphrases but not their
// price. It promises nothing about safety, and no program may import it.
package vaulttest

import "ebb/vault"

// Cheap is the lowest cost that vault accepts, about 30 ms.
var Cheap = vault.Cost{Time: 2, Memory: 19 << 10, Threads: 1}

// Passphrase is long enough and not obvious.
const Passphrase = "seven herons over grey water"
