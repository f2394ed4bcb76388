// What this browser keeps for itself, in the IndexedDB "ebb": who it is paired
// with, the carry card, and captures that the server does not have yet. Nothing
// here can open anything: a capture is sealed before it comes here.

// Pair is what a paired browser holds; base64url without padding.
export interface Pair {
  v: 1;
  install: string;
  person: string;
  device: string;
  public: string;
  token: string; // may only append
}

// Card is what the person wants to see without signal. It is not sealed.
export interface Card {
  initial: string;
  truths: string[];
  phone: string;
}

// Kept is a sealed capture: its id in hex, its box in base64url, and when. Without
// a box it is one that may be at the server, and is taken back.
export interface Kept {
  id: string;
  box: string;
  at: number;
}

const open = () =>
  new Promise<IDBDatabase>((ok, no) => {
    const asked = indexedDB.open("ebb", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("self");
      asked.result.createObjectStore("queue", { keyPath: "id" });
    };
    asked.onsuccess = () => ok(asked.result);
    asked.onerror = () => no(asked.error);
  });

// within runs one request and waits until the device has written it down.
async function within<T>(name: "self" | "queue", mode: IDBTransactionMode, ask: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open();
  try {
    return await new Promise<T>((ok, no) => {
      const t = db.transaction(name, mode, { durability: "strict" });
      const asked = ask(t.objectStore(name));
      t.oncomplete = () => ok(asked.result);
      t.onabort = () => no(t.error);
    });
  } finally {
    db.close();
  }
}

const write = (name: "self" | "queue", ask: (s: IDBObjectStore) => IDBRequest) => within(name, "readwrite", ask).then(() => {});

export const savePair = (p: Pair) => write("self", (s) => s.put(p, "pair"));
export const pair = (): Promise<Pair | undefined> => within("self", "readonly", (s) => s.get("pair"));
export const forgetPair = () => write("self", (s) => s.delete("pair"));

export const saveCard = (c: Card) => write("self", (s) => s.put(c, "card"));
export const card = (): Promise<Card | undefined> => within("self", "readonly", (s) => s.get("card"));
export const forgetCard = () => write("self", (s) => s.delete("card"));

// enqueue keeps all or none.
export const enqueue = (...kept: Kept[]) => write("queue", (s) => kept.map((k) => s.put(k)).pop()!);
export const all = async (): Promise<Kept[]> => (await within<Kept[]>("queue", "readonly", (s) => s.getAll())).sort((a, b) => a.at - b.at);
export const remove = (id: string) => write("queue", (s) => s.delete(id));
export const count = () => within("queue", "readonly", (s) => s.count());
