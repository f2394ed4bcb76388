// Steps of a page that is the same for everybody and stands without a server.
// The page declares them: sections with data-step, of which one shows; controls
// with data-keep="kind.field", of which those that are used are sealed and kept
// on this device before the next step shows; data-goto for that step. Where this
// browser holds no pair record a form goes to the server instead, and where that
// is out of reach too, the steps go on and the page says that nothing is kept.

import { pair } from "./store";
import { hex } from "./seal";
import { flush, keep, random } from "./flow/queue";
import { load, register } from "./flow/trust";

type Bodies = Record<string, Record<string, unknown>>;

const sections = [...document.querySelectorAll<HTMLElement>("[data-step]")];
const then = document.currentScript?.dataset.then;
const tell = (name: string, detail: unknown) => document.dispatchEvent(new CustomEvent(name, { detail }));

let moment = "";
let busy = 0;
let later = 0;
let through: Element | undefined; // a form that goes to the server

// facts are what a form says, one body a kind.
function facts(form: HTMLFormElement, button: HTMLElement | null): Bodies {
  const found: Bodies = {};
  const put = (name: string, value: string, type?: string) => {
    const [, kind, field] = name.match(/(.+)\.(.+)/)!;
    const body = (found[kind!] ??= {});
    body[field!] = type === "number" ? +value : type === "list" ? [...((body[field!] as string[]) ?? []), value] : value;
  };
  for (const e of form.elements as unknown as Iterable<HTMLInputElement>) {
    const { keep: name, type, also, value = e.value.trim() } = e.dataset;
    const used = e.matches("button") ? e === button : !e.matches("[type=radio],[type=checkbox]") || e.checked;
    if (!name || !used || !value) continue;
    put(name, value, type);
    if (also) put(...(also.split("=") as [string, string]));
  }
  return found;
}

// hold keeps what a form says and reports where: on this device, nowhere, or
// that the form is on its way to the server. What nobody kept has no next step
// at the server.
async function hold(form: HTMLFormElement, button: HTMLElement | null, bodies: Bodies): Promise<"" | "here" | "lost" | "server"> {
  const all = Object.values(bodies);
  if (!all.length) return "";
  try {
    const self = await pair();
    if (self) {
      moment ||= hex(random());
      for (const body of all) body.moment = moment;
      await keep(self, bodies);
      return "here";
    }
  } catch {
    // the device keeps nothing, or cannot seal: the server may
  }
  const up = !sections[0]?.hidden && await fetch("/healthz", { signal: AbortSignal.timeout(2000) }).then((a) => a.ok, () => false);
  if (!up) return "lost";
  through = form;
  form.requestSubmit(button);
  return "server";
}

async function submit(form: HTMLFormElement, button: HTMLElement | null) {
  if (Date.now() < busy) return;
  busy = Date.now() + 5000; // the same tap twice is one
  const bodies = facts(form, button);
  const where = await hold(form, button, bodies);
  if (where === "server") return;
  busy = 0;
  tell("kept", { bodies, where });
  show(button?.dataset.goto ?? form.dataset.goto);
  if (where) void send();
}

function show(name?: string) {
  const to = sections.find((s) => s.dataset.step === name);
  if (!to) return;
  if (to.dataset.else && !to.querySelector("[data-aids]>*")) return show(to.dataset.else);
  for (const form of to.querySelectorAll("form")) form.reset();
  for (const d of to.querySelectorAll("details")) d.open = false;
  const other = to.hidden;
  for (const s of sections) s.hidden = s !== to;
  tell("step", to);
  if (!other) return;
  scrollTo(0, 0);
  to.querySelector<HTMLElement>("h1")?.focus();
}

async function send() {
  clearTimeout(later);
  later = setTimeout(send, 60000);
  if (document.hidden) return;
  tell("sent", await flush());
}

// Where pages are not private there is none of this: the forms go to the server.
if (window.isSecureContext && window.indexedDB && navigator.locks) {
  document.addEventListener("submit", (e) => {
    const form = e.target as HTMLFormElement;
    if (e.defaultPrevented || !form.closest("[data-step]")) return;
    if (through === form) return;
    e.preventDefault();
    void submit(form, e.submitter);
  });
  document.addEventListener("click", (e) => {
    const to = (e.target as Element).closest<HTMLElement>("[data-goto]");
    if (to?.matches("[type=button]")) show(to.dataset.goto);
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", send);
  document.addEventListener("paired", send);
  void send();
  void register();
  if (then) load(then);
}
