// A reminder arrives: one neutral word, which the person chose. A tap opens
// ebb's first page, and what waits there.

interface Pushed extends Event {
  readonly data: { text(): string } | null;
  waitUntil(what: Promise<unknown>): void;
}
interface Tapped extends Event {
  readonly notification: { close(): void };
  waitUntil(what: Promise<unknown>): void;
}
interface Reminded {
  readonly registration: { showNotification(title: string, options: object): Promise<void> };
  readonly clients: { openWindow(url: string): Promise<unknown> };
  addEventListener(type: "push", f: (e: Pushed) => void): void;
  addEventListener(type: "notificationclick", f: (e: Tapped) => void): void;
}

export function remind(worker: Reminded) {
  worker.addEventListener("push", (e) => {
    const word = e.data?.text().slice(0, 40);
    if (word) e.waitUntil(worker.registration.showNotification(word, { tag: "reminder" }));
  });
  worker.addEventListener("notificationclick", (e) => {
    e.notification.close();
    e.waitUntil(worker.clients.openWindow("/"));
  });
}
