// Locking, from a page or from the worker.

// lock asks the server to lock, even while the page goes; false where it was
// not heard.
export const lock = (): Promise<boolean> =>
  fetch("/lock?leave", { method: "POST", keepalive: true, redirect: "manual" }).then(
    (r) => r.type === "opaqueredirect",
    () => false,
  );
