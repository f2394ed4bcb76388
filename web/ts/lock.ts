// Locking, from a page or from the worker.

// mark is the cookie that has every request from a Unix second on ask for the
// lock, so that it is done before anything is shown even where the request
// below is lost.
export const mark = (location.protocol === "https:" ? "__Host-" : "") + "ebb-lock";

// lock asks the server to lock, even while the page goes; false where it was
// not heard.
export const lock = (): Promise<boolean> =>
  fetch("/lock?leave", { method: "POST", keepalive: true, redirect: "manual" }).then(
    (r) => r.type === "opaqueredirect" || r.status < 500,
    () => false,
  );

// Workers cannot set cookies everywhere. What the worker owes stands among the
// pages that it keeps.
const owed = (name: string) => caches.open(name).then((c) => ({ c, has: c.match("/lock") }));

// left locks, in the worker, for somebody who comes to the page that people
// leave to by its link alone: no script of a page has marked anything then.
export async function left(name: string) {
  await (await owed(name)).c.put("/lock", new Response());
  await settled(name);
}

// settled says whether nothing is owed, and pays where it can. No page comes
// from the server before.
export async function settled(name: string): Promise<boolean> {
  const { c, has } = await owed(name);
  return !(await has) || ((await lock()) && c.delete("/lock").then(() => true));
}
