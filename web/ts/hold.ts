// The hard moment, a little livelier. On pages of the server it moves the dot by
// the clock on the wall, says how long it has been, asks three times how strong
// it is now, keeps the screen on, and pairs the browser. On a page of steps that
// stands without a server it also says where what was kept stands, shows what
// the person has for such a moment, and says what the server's pages say. It
// keeps what the steps hand over and sends it when the server is there.

import { ask, pairUp, type Aid, type Mine } from "./flow/mine";
import { flush, keep, random, takeBack, waiting } from "./flow/queue";
import { hex } from "./seal";
import { card, pair } from "./store";
import { begin, follow, restart, takeUp } from "./hold/steps";
import { run } from "./hold/clock";
import { element, part } from "./hold/words";

const day = 86_400_000;

// The same tap twice is one.
for (const form of document.querySelectorAll<HTMLFormElement>("form.once")) {
  if (form.closest("[data-step]")) continue; // there it is one already
  let sent = false;
  form.addEventListener("submit", (e) => {
    if (sent) e.preventDefault();
    sent = true;
    setTimeout(() => (sent = false), 5000);
  });
}

// A finger on a number is enough; with the arrow keys, which choose on their
// way, the button keeps it.
part("[data-again]")?.addEventListener("click", (e) => {
  if (e.target instanceof HTMLInputElement && e.detail > 0) e.target.form?.requestSubmit();
});

// A page of the server holds one wave.
const stay = part("[data-seconds]");
if (stay) run(stay, Date.now() - Number(stay.dataset.seconds) * 1000);

let mine: Mine | undefined;
let pull = "";
let where = ""; // where the last fact was kept
let status = 200; // what the server said last
let moment: string | undefined;
let slip: { ids: string[]; from?: string } | undefined; // the last step, which can be undone
let later = 0;

function drawn(a: Aid): HTMLElement {
  const box = element("section", "", "aid");
  box.append(element("h2", a.head), ...(a.lines ?? []).map((l) => element("p", l)));
  for (const { href, text } of a.links ?? []) {
    if (/^(\/|tel:)/.test(href)) box.append(Object.assign(element("a", text, "btn"), { href }));
  }
  return box;
}

// offer draws what the person has for this pull, at each step.
function offer() {
  for (const place of document.querySelectorAll<HTMLElement>("[data-aids]")) {
    const fits = (mine?.aids ?? []).filter((a) => a.step === place.dataset.aids && (!a.pulls?.length || a.pulls.includes(pull)));
    place.replaceChildren(...fits.map(drawn));
  }
}

// carry shows the carry card where nothing else of the person's own can be.
async function carry() {
  const place = part("[data-card]");
  const own = mine?.open || /ebb-discreet=1/.test(document.cookie) ? undefined : await card().catch(() => undefined);
  if (!place || !own) return;
  place.append(...own.truths.map((t) => element("p", t, "say")));
  const href = "tel:" + own.phone.replace(/[^+0-9]/g, "");
  if (own.phone) place.append(Object.assign(element("a", (place.dataset.call ?? "").replace("#", own.initial || own.phone), "btn"), { href }));
}

// say tells where what was kept stands.
async function say() {
  const line = part("[data-kept]");
  if (!line) return;
  const words = line.dataset;
  const left = await waiting().catch(() => []);
  const old = left.some((k) => Date.now() - k.at > 3 * day);
  const here = status === 401 ? words.unpaired : status === 409 && words.refused ? words.refused : status === 429 || status === 507 ? words.full : old ? words.old : words.here;
  const text = left.length ? here?.replace("#", String(left.length)) : where === "lost" ? words.none : where === "back" ? words.back : where ? (mine?.saved ?? words.saved) : "";
  line.classList.toggle("on", !!text);
  line.querySelector("span")!.textContent = text ?? "";
  const undo = line.querySelector<HTMLElement>("[data-undo]");
  if (undo) undo.hidden = !slip;
}

// lose says at once that nothing will be kept here.
function lose() {
  where = "lost";
  for (const e of document.querySelectorAll<HTMLElement>("[data-lost]")) e.textContent = e.dataset.lost!;
}

// hold seals and keeps facts of this moment, and reports whether it could: this
// browser may hold no pair record, or keep nothing.
async function hold(bodies: Record<string, Record<string, unknown>>): Promise<boolean> {
  try {
    const self = await pair();
    if (!self) return false;
    moment ||= (history.state?.moment as string | undefined) ?? hex(random());
    history.replaceState({ ...history.state, moment }, "");
    for (const body of Object.values(bodies)) body.moment = moment;
    const from = part("[data-step]:not([hidden])")?.dataset.step;
    slip = { ids: await keep(self, bodies), from };
    return true;
  } catch {
    return false;
  }
}

// send brings what is kept to the server, and tries again each minute.
async function send() {
  clearTimeout(later);
  later = window.setTimeout(send, 60_000);
  if (document.hidden) return;
  const soon = setTimeout(say, 800);
  status = await flush();
  clearTimeout(soon);
  await say();
  if (await waiting().then((a) => a.length, () => 0)) void navigator.storage?.persist?.();
}

const paired = async () => !!(await pair().catch(() => undefined));

// tell says whether forms go to the server: it answers, and this browser is not
// paired.
const tell = async () => document.dispatchEvent(new CustomEvent("direct", { detail: !(await paired()) && mine ? Date.now() : 0 }));

// renew asks the worker for this page as it is now, where it was not woken for it.
function renew() {
  const [way] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (way && !way.workerStart) navigator.serviceWorker?.controller?.postMessage("renew");
}

async function open() {
  renew();
  void send();
  if (await paired()) void tell();
  mine = await ask();
  if (mine?.pair) await pairUp().then(send, () => {});
  if (!document.querySelector("[data-step]")) return;
  for (const e of document.querySelectorAll<HTMLElement>("[data-if]")) e.hidden = !mine?.[e.dataset.if as "open" | "draft"];
  if (!mine && !(await paired())) lose();
  await tell();
  offer();
  begin(mine);
  await carry();
  await say();
}

document.addEventListener("kept", (e) => {
  const kept = (e as CustomEvent<{ bodies: Record<string, Record<string, never>>; where: string }>).detail;
  if (kept.where === "lost") lose();
  where = kept.where || where;
  pull = kept.bodies["hold.pull"]?.pull ?? pull;
  offer();
  follow(kept.bodies, where === "lost");
  if (kept.where) void send();
});
document.addEventListener("step", restart);
// One tap takes the last step back, and its page with it.
part("[data-undo]")?.addEventListener("click", async () => {
  if (!slip) return;
  const { ids, from } = slip;
  slip = undefined;
  await takeBack(ids).catch(() => {});
  where = "back";
  takeUp();
  document.dispatchEvent(new CustomEvent("back", { detail: from }));
  void send();
});
if (window.isSecureContext && window.indexedDB && navigator.locks) {
  document.dispatchEvent(new CustomEvent("ready", { detail: hold }));
  addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  void open();
}
