// The service worker. It keeps the pages that stand without a server. And what
// another app hands over through the phone's share list is taken here, on the
// device, and held in memory until the page that brings in a chat asks for it.
// It is never sent as it is, and never stored.

import { activate, answer, install, renew, routes } from "./worker/pages";
import { remind } from "./worker/push";

// The part of a service worker's world that is used here; the checker's own
// list of it cannot stand beside that of pages.
interface Extendable extends Event {
  waitUntil(what: Promise<unknown>): void;
}
interface Installed extends Extendable {
  addRoutes?(routes: object[]): Promise<void>; // Chromium's
}
interface Told extends Extendable, MessageEvent {}
interface Fetched extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install", f: (e: Installed) => void): void;
  addEventListener(type: "activate", f: (e: Extendable) => void): void;
  addEventListener(type: "fetch", f: (e: Fetched) => void): void;
  addEventListener(type: "message", f: (e: Told) => void): void;
}
const worker = self as unknown as Worker;

let held: File[] = [];

worker.addEventListener("install", (e) => {
  e.waitUntil(e.addRoutes?.(routes).catch(() => {}) ?? Promise.resolve());
  e.waitUntil(install().then(() => worker.skipWaiting()));
});
worker.addEventListener("activate", (e) => e.waitUntil(activate().then(() => worker.clients.claim())));

async function take(request: Request): Promise<Response> {
  const form = await request.formData();
  held = form.getAll("file").filter((f): f is File => f instanceof File);
  return Response.redirect("/patterns/messages/add?shared", 303);
}

worker.addEventListener("fetch", (e) => {
  const { pathname } = new URL(e.request.url);
  if (e.request.method === "POST" && pathname === "/patterns/messages/shared") return e.respondWith(take(e.request));
  const own = answer(e.request, (work) => e.waitUntil(work));
  if (own) e.respondWith(own);
});

worker.addEventListener("message", (e) => {
  if (e.data === "renew") e.waitUntil(renew(new URL((e.source as unknown as { url: string }).url).pathname));
  if (e.data !== "shared") return;
  e.ports[0]?.postMessage(held);
  held = [];
});

remind(self as never);
