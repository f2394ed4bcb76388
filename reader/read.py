"""Opens a journal of ebb without ebb: prints all of it as JSON.

    python3 read.py ebb.db                 asks for the passphrase
    python3 read.py --code ebb.db          asks for the recovery code: fifteen words, or letters
    python3 read.py --history ebb.db       also what was changed and taken out
    python3 read.py --items backup         prints the items of a backup that age has decrypted

It needs Python 3.9 or later with the modules cryptography and argon2 (Debian:
python3-cryptography, python3-argon2), the database file, and names.json beside
it: without names.json fields keep their numbers. It writes nothing. Every row is checked against
the chain and opened with its seal; what does not open is listed under "damaged".

It was written from doc/format.md and shares no code with ebb.
Exit 1: nothing opens; 3: a module is missing; 4: something is damaged.
"""
import argparse, base64, datetime, getpass, hashlib, hmac, json, os, sqlite3, struct, sys, unicodedata

try:
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(3)

HERE = os.path.dirname(os.path.abspath(__file__))


class Closed(Exception):
    """The secret does not fit, or there is nothing to open."""


# 1. Building blocks

def u32(n): return n.to_bytes(4, "big")
def u64(n): return n.to_bytes(8, "big")
def sha256(b): return hashlib.sha256(b).digest()
def mac(key, b): return hmac.new(key, b, hashlib.sha256).digest()


def tup(label, *parts):
    return b"".join(u32(len(p)) + p for p in (label.encode(), *parts))


def hkdf(secret, salt, info): return mac(mac(salt, secret), info + b"\x01")


def gcm_open(key, box, aad):
    try:
        return AESGCM(key).decrypt(box[:12], box[12:], aad)
    except InvalidTag:
        raise ValueError("the seal does not fit")


def unpad(padded):
    n = int.from_bytes(padded[:4], "big")
    if n > len(padded) - 4 or any(padded[4 + n:]):
        raise ValueError("padding")
    return padded[4:4 + n]


def cbor(b):
    """Decodes CBOR as format.md has it: definite lengths, no key twice."""
    def item(i):
        major, n = b[i] >> 5, b[i] & 31
        i += 1
        if major == 7:
            if n in (20, 21, 22): return (False, True, None)[n - 20], i
            size, form = {25: (2, ">e"), 26: (4, ">f"), 27: (8, ">d")}[n]
            return struct.unpack(form, b[i:i + size])[0], i + size
        if n >= 24:
            if n > 27: raise ValueError("indefinite length")
            size = 1 << (n - 24)
            n, i = int.from_bytes(b[i:i + size], "big"), i + size
        if major == 0: return n, i
        if major == 1: return -1 - n, i
        if major in (2, 3):
            if i + n > len(b): raise ValueError("cut off")
            return (b[i:i + n] if major == 2 else b[i:i + n].decode()), i + n
        if major == 4:
            out = []
            for _ in range(n):
                v, i = item(i)
                out.append(v)
            return out, i
        if major == 5:
            out = {}
            for _ in range(n):
                k, i = item(i)
                if k in out: raise ValueError("a key twice")
                out[k], i = item(i)
            return out, i
        return item(i)  # a tag: its content
    value, end = item(0)
    if end != len(b):
        raise ValueError("trailing bytes")
    return value


# 2. The ring of keys

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def from_letters(text):
    """Thirty-two letters and four that check them."""
    text = text.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    digits = [CROCKFORD.index(c) for c in text if c in CROCKFORD]
    if len(digits) != 36:
        raise Closed("that is not a code")
    bits = "".join(format(d, "05b") for d in digits)
    secret = int(bits[:160], 2).to_bytes(20, "big")
    if int(bits[160:], 2) != int.from_bytes(sha256(tup("ebb/v1/recovery/check", secret))[:3], "big") >> 4:
        raise Closed("a letter of the code is off")
    return secret


def from_words(words):
    """Fifteen words of BIP 39: 11 bits each, 160 of the code and 5 that check it."""
    with open(os.path.join(HERE, "bip39-english.txt"), encoding="ascii") as f:
        every = f.read().split()
    bits = ""
    for w in words:
        found = [i for i, e in enumerate(every) if e == w or len(w) >= 4 and e.startswith(w)]
        exact = [i for i in found if every[i] == w]
        if len(exact or found) != 1:
            raise Closed("that is not a code")
        bits += format((exact or found)[0], "011b")
    secret = int(bits[:160], 2).to_bytes(20, "big")
    if bits[160:] != format(sha256(secret)[0] >> 3, "05b"):
        raise Closed("a word of the code is off")
    return secret


def code(text):
    words = "".join(c if "a" <= c <= "z" else " " for c in text.lower()).split()
    return from_words(words) if len(words) == 15 else from_letters(text)


def open_slot(I, P, kek, aad, rest):
    if not hmac.compare_digest(hkdf(kek, I + P, tup("ebb/v1/slot/commit")), rest[:32]):
        raise Closed("that does not open it")
    return cbor(unpad(gcm_open(hkdf(kek, I + P, tup("ebb/v1/slot/wrap")), rest[32:], aad)))


