// Reading a zip archive in the page: its list of files, and one file of them.
// Nothing else in it is touched.

const most = 1 << 30; // bytes of a text
const tail = 22 + 0xffff; // where an archive's last record may lie

export interface Entry {
  name: string;
  at: number;
  packed: number;
  size: number;
  method: number;
}

export class Unreadable extends Error {}

const bytes = async (b: Blob) => new DataView(await b.arrayBuffer());

// The list of files in an archive, read from its end.
export async function entries(file: Blob): Promise<Entry[]> {
  const from = Math.max(0, file.size - tail);
  const end = await bytes(file.slice(from));
  for (let i = end.byteLength - 22; i >= 0; i--) {
    if (end.getUint32(i, true) !== 0x06054b50) continue;
    let count = end.getUint16(i + 10, true);
    let size = end.getUint32(i + 12, true);
    let at = end.getUint32(i + 16, true);
    if (count === 0xffff || size === 0xffffffff || at === 0xffffffff) {
      [count, size, at] = await wide(file, from + i);
    }
    if (count > 20_000 || size > 16 << 20 || at + size > file.size) throw new Unreadable();
    return list(await bytes(file.slice(at, at + size)), count);
  }
  throw new Unreadable();
}

// An archive past 4 GiB keeps its numbers in a record of their own.
async function wide(file: Blob, end: number): Promise<[number, number, number]> {
  const locator = await bytes(file.slice(Math.max(0, end - 20), end));
  if (locator.byteLength < 20 || locator.getUint32(0, true) !== 0x07064b50) throw new Unreadable();
  const at = Number(locator.getBigUint64(8, true));
  const record = await bytes(file.slice(at, at + 56));
  if (record.byteLength < 56 || record.getUint32(0, true) !== 0x06064b50) throw new Unreadable();
  const n = (i: number) => Number(record.getBigUint64(i, true));
  return [n(32), n(40), n(48)];
}

// The files that are packed in a known way.
function list(d: DataView, count: number): Entry[] {
  const files: Entry[] = [];
  const text = new TextDecoder();
  for (let i = 0, n = 0; n < count; n++) {
    if (i + 46 > d.byteLength || d.getUint32(i, true) !== 0x02014b50) throw new Unreadable();
    const [name, extra, comment] = [d.getUint16(i + 28, true), d.getUint16(i + 30, true), d.getUint16(i + 32, true)];
    const entry: Entry = {
      name: text.decode(new Uint8Array(d.buffer, d.byteOffset + i + 46, Math.min(name, d.byteLength - i - 46))),
      at: d.getUint32(i + 42, true), packed: d.getUint32(i + 20, true), size: d.getUint32(i + 24, true),
      method: d.getUint16(i + 10, true),
    };
    if (i + 46 + name + extra > d.byteLength) throw new Unreadable();
    widen(entry, new DataView(d.buffer, d.byteOffset + i + 46 + name, extra));
    const plain = (d.getUint16(i + 8, true) & 1) === 0 && (entry.method === 0 || entry.method === 8);
    if (plain) files.push(entry);
    i += 46 + name + extra + comment;
  }
  return files;
}

function widen(e: Entry, extra: DataView) {
  for (let i = 0; i + 4 <= extra.byteLength; ) {
    const [id, length] = [extra.getUint16(i, true), extra.getUint16(i + 2, true)];
    i += 4;
    if (id === 1) {
      let at = i;
      for (const key of ["size", "packed", "at"] as const) {
        if (e[key] !== 0xffffffff || at + 8 > Math.min(i + length, extra.byteLength)) continue;
        e[key] = Number(extra.getBigUint64(at, true));
        at += 8;
      }
    }
    i += length;
  }
}

// A file's text as it comes out, at most limit bytes of it.
export async function unpack(file: Blob, e: Entry, limit: number, whole: boolean): Promise<Blob> {
  const local = await bytes(file.slice(e.at, e.at + 30));
  if (local.byteLength < 30 || local.getUint32(0, true) !== 0x04034b50) throw new Unreadable();
  const from = e.at + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  let stream: ReadableStream<Uint8Array> = file.slice(from, from + e.packed).stream();
  if (e.method === 8) stream = stream.pipeThrough(new DecompressionStream("deflate-raw") as ReadableWritablePair<Uint8Array, Uint8Array>);
  const reader = stream.getReader();
  const parts: BlobPart[] = [];
  for (let n = 0; n < limit; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    parts.push(value as Uint8Array<ArrayBuffer>);
    n += value.byteLength;
  }
  await reader.cancel();
  if (whole) throw new Unreadable();
  return new Blob(parts);
}

// Whether a file begins as an archive does.
export async function zipped(file: Blob): Promise<boolean> {
  const start = await bytes(file.slice(0, 4));
  return start.byteLength === 4 && start.getUint32(0, true) === 0x04034b50;
}
