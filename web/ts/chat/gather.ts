// Finding the conversation in what was chosen: in plain files, in archives and
// in folders. Only that is sent; what a file is called stays on the device.

import { entries, unpack, zipped } from "./zip";

const most = 1 << 30; // bytes of a text
const head = 64 << 10; // enough of a text to know a chat by
const mostGroups = 1000; // of which the first file is looked at

// Chosen is a file, with its place where it came in a folder.
export interface Chosen {
  file: File;
  path: string;
}

// Text is a file that may be a part of a conversation.
interface Text {
  path: string;
  size: number;
  read(limit: number, whole: boolean): Promise<Blob>;
}

// Group is what looks like one conversation.
export interface Group {
  name: string;
  from: number; // which chosen file it lies in
  texts: Text[];
  size: number;
}

// Found is what can be sent: files as they are, and conversations to choose
// from.
export interface Found {
  plain: Blob[];
  groups: Group[];
}

const named = /\.(txt|json|jsonl|xml|md|html?)$/i;

// What a text is: how many stamped lines it has, or that it is an export of
// another kind; 0 where it is no chat.
async function likeness(t: Text): Promise<[kind: "stamped" | "export" | "page" | "none", lines: number]> {
  const start = await (await t.read(head, false)).text();
  if (/"(sender_name|senderName|chatItem|backupTimeMs|date_unixtime|from_id|creator|messages)"\s*:/.test(start)) return ["export", 1];
  if (/<(smses|calls)\b/.test(start) || /^\p{L}{3,9} \d{1,2}, \d{4} /mu.test(start)) return ["export", 1];
  if (/<html/i.test(start)) return [/class="[^"]*(message|_a6-)/.test(start) ? "page" : "none", 1];
  const lines = start.match(/^[^\p{L}\p{N}\n]{0,4}\p{Nd}{1,4}\s?[./\-]\s?\p{Nd}{1,2}\s?[./\-]/gmu)?.length ?? 0;
  if (lines === 0) return [/^\d\d:\d\d\t/m.test(start) ? "stamped" : "none", 1];
  return [/\.md$/i.test(t.path) ? "export" : "stamped", lines];
}

// The files of one conversation share their place, but for a number at the end.
function grouped(texts: Text[], from: number): Group[] {
  const groups = new Map<string, Group>();
  for (const t of texts) {
    const key = t.path.replace(/(_\d+)?\.\w+$/, "");
    const group = groups.get(key) ?? { name: title(key), from, texts: [], size: 0 };
    group.texts.push(t);
    group.size += t.size;
    groups.set(key, group);
  }
  return [...groups.values()].slice(0, mostGroups);
}

// What a person would call it: the folder, where the file has the same name in
// every folder.
function title(key: string): string {
  const parts = key.split("/");
  const last = parts.pop() ?? "";
  const folder = parts.pop();
  const name = folder && /^(message|messages|chat|data|main|result)s?$/i.test(last) ? folder : last;
  return name.replace(/_\w*\d{5,}$/, "").slice(0, 60);
}

// The groups that are conversations. Stamped texts in one archive are a chat
// and what was sent in it as a file: the one with most stamps is the chat.
async function conversations(groups: Group[]): Promise<Group[]> {
  const found: Record<string, [Group, number][]> = { stamped: [], export: [], page: [], none: [] };
  for (const g of groups) {
    const first = g.texts[0];
    const [kind, lines] = first ? await likeness(first).catch(() => ["none", 0] as const) : (["none", 0] as const);
    found[kind]?.push([g, lines]);
  }
  if (found.export?.length) return found.export.map(([g]) => g);
  const stamped = (found.stamped ?? []).sort((a, b) => b[1] - a[1]);
  return (stamped.length ? stamped : (found.page ?? [])).slice(0, 1).map(([g]) => g);
}

// Find looks through everything that was chosen.
export async function find(chosen: Chosen[]): Promise<Found> {
  const found: Found = { plain: [], groups: [] };
  const folder: Text[] = [];
  for (const [i, { file, path }] of chosen.entries()) {
    if (await zipped(file)) {
      const texts = (await entries(file)).filter((e) => named.test(e.name));
      found.groups.push(...(await conversations(grouped(texts.map((e) => ({ path: e.name, size: e.size, read: (n, whole) => unpack(file, e, n, whole) })), i))));
    } else if (!path.includes("/")) {
      found.plain.push(file);
    } else if (named.test(path)) {
      folder.push({ path, size: file.size, read: async (n, whole) => (whole ? file : file.slice(0, n)) });
    }
  }
  found.groups.push(...(await conversations(grouped(folder, chosen.length))));
  found.groups.sort((a, b) => b.size - a.size);
  return found;
}

// The texts of a conversation, whole.
export async function texts(group: Group): Promise<Blob[]> {
  const out: Blob[] = [];
  for (const t of group.texts) out.push(await t.read(most, true));
  return out;
}

const mostFiles = 20_000;

// What was dropped, folders with everything in them.
export async function dropped(items: DataTransferItemList): Promise<Chosen[]> {
  const out: Chosen[] = [];
  const roots = [...items].map((i) => i.webkitGetAsEntry()).filter((e) => e !== null);
  for (const root of roots) await walk(root, root.name, out);
  return out;
}

async function walk(e: FileSystemEntry, path: string, out: Chosen[]) {
  if (out.length >= mostFiles) return;
  if (e.isFile) {
    const file = await new Promise<File>((ok, no) => (e as FileSystemFileEntry).file(ok, no));
    out.push({ file, path });
    return;
  }
  const reader = (e as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((ok, no) => reader.readEntries(ok, no));
    if (!some.length) return;
    for (const x of some) await walk(x, path + "/" + x.name, out);
  }
}
