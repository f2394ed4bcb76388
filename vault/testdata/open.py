"""Opens every object in vectors.json with nothing but what doc/format.md says.

It shares no code with ebb. Usage: python3 open.py vectors.json
Exit 3: a module is missing (Debian: python3-cryptography, python3-argon2).
"""
import base64, hashlib, hmac, json, sys, unicodedata

try:
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(3)


# 1. Building blocks

def u32(n): return n.to_bytes(4, "big")
def u64(n): return (n % 2**64).to_bytes(8, "big")
def sha256(b): return hashlib.sha256(b).digest()
def mac(key, b): return hmac.new(key, b, hashlib.sha256).digest()


def tup(label, *parts):
    return b"".join(u32(len(p)) + p for p in (label.encode(), *parts))


def expand(prk, info, size):
    out, block, n = b"", b"", 1
    while len(out) < size:
        block = mac(prk, block + info + bytes([n]))
        out, n = out + block, n + 1
    return out[:size]


def hkdf(secret, salt, info): return expand(mac(salt, secret), info, 32)


def gcm_open(key, box, aad): return AESGCM(key).decrypt(box[:12], box[12:], aad)


def unpad(padded):
    n = int.from_bytes(padded[:4], "big")
    assert n <= len(padded) - 4 and not any(padded[4 + n:]), "padding"
    return padded[4:4 + n]


def cbor(b):
    """Decodes the subset of CBOR that format.md uses."""
    def item(i):
        major, n = b[i] >> 5, b[i] & 31
        i += 1
        if n >= 24:
            size = 1 << (n - 24)
            n, i = int.from_bytes(b[i:i + size], "big"), i + size
        if major == 0: return n, i
        if major == 1: return -1 - n, i
        if major == 2: return b[i:i + n], i + n
        if major == 3: return b[i:i + n].decode(), i + n
        if major == 7: return {20: False, 21: True}[n], i
        assert major == 5, "major type"
        out = {}
        for _ in range(n):
            k, i = item(i)
            out[k], i = item(i)
        return out, i
    value, end = item(0)
    assert end == len(b), "trailing bytes"
    return value


# 2. Slots

def open_slot(I, P, kek, aad, rest):
    assert hkdf(kek, I + P, tup("ebb/v1/slot/commit")) == rest[:32], "the secret does not fit"
    return unpad(gcm_open(hkdf(kek, I + P, tup("ebb/v1/slot/wrap")), rest[32:], aad))


def open_pass(I, P, version, passphrase, box):
    assert box[0] == 1
    salt, t, m, p = box[1:17], box[17:21], box[21:25], box[25:26]
    kek = hash_secret_raw(unicodedata.normalize("NFC", passphrase).encode(), salt,
                          int.from_bytes(t, "big"), int.from_bytes(m, "big"), p[0], 32, Type.ID)
    return open_slot(I, P, kek, tup("ebb/v1/slot/pass", I, P, u64(version), salt, t, m, p), box[26:])


def open_recovery(I, P, version, code, box):
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    digits = [alphabet.index(c) for c in code.replace("-", "")]
    bits = "".join(format(d, "05b") for d in digits)
    secret = int(bits[:160], 2).to_bytes(20, "big")
    check = sha256(tup("ebb/v1/recovery/check", secret))
    assert int(bits[160:], 2) == int.from_bytes(check[:3], "big") >> 4, "checksum"
    assert box[0] == 1
    slot = box[1:17]
    kek = hkdf(secret, slot, tup("ebb/v1/recovery/kek", P))
    return open_slot(I, P, kek, tup("ebb/v1/slot/recovery", I, P, u64(version), slot), box[17:])


def session_id(I, token): return hkdf(token, I, tup("ebb/v1/session/id"))[:16]
def draft_person(I, token): return hkdf(token, I, tup("ebb/v1/draft/person"))[:16]


