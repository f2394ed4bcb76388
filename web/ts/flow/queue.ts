// Captures on their way: sealed here, kept on this device until the server has
// them, sent together, taken off one by one as it says which it has. Each has
// its id inside the seal, so that sending one twice changes nothing.

import { all, enqueue, pair, remove, type Pair } from "../store";
import { hex, seal } from "../seal";

export const random = () => crypto.getRandomValues(new Uint8Array(16));

// keep seals the facts of one step, a body a kind, and returns when this device
// has written all of them down.
export async function keep(self: Pair, facts: Record<string, object>) {
  const now = new Date();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const one = async ([kind, body]: [string, object]) => {
    const id = random();
    return { id: hex(id), box: await seal(self, id, { v: 1, kind, at: now, zone, who: 1, device: "web", body }), at: +now };
  };
  await enqueue(...(await Promise.all(Object.entries(facts).map(one))));
}

// send gives what the server answered last: 0 where it did not, 200 where all
// is well, 409 where it has refused some for good.
async function send(): Promise<number> {
  const self = await pair();
  const tried = new Set<string>();
  let status = 200;
  for (;;) {
    const batch = (await all()).filter((k) => !tried.has(k.id)).slice(0, 64);
    if (!self || !batch.length) return status;
    const body = JSON.stringify({ items: batch.map(({ id, box }) => (tried.add(id), { id, box })) });
    const answer = await fetch("/api/v1/capture", {
      method: "POST",
      headers: { Authorization: "Bearer " + self.token, "Content-Type": "application/json" },
      body,
      keepalive: body.length < 60000, // goes on where the page is closed
      signal: AbortSignal.timeout(20000),
    });
    if (!answer.ok) return answer.status;
    const said = (await answer.json()) as { kept: string[]; refused: unknown[] };
    for (const id of said.kept) await remove(id);
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
