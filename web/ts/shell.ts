// What every page does: say in which zone it is, leave at once, lock when
// nobody is there, and never show a page again that was left.

import { lock, mark } from "./lock";

const root = document.documentElement;
const gone = () => root.classList.add("gone");
const secure = location.protocol === "https:";

function keep(name: string, value: string | number, seconds: number) {
  document.cookie = `${name}=${value};path=/;max-age=${seconds};samesite=strict${secure ? ";secure" : ""}`;
}

const read = (name: string) => document.cookie.match(`(?:^|; )(?:__Host-)?${name}=([^;]*)`)?.[1];

function zone() {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (name && read("zone") !== name) keep("zone", name, 31536000);
}

// owe marks that it is to be locked from a Unix second on; -1 takes it back.
const owe = (from: number) => keep(mark, from, from < 0 ? 0 : 864000);

// go hides the page before anything else happens; the lock may still be on its
// way when the next page stands.
function go(to: string) {
  gone();
  owe(0);
  void lock();
  location.replace(to);
}

// leave goes to the address that the person typed in, but not out of an
// installed app, whose frame would show there, and not without signal.
function leave() {
  const site = navigator.onLine && matchMedia("(display-mode: browser)").matches && read("ebb-leave");
  go(site ? decodeURIComponent(site.replace(/\+/g, " ")) : "/leave");
}

function shifts() {
  let times: number[] = [];
  addEventListener("keyup", (e) => {
    times = e.key === "Shift" ? [...times, e.timeStamp].slice(-3) : [];
    if (times.length === 3 && e.timeStamp - (times[0] ?? 0) < 5000) leave();
  });
}

// A page that comes back out of the browser's memory may show what has been
// locked since: it is hidden and asked for again.
addEventListener("pageshow", (e) => {
  if (!e.persisted) return;
  gone();
  location.reload();
});

document.addEventListener("click", (e) => {
  const at = e.target instanceof Element ? e.target : null;
  if (at?.closest("[data-leave]")) {
    e.preventDefault();
    leave();
    return;
  }
  const link = at?.closest("a");
  const plain = !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0 && !e.defaultPrevented;
  if (!link || !plain || link.origin !== location.origin || link.target || link.hasAttribute("download") || link.hash) return;
  e.preventDefault();
  location.replace(link.href); // one entry in the history, however many pages
});

// idle locks after so long without a hand on any page of ebb, and has the
// server know of hands that send nothing.
function idle(limit: number) {
  let last = Date.now();
  let told = last;
  const locks = () => Date.now() - Math.max(last, Number(localStorage.awake) || 0) >= limit && (go("/"), true);
  const hand = () => {
    if (locks()) return;
    last = Date.now();
    if (last - told < limit / 6) return;
    told = localStorage.awake = last;
    fetch("/awake", { method: "POST" }).catch(() => {});
  };
  for (const what of ["pointerdown", "pointermove", "keydown", "scroll"]) addEventListener(what, hand, { passive: true, capture: true });
  setInterval(locks, 2000);
}

// hide covers the page while it is out of sight, and locks it so many seconds
// later, unless a page of ebb has come into sight by then.
function hide(seconds?: string) {
  let due = "";
  let timer = 0;
  const now = () => Math.floor(Date.now() / 1000);
  const look = () => {
    clearTimeout(timer);
    const owed = read("ebb-lock");
    root.classList.toggle("covered", document.hidden && !!(read("ebb-discreet") || read("ebb-hide")));
    if (document.hidden && seconds && !owed) {
      owe(Number((due = String(now() + Math.max(2, Number(seconds))))));
      timer = window.setTimeout(() => read("ebb-lock") === due && go("/"), Number(seconds) * 1000 + 50);
    } else if (!document.hidden && owed) {
      if (Number(owed) > now()) owe(-1);
      else if (seconds) go("/");
    }
  };
  document.addEventListener("visibilitychange", look);
  if (!document.hidden) look();
}

function peek() {
  root.classList.add("scripted");
  for (const box of document.querySelectorAll<HTMLInputElement>("[data-peek]")) {
    box.addEventListener("change", () => {
      for (const field of box.form?.querySelectorAll<HTMLInputElement>("[data-secret]") ?? []) {
        field.type = box.checked ? "text" : "password";
      }
    });
  }
}

const { idle: away, unseen } = document.body.dataset;
zone();
shifts();
if (away) idle(Number(away) * 1000);
hide(unseen);
peek();
