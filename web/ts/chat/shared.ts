// Files that another app handed over: the worker holds them until they are
// asked for.

interface Policy {
  createScriptURL(url: string): string;
}
interface Types {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

// Register lets the worker take what other apps share.
export async function register() {
  if (!("serviceWorker" in navigator)) return;
  const types = (window as { trustedTypes?: Types }).trustedTypes;
  const only = (url: string) => {
    if (url !== "/worker.js") throw new TypeError(url);
    return url;
  };
  const url = types ? types.createPolicy("ebb-sw", { createScriptURL: only }).createScriptURL("/worker.js") : "/worker.js";
  await navigator.serviceWorker.register(url).catch(() => {}); // without it a form brings the file
}

// Shared gives what was handed over; nothing where it is gone.
export async function shared(): Promise<File[]> {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return [];
  const channel = new MessageChannel();
  const answer = new Promise<File[]>((ok) => {
    channel.port1.onmessage = (e) => ok(e.data as File[]);
    setTimeout(() => ok([]), 3000);
  });
  worker.postMessage("shared", [channel.port2]);
  return answer;
}