def open_pass(I, P, version, passphrase, box):
    salt, t, m, p = box[1:17], box[17:21], box[21:25], box[25:26]
    cost = int.from_bytes(t, "big"), int.from_bytes(m, "big"), p[0]
    if box[0] != 1 or not (2 <= cost[0] <= 10 and 19456 <= cost[1] <= 1 << 20 and 1 <= cost[2] <= 16):
        raise Closed("the slot asks for what no slot asks for")
    kek = hash_secret_raw(unicodedata.normalize("NFC", passphrase).encode(), salt, *cost, 32, Type.ID)
    return open_slot(I, P, kek, tup("ebb/v1/slot/pass", I, P, u64(version), salt, t, m, p), box[26:])


def open_recovery(I, P, version, text, box):
    slot = box[1:17]
    kek = hkdf(code(text), slot, tup("ebb/v1/recovery/kek", P))
    return open_slot(I, P, kek, tup("ebb/v1/slot/recovery", I, P, u64(version), slot), box[17:])


# 3. Rows

def open_row(I, P, epochs, seq, before, box):
    if box[0] != 1:
        raise ValueError("version %d" % box[0])
    epoch = box[1:5]
    key = hkdf(epochs[int.from_bytes(epoch, "big")], I + P, tup("ebb/v1/event"))
    return cbor(unpad(gcm_open(key, box[5:], tup("ebb/v1/event", I, P, u64(seq), epoch, before))))


def rows(db, I, P, epochs):
    """Yields (number, event or None, why) for each row; the chain is checked on the way."""
    before, last = sha256(tup("ebb/v1/genesis", I, P)), 0
    for seq, link, box_sum, box in db.execute("SELECT seq, link, sum, box FROM row WHERE person = ? ORDER BY seq", (P,)):
        for missing in range(last + 1, seq):
            yield missing, None, "missing"
        right = sha256(tup("ebb/v1/link", before, u64(seq), box_sum if box is None else sha256(box)))
        event, why = None, None
        if box is not None:
            try:
                event = open_row(I, P, epochs, seq, before, box)
            except (ValueError, KeyError, IndexError):
                why = "unread"
        if why is None and right != link:
            why = "unlinked"
        if box is None and why is None:
            why = "erased"
        yield seq, event, why
        before, last = right if why == "unlinked" else link, seq


ID, KIND, WHO, AT, OFFSET, ZONE, RECORDED, DEVICE, BODY = range(1, 10)
WITHDRAWN, REPLACED, ERASED = "ebb.withdrawn", "ebb.replaced", "journal.erased"


def resolve(edits):
    """What all edits come to, read from the last to the first."""
    gone, bodies, erased = set(), {}, {}
    for event, body in reversed(edits):
        if event[KIND] == ERASED:
            erased[body[2]] = body[1]
        elif event[ID] in gone or event[ID] in erased:
            continue
        elif event[KIND] == WITHDRAWN:
            gone.add(body[1])
        else:
            bodies.setdefault(body[1], body[2])
    return gone, bodies, erased


def journal(db, I, P, epochs):
    """All events with their rows, what stands of them, and what is damaged."""
    events, edits, bare, damaged, known = [], [], [], [], set()
    for seq, event, why in rows(db, I, P, epochs):
        if why == "erased":
            bare.append(seq)
        elif why is not None:
            damaged.append(seq)
        if event is None:
            continue
        again = event[ID] in known
        known.add(event[ID])
        if event[KIND] in (WITHDRAWN, REPLACED, ERASED) and not again:
            edits.append((event, cbor(event[BODY])))
        events.append((seq, event, again))
    gone, bodies, erased = resolve(edits)
    damaged += [seq for seq in bare if seq not in erased.values()]
    return events, gone, bodies, erased, sorted(set(damaged))


# 4. What it looks like

