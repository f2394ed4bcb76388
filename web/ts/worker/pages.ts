// Pages that stand without a server: the same bytes for everybody, kept on the
// device with what they name, shown from there at once and renewed behind. They
// are asked for without cookies, and one that the server does not give to
// everybody alike (no-store) is not kept; so nothing personal ever is.

import { left, settled } from "../lock";

const name = "ebb-1";
const stand = ["/now", "/reached", "/head", "/leave", "/pair", "/away"];
const pages = [...stand, "/help", "/help/all"];
const silence = 4000;

// named are the assets that a page or a style sheet names.
const named = (text: string, at: string) =>
  [...text.matchAll(/"(\/asset\/[^"]+)"|url\(([^)]+)\)/g)].map((m) => m[1] ?? new URL(m[2]!, at).pathname).filter((p) => p.startsWith("/asset/"));

const ask = (path: string) => fetch(path, { credentials: "omit", cache: "no-store" });

// asset keeps one, with those that it names itself.
async function asset(cache: Cache, path: string): Promise<string[]> {
  const had = await cache.match(path);
  const got = had ?? (await fetch(path, { credentials: "omit" }));
  if (!got.ok) throw new Error(path);
  if (!had) await cache.put(path, got.clone());
  if (!path.endsWith(".css")) return [path];
  const more = named(await got.text(), new URL(path, location.origin).href);
  return [path, ...(await Promise.all(more.map((p) => asset(cache, p)))).flat()];
}

// keep asks for a page and keeps it, after all that it names.
async function keep(path: string) {
  const cache = await caches.open(name);
  const got = await ask(path);
  const text = await got.clone().text(); // a body that is left unread holds its connection
  if (got.status !== 200 || got.redirected || /no-store/.test(got.headers.get("Cache-Control") ?? "")) return;
  await Promise.all(named(text, got.url).map((p) => asset(cache, p)));
  await cache.put(path, got);
}

// sweep forgets the assets that no page names any more.
async function sweep() {
  const cache = await caches.open(name);
  const wanted = new Set<string>();
  for (const path of pages) {
    const page = await cache.match(path);
    if (!page) continue;
    for (const p of named(await page.text(), page.url)) for (const q of await asset(cache, p)) wanted.add(q);
  }
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname.startsWith("/asset/") && !wanted.has(pathname)) await cache.delete(url);
  }
}

// routes have the browser take these straight from what is kept here, without
// waking the worker. A page that came that way asks for its renewal itself.
export const routes = [
  { condition: { urlPattern: { pathname: "/asset/*" } }, source: "cache" },
  { condition: { urlPattern: { pathname: "/(now|reached|head)", search: "" }, requestMode: "navigate", requestMethod: "GET" }, source: "cache" },
];

export const install = () => Promise.all(pages.map((p) => keep(p).catch(() => {})));

// activate forgets what earlier workers kept.
export async function activate() {
  for (const old of await caches.keys()) if (old !== name) await caches.delete(old);
}

const wait = (ms: number) => new Promise<undefined>((ok) => setTimeout(ok, ms));
const impatient = new Set<string>(); // what was silent; asked for again, it is waited for

// reach asks the server; where that is gone or silent, a page says so.
async function reach(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const answer = settled(name).then((ok) => (ok ? fetch(request) : undefined)).catch(() => undefined);
  const patient = impatient.delete(request.url) && !pages.includes(pathname);
  const got = await (patient ? answer : Promise.race([answer, wait(silence)]));
  if (got) return got;
  impatient.add(request.url);
  const help = pathname.startsWith("/help") && ((await caches.match("/help/all")) ?? (await caches.match("/help")));
  return help || ((await caches.match("/away")) ?? Response.error());
}

// renew asks for a page again, behind one that has been shown.
export const renew = (path: string) =>
  stand.includes(path) ? wait(1000).then(() => keep(path)).then(sweep).catch(() => {}) : Promise.resolve();

// answer gives what the worker answers itself; undefined leaves the rest to the
// browser.
export function answer(request: Request, behind: (work: Promise<unknown>) => void): Promise<Response> | undefined {
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== location.origin || request.method !== "GET") return undefined;
  if (pathname.startsWith("/asset/")) return caches.match(request.url).then((had) => had ?? fetch(request));
  if (request.mode !== "navigate") return undefined;
  if (pathname === "/leave") behind(left(name));
  if (search || !stand.includes(pathname)) return reach(request);
  return caches.match(pathname).then((had) => {
    if (!had) return reach(request);
    behind(renew(pathname));
    return had;
  });
}
