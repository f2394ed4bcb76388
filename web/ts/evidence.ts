// Bringing in a chat. From a zip archive only the chat's text is taken out,
// here in the page, and sent in place of the archive: photos, and the file's
// name, stay on the device. Without this module the form sends what was chosen.

const most = 1 << 30; // bytes of a text
const tail = 22 + 0xffff; // where an archive's last record may lie
const head = 64 << 10; // enough of a text to know a chat by

interface Entry {
  at: number;
  packed: number;
  size: number;
  method: number;
}

class Unreadable extends Error {}

const bytes = async (b: Blob) => new DataView(await b.arrayBuffer());

// The list of files in an archive, read from its end.
async function entries(file: File): Promise<Entry[]> {
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
async function wide(file: File, end: number): Promise<[number, number, number]> {
  const locator = await bytes(file.slice(Math.max(0, end - 20), end));
  if (locator.byteLength < 20 || locator.getUint32(0, true) !== 0x07064b50) throw new Unreadable();
  const at = Number(locator.getBigUint64(8, true));
  const record = await bytes(file.slice(at, at + 56));
  if (record.byteLength < 56 || record.getUint32(0, true) !== 0x06064b50) throw new Unreadable();
  const n = (i: number) => Number(record.getBigUint64(i, true));
  return [n(32), n(40), n(48)];
}

// The texts among the files: those named .txt, packed in a known way.
function list(d: DataView, count: number): Entry[] {
  const texts: Entry[] = [];
  for (let i = 0, n = 0; n < count; n++) {
    if (i + 46 > d.byteLength || d.getUint32(i, true) !== 0x02014b50) throw new Unreadable();
    const [name, extra, comment] = [d.getUint16(i + 28, true), d.getUint16(i + 30, true), d.getUint16(i + 32, true)];
    const entry = {
      at: d.getUint32(i + 42, true), packed: d.getUint32(i + 20, true), size: d.getUint32(i + 24, true),
      method: d.getUint16(i + 10, true),
    };
    if (i + 46 + name + extra > d.byteLength) throw new Unreadable();
    widen(entry, new DataView(d.buffer, d.byteOffset + i + 46 + name, extra));
    const plain = (d.getUint16(i + 8, true) & 1) === 0 && (entry.method === 0 || entry.method === 8);
    if (plain && ends(d, i + 46, name)) texts.push(entry);
    i += 46 + name + extra + comment;
  }
  return texts;
}

function ends(d: DataView, at: number, length: number): boolean {
  let end = "";
  for (let i = Math.max(0, length - 4); i < length; i++) end += String.fromCharCode(d.getUint8(at + i));
  return end.toLowerCase() === ".txt";
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
async function unpack(file: File, e: Entry, limit: number, whole: boolean): Promise<Blob> {
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

// How many lines of a text begin like a message: with a date.
async function likeness(file: File, e: Entry): Promise<number> {
  const text = await (await unpack(file, e, head, false)).text();
  return text.match(/^[^\p{L}\p{N}\n]{0,4}\p{Nd}{1,4}\s?[./\-]\s?\p{Nd}{1,2}\s?[./\-]/gmu)?.length ?? 0;
}

// The text of the chat in an archive; undefined where there is none.
async function chat(file: File): Promise<Blob | undefined> {
  let best: Entry | undefined;
  let highest = 0;
  for (const e of (await entries(file)).slice(0, 50)) {
    const n = await likeness(file, e).catch(() => 0);
    if (n > highest) [best, highest] = [e, n];
  }
  return best && unpack(file, best, most, true);
}

async function zipped(file: File): Promise<boolean> {
  const start = await bytes(file.slice(0, 4));
  return start.byteLength === 4 && start.getUint32(0, true) === 0x04034b50;
}

function ready(form: HTMLFormElement) {
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  const way = form.querySelector<HTMLInputElement>("input[name=way]");
  const wrong = form.querySelector<HTMLElement>("[data-wrong]");
  const button = form.querySelector("button");
  const hint = form.querySelector<HTMLElement>("[data-scripted]");
  if (!input || !way || !wrong || !button) return;
  if (hint) hint.textContent = hint.dataset.scripted ?? "";
  const label = button.textContent;

  const stop = (why?: string) => {
    wrong.textContent = why ?? "";
    wrong.hidden = !why;
    button.textContent = label;
    button.disabled = false;
  };

  form.addEventListener("submit", async (e) => {
    const file = input.files?.[0];
    if (!file) return;
    e.preventDefault();
    wrong.hidden = true;
    button.textContent = form.dataset.busy ?? label;
    button.disabled = true;
    try {
      const text = (await zipped(file)) ? await chat(file) : file;
      if (!text) return stop(form.dataset.nochat);
      const sent = new DataTransfer();
      sent.items.add(new File([text], "chat.txt", { type: "text/plain" }));
      input.files = sent.files;
      way.value = "page";
      form.submit();
    } catch {
      stop(form.dataset.badzip);
    }
  });
}

if ("DecompressionStream" in window) {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-evidence]")) ready(form);
}