def moment(ms, offset):
    at = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms, seconds=offset)
    sign, minutes = "-" if offset < 0 else "+", abs(offset) // 60
    end = "Z" if offset == 0 else "%s%02d:%02d" % (sign, minutes // 60, minutes % 60)
    return at.strftime("%Y-%m-%dT%H:%M:%S.").zfill(20) + "%03d" % (ms % 1000) + end


def show(v, names):
    """A body with the names of its fields; bytes as hexadecimal."""
    if isinstance(v, bytes): return v.hex()
    if isinstance(v, float): return None if v != v or v in (float("inf"), float("-inf")) else int(v) if v.is_integer() else v
    if isinstance(v, list): return [show(x, names) for x in v]
    if not isinstance(v, dict): return v
    out, each = {}, names.get("*")
    for k, x in v.items():
        key = k.hex() if isinstance(k, bytes) else str(k).lower() if isinstance(k, bool) else str(k)
        name = key if each is not None else names.get(key, key)
        of = each or {}
        if isinstance(name, dict):
            name, of = name["name"], name["of"]
        out[name] = show(x, of)
    return out


def blob(db, I, P, body):
    """What the blob holds that a body names; None where it was destroyed."""
    try:
        name, key = bytes.fromhex(body["blob"]), bytes.fromhex(body["key"])
    except (KeyError, TypeError, ValueError):
        return None
    chunks = [b for (b,) in db.execute("SELECT box FROM blob WHERE person = ? AND blob = ? ORDER BY no", (P, name))]
    padded = b""
    for no, box in enumerate(chunks):
        last = bytes([no == len(chunks) - 1])
        padded += gcm_open(key, box[1:], tup("ebb/v1/blob", I, P, name, u32(no), last))
    return unpad(padded) if chunks else None


def entries(db, I, P, ring, kinds, history):
    events, gone, bodies, erased, damaged = journal(db, I, P, ring[3])
    out, kind_of = [], {e[ID]: e[KIND] for _, e, _ in events}
    for seq, e, again in events:
        edit = e[KIND] in (WITHDRAWN, REPLACED, ERASED)
        stands = not (edit or again or e[ID] in gone or e[ID] in erased)
        if not (stands or history):
            continue
        plain = cbor(e[BODY]) if e[BODY] else {}
        if stands and not history:
            plain = bodies.get(e[ID], plain)
        if e[KIND] == REPLACED:
            body = {"id": plain[1].hex(), "body": show(plain[2], kinds.get(kind_of.get(plain[1]), {}))}
        else:
            body = show(plain, kinds.get(e[KIND], {}))
        line = {"row": seq, "id": e[ID].hex(), "kind": e[KIND], "who": e[WHO], "at": moment(e[AT], e[OFFSET]), "zone": e[ZONE],
                "recorded": moment(e[RECORDED], 0), "device": e[DEVICE], "body": body}
        data = blob(db, I, P, body)
        if data is not None:
            line["data"] = base64.b64encode(data).decode()
        if history:
            line["stands"] = stands
        out.append(line)
    return {"version": 1, "history": history, "entries": out, "damaged": damaged}


# 5. Backups, once age has decrypted them

ITEMS = {1: ("head", "format", "install", "made"), 2: ("secret", "name", "key"),
         3: ("person", "id", "version", "inbox", "lineage", "slots"), 4: ("row", "seq", "link", "box", "sum"),
         5: ("chunk", "blob", "no", "box"), 6: ("capture", "id", "box"), 7: ("device", "token", "id", "revoked"),
         8: ("name",), 9: ("dues",), 10: ("channel", "id", "kind", "box"), 11: ("end", "people")}
INSIDE = {"slots": {"1": "name", "2": "box"}, "people": {"1": "person", "2": "seq", "3": "link", "4": "erased", "5": "chunks"}}


def items(raw):
    """Yields every item of a backup as {what it is: its fields}."""
    i = 0
    while i < len(raw):
        n = int.from_bytes(raw[i:i + 4], "big")
        (number, value), = cbor(raw[i + 4:i + 4 + n]).items()
        i += 4 + n
        what, *fields = ITEMS[number]
        names = {str(k + 1): {"name": f, "of": INSIDE[f]} if f in INSIDE else f for k, f in enumerate(fields)}
        yield {what: show(value, names)}


# 6. From the command line

def opened(db, args):
    """Tries the secret on everybody who is kept; yields who it opens."""
    I = db.execute("SELECT id FROM install").fetchone()[0]
    slot = "recovery" if args.code else "pass"
    secret = sys.stdin.readline().rstrip("\r\n") if not sys.stdin.isatty() else getpass.getpass(slot + ": ")
    found = db.execute("SELECT p.person, p.version, s.box FROM person p JOIN slot s USING (person) WHERE s.slot = ?", (slot,))
    for P, version, box in found.fetchall():
        try:
            yield I, P, (open_recovery if args.code else open_pass)(I, P, version, secret, box)
        except Closed as why:
            print(why, file=sys.stderr)


def main():
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("file")
    ask.add_argument("--code", action="store_true", help="with the recovery code")
    ask.add_argument("--history", action="store_true", help="also what was changed and taken out")
    ask.add_argument("--items", action="store_true", help="the file is a backup that age has decrypted")
    args = ask.parse_args()
    if args.items:
        with open(args.file, "rb") as f:
            for item in items(f.read()):
                print(json.dumps(item, ensure_ascii=False))
        return 0
    kinds, names = {}, os.path.join(HERE, "names.json")
    if os.path.exists(names):
        with open(names, encoding="utf-8") as f:
            kinds = json.load(f)
    db = sqlite3.connect("file:%s?mode=ro" % args.file, uri=True)
    for I, P, ring in opened(db, args):
        got = entries(db, I, P, ring, kinds, args.history)
        json.dump(got, sys.stdout, ensure_ascii=False)
        print()
        return 4 if got["damaged"] else 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
