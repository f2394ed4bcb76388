// Captures on their way: sealed here, kept on this device until the server has
// them, sent together, taken off one by one as it says which it has. Each has
// its id inside the seal, so that sending one twice changes nothing. One that is
// taken back goes the same way, without its box.

import { all, enqueue, pair, remove, type Pair } from "../store";
import { hex, seal } from "../seal";

const posted = new Set<string>(); // what may have reached the server from here
const undone = new Set<string>();

export const random = () => crypto.getRandomValues(new Uint8Array(16));

// keep seals the facts of one step, a body a kind, and returns their ids when
// this device has written all of them down.
export async function keep(self: Pair, facts: Record<string, object>): Promise<string[]> {
  const now = new Date();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const one = async ([kind, body]: [string, object]) => {
    const id = random();
    return { id: hex(id), box: await seal(self, id, { v: 1, kind, at: now, zone, who: 1, device: "web", body }), at: +now };
  };
  const kept = await Promise.all(Object.entries(facts).map(one));
  await enqueue(...kept);
  return kept.map((k) => k.id);
}

// takeBack takes captures back: off this device where they never left it, else
// wherever they have got to, as soon as the server says so.
export async function takeBack(ids: string[]) {
  const here = (await all()).map((k) => k.id);
  for (const id of ids) {
    undone.add(id);
    await (here.includes(id) && !posted.has(id) ? remove(id) : enqueue({ id, box: "", at: Date.now() }));
  }
}

// waiting are the captures that the server does not have yet.
export const waiting = async () => (await all()).filter((k) => k.box);

// send gives what the server answered last: 0 where it did not, 200 where all
// is well, 409 where it has refused some for good.
async function send(): Promise<number> {
  const self = await pair();
  const tried = new Set<string>();
  let status = 200;
  for (;;) {
    const batch = (await all()).filter((k) => !tried.has(k.id + !k.box)).slice(0, 64);
    if (!self || !batch.length) return status;
    const items: object[] = [];
    const back: string[] = [];
    for (const { id, box } of batch) {
      tried.add(id + !box);
      posted.add(id);
      if (box) items.push({ id, box });
      else back.push(id);
    }
    const body = JSON.stringify({ items, back });
    const answer = await fetch("/api/v1/capture", {
      method: "POST",
      headers: { Authorization: "Bearer " + self.token, "Content-Type": "application/json" },
      body,
      keepalive: body.length < 60000, // goes on where the page is closed
      signal: AbortSignal.timeout(20000),
    });
    if (!answer.ok) return answer.status;
    const said = (await answer.json()) as { kept: string[]; refused: unknown[]; gone?: string[] };
    for (const id of said.kept) if (!undone.has(id)) await remove(id);
    for (const id of said.gone ?? []) await remove(id);
    if (said.refused.length) status = 409;
  }
}

// flush sends what is kept; one tab after the other, so that none sends what
// another one is sending.
export const flush = async (): Promise<number> => {
  try {
    return await navigator.locks.request("ebb", send);
  } catch {
    return 0;
  }
};
