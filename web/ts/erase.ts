// Erasing what this browser keeps: says first what has not reached the server,
// and then does here what the answer asks of browsers that know how.
import { all } from "./store";

const form = document.querySelector<HTMLFormElement>("form[data-erase]");
const unsent = document.querySelector<HTMLElement>("[data-unsent]");

async function erase() {
  indexedDB.deleteDatabase("ebb");
  for (const name of await caches.keys()) await caches.delete(name);
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
  localStorage.clear();
}

form?.addEventListener("submit", (e) => {
  e.preventDefault();
  void erase().catch(() => {}).then(() => form.submit());
});

void all().then((kept) => {
  const n = kept.filter((k) => k.box).length;
  if (!unsent || !n) return;
  unsent.textContent = unsent.dataset.unsent!.replace("#", String(n));
  unsent.hidden = false;
}, () => {});