def open_session(I, P, version, token, day, secret, box):
    assert box[0] == 1
    kek = hkdf(token, secret, tup("ebb/v1/session/kek", P))
    aad = tup("ebb/v1/slot/session", I, P, session_id(I, token), u64(day), u64(version))
    plain = open_slot(I, P, kek, aad, box[1:])
    return int.from_bytes(plain[:8], "big", signed=True), plain[8:]


def open_draft(I, P, version, token, secret, box):
    assert box[0] == 1
    kek = hkdf(token, secret, tup("ebb/v1/draft/kek", P))
    aad = tup("ebb/v1/slot/draft", I, P, session_id(I, token), box[1:9], u64(version))
    return open_slot(I, P, kek, aad, box[9:])


# 3. Rows

def genesis(I, P): return sha256(tup("ebb/v1/genesis", I, P))
def link(prev, seq, box_sum): return sha256(tup("ebb/v1/link", prev, u64(seq), box_sum))


def open_event(I, P, epochs, seq, prev, box):
    assert box[0] == 1
    epoch = box[1:5]
    key = hkdf(epochs[int.from_bytes(epoch, "big")], I + P, tup("ebb/v1/event"))
    return cbor(unpad(gcm_open(key, box[5:], tup("ebb/v1/event", I, P, u64(seq), epoch, prev))))


# 4. Captures: RFC 9180, base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM

def labeled_extract(suite, salt, label, ikm): return mac(salt, b"HPKE-v1" + suite + label + ikm)


def labeled_expand(suite, prk, label, info, size):
    return expand(prk, size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info, size)


def hpke_open(private, info, sealed):
    point = lambda k: k.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    sk = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
    enc, ct = sealed[:65], sealed[65:]
    dh = sk.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), enc))
    kem = b"KEM" + bytes.fromhex("0010")
    prk = labeled_extract(kem, b"\0" * 32, b"eae_prk", dh)
    shared = labeled_expand(kem, prk, b"shared_secret", enc + point(sk.public_key()), 32)
    suite = b"HPKE" + bytes.fromhex("001000010002")
    context = (b"\0" + labeled_extract(suite, b"\0" * 32, b"psk_id_hash", b"")
               + labeled_extract(suite, b"\0" * 32, b"info_hash", info))
    secret = labeled_extract(suite, shared, b"secret", b"")
    key = labeled_expand(suite, secret, b"key", context, 32)
    nonce = labeled_expand(suite, secret, b"base_nonce", context, 12)
    return AESGCM(key).decrypt(nonce, ct, b"")


def open_capture(I, P, privates, device, item, box):
    assert box[0] == 1 and box[1:17] == device
    for private in privates:
        try:
            return unpad(hpke_open(private, tup("ebb/v1/inbox", I, P, device, item, box[:1]), box[17:]))
        except Exception:
            continue
    raise ValueError("no key of the ring opens the capture")


# 5. Blobs

def open_blob(I, P, blob, key, chunks):
    padded = b""
    for no, box in enumerate(chunks):
        assert box[0] == 1
        last = bytes([no == len(chunks) - 1])
        padded += gcm_open(key, box[1:], tup("ebb/v1/blob", I, P, blob, u32(no), last))
    return unpad(padded)


# 6. Passkeys: the wrapped private key, the ring sealed to its public key, and what the ring knows of it

def passkey_parts(box):
    assert box[0] == 1
    parts, i = [], 1
    for _ in range(2):
        n = int.from_bytes(box[i:i + 4], "big")
        parts.append(box[i + 4:i + 4 + n])
        i += 4 + n
    return (*parts, box[i:])


def open_passkey(I, P, version, credential, prf, box):
    own, given, _ = passkey_parts(box)
    kek = hkdf(prf, P, tup("ebb/v1/prf/kek"))
    private = cbor(open_slot(I, P, kek, tup("ebb/v1/slot/prf", I, P, credential), own))[3]
    return unpad(hpke_open(private, tup("ebb/v1/ring/prf", I, P, credential, u64(version)), given))


