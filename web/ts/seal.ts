// Sealing in the page, as vault.SealCapture does it: HPKE (RFC 9180), base mode,
// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Only the holder of the
// person's keys can open what is sealed here, and that is not this browser.

import type { Pair } from "./store";

type Bytes = Uint8Array<ArrayBuffer>;

const curve = { name: "ECDH", namedCurve: "P-256" };
const hash = { name: "HMAC", hash: "SHA-256" };
const none = new Uint8Array(0);
const text = (s: string): Bytes => new TextEncoder().encode(s);

const join = (...parts: Bytes[]): Bytes => {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  parts.reduce((at, p) => (out.set(p, at), at + p.length), 0);
  return out;
};

const u32 = (n: number): Bytes => new Uint8Array([n >>> 24, n >>> 16, n >>> 8, n]);

// Suites of the encapsulation and of the whole.
const kem = join(text("KEM"), new Uint8Array([0, 16]));
const whole = join(text("HPKE"), new Uint8Array([0, 16, 0, 1, 0, 2]));

async function mac(key: Bytes, data: Bytes): Promise<Bytes> {
  const k = await crypto.subtle.importKey("raw", key.length ? key : new Uint8Array(32), hash, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", k, data));
}

const extract = (suite: Bytes, salt: Bytes, label: string, ikm: Bytes) => mac(salt, join(text("HPKE-v1"), suite, text(label), ikm));

// Expand gives at most 32 bytes, so one round is all.
const expand = async (suite: Bytes, prk: Bytes, label: string, info: Bytes, n: number) =>
  (await mac(prk, join(new Uint8Array([0, n]), text("HPKE-v1"), suite, text(label), info, new Uint8Array([1])))).slice(0, n);

const fresh = () => crypto.subtle.generateKey(curve, true, ["deriveBits"]) as Promise<CryptoKeyPair>;

// hpke gives the encapsulated key and behind it the ciphertext. own is the
// sender's key of this one message; only tests choose it.
export async function hpke(to: Bytes, info: Bytes, plain: Bytes, own?: CryptoKeyPair): Promise<Bytes> {
  const { privateKey, publicKey } = own ?? (await fresh());
  const key = await crypto.subtle.importKey("raw", to, curve, true, []);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: key }, privateKey, 256));
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const secret = await expand(kem, await extract(kem, none, "eae_prk", shared), "shared_secret", join(enc, to), 32);
  const context = join(new Uint8Array(1), await extract(whole, none, "psk_id_hash", none), await extract(whole, none, "info_hash", info));
  const prk = await extract(whole, secret, "secret", none);
  const aead = await crypto.subtle.importKey("raw", await expand(whole, prk, "key", context, 32), "AES-GCM", false, ["encrypt"]);
  const iv = await expand(whole, prk, "base_nonce", context, 12);
  return join(enc, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aead, plain)));
}

export const hex = (b: Uint8Array) => [...b].map((n) => n.toString(16).padStart(2, "0")).join("");
export const base64 = (b: Uint8Array) => btoa(String.fromCharCode(...b)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
export const bytes = (s: string): Bytes => Uint8Array.from(atob(s.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

// seal gives the box of one capture: suite, device, encapsulated key, ciphertext.
export async function seal(p: Pair, item: Bytes, what: unknown): Promise<string> {
  const device = bytes(p.device);
  const suite = new Uint8Array([1]);
  const plain = text(JSON.stringify(what));
  const padded = new Uint8Array(Math.ceil((plain.length + 4) / 1024) * 1024);
  padded.set(join(u32(plain.length), plain));
  const parts = [text("ebb/v1/inbox"), bytes(p.install), bytes(p.person), device, item, suite];
  const info = join(...parts.flatMap((part) => [u32(part.length), part]));
  return base64(join(suite, device, await hpke(bytes(p.public), info, padded)));
}
