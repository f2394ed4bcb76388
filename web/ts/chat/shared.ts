// Files that another app handed over: the worker holds them until they are
// asked for.

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