def passkey_slot(I, P, credential): return "prf:" + sha256(tup("ebb/v1/prf/id", I, P, credential))[:16].hex()


def known_passkey(I, P, ring, slot, box):
    key = hkdf(ring[3][ring[2]], I + P, tup("ebb/v1/prf/known"))
    return cbor(unpad(gcm_open(key, passkey_parts(box)[2], tup("ebb/v1/prf/known", I, P, slot.encode(), u64(ring[1])))))


def main():
    v = json.load(open(sys.argv[1], encoding="utf-8"))
    x, b = bytes.fromhex, base64.b64decode
    I, P = x(v["Install"]), x(v["Person"])

    def show_ring(plain):
        r = cbor(plain)
        return {"Version": r[1], "Current": r[2], "Epochs": {str(e): k.hex() for e, k in r[3].items()},
                "Capture": {str(e): k.hex() for e, k in r[4].items()}, "Witness": r[5].hex()}

    def show_event(e):
        return {"ID": e[1].hex(), "Kind": e[2], "Who": e[3], "At": e[4], "Offset": e[5], "Zone": e[6],
                "Recorded": e[7], "Device": e[8], "Body": e[9].hex()}

    s, d, c, bl = v["Session"], v["Draft"], v["Capture"], v["Blob"]
    ring = open_pass(I, P, v["Pass"]["Version"], v["Pass"]["Passphrase"], b(v["Pass"]["Box"]))
    recovered = open_recovery(I, P, v["Recovery"]["Version"], v["Recovery"]["Code"], b(v["Recovery"]["Box"]))
    seen, session = open_session(I, P, s["Version"], x(s["Token"]), s["Day"], x(s["Secret"]), b(s["Box"]))
    draft = open_draft(I, P, d["Version"], x(d["Token"]), x(d["Secret"]), b(d["Box"]))

    pk = v["Passkey"]
    passkey = open_passkey(I, P, pk["Version"], x(pk["Credential"]), x(pk["PRF"]), b(pk["Box"]))

    keys = cbor(ring)
    known = known_passkey(I, P, keys, passkey_slot(I, P, x(pk["Credential"])), b(pk["Box"]))
    same = (sha256(tup("ebb/v1/prf/salt", I)).hex() == pk["Salt"] and passkey_slot(I, P, x(pk["Credential"])) == pk["Slot"] and known
            == {1: x(pk["Credential"]), 2: x(pk["Public"]), 3: pk["Name"], 4: pk["AddedMilliseconds"], 5: pk["Synced"]})
    prev, events, links = genesis(I, P), [], []
    erased = None
    for row in v["Rows"]:
        box = b(row["Box"])
        events.append(show_event(open_event(I, P, keys[3], row["Seq"], prev, box)))
        if row["Seq"] == v["Erased"]["Seq"]:
            erased = link(prev, row["Seq"], x(v["Erased"]["Sum"])).hex()
        prev = link(prev, row["Seq"], sha256(box))
        links.append(prev.hex())

    json.dump({
        "Genesis": genesis(I, P).hex(), "Events": events, "Links": links, "Erased": erased,
        "Pass": show_ring(ring), "Recovery": show_ring(recovered), "Session": show_ring(session), "Draft": show_ring(draft),
        "Passkey": show_ring(passkey), "PasskeyKnown": "as it was sealed" if same else "not as it was sealed",
        "Seen": seen, "SessionID": session_id(I, x(s["Token"])).hex(), "DraftPerson": draft_person(I, x(d["Token"])).hex(),
        "Capture": open_capture(I, P, keys[4].values(), x(c["Device"]), x(c["Item"]), b(c["Box"])).decode(),
        "Blob": sha256(open_blob(I, P, x(bl["ID"]), x(bl["Key"]), [b(k) for k in bl["Chunks"]])).hex(),
    }, sys.stdout)


main()
