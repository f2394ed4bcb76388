// Steps of a page that is the same for everybody and stands without a server.
// The page declares them: sections with data-step, of which one shows; controls
// with data-keep="kind.field", of which those that are used are kept on this
// device before the next step shows; data-goto for that step. Where this browser
// holds no pair record a form goes to the server instead, and where that is out
// of reach too, the steps go on and the page says that nothing is kept.
//
// This is what a first tap needs; the rest comes behind it (data-then) and says
// "ready" with what keeps.

import { load, register } from "./flow/trust";

type Bodies = Record<string, Record<string, unknown>>;
type Keep = (bodies: Bodies) => Promise<boolean>;

const sections = [...document.querySelectorAll<HTMLElement>("[data-step]")];
const { then, sheet } = document.currentScript?.dataset ?? {};
const tell = (name: string, detail: unknown) => document.dispatchEvent(new CustomEvent(name, { detail }));
const wait = (ms: number) => new Promise<undefined>((ok) => setTimeout(ok, ms));
const ready = new Promise<Keep>((ok) => document.addEventListener("ready", (e) => ok((e as CustomEvent<Keep>).detail)));

let busy = 0;
// When it was known that forms go to the server, which answers: it gave this
// page, unless the worker did.
let direct = navigator.serviceWorker?.controller ? 0 : Date.now();
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
    const { keep, type, also, value = e.value?.trim() } = e.dataset; // a fieldset has none
    const used = e.matches("button") ? e === button : !e.matches("[type=radio],[type=checkbox]") || e.checked;
    if (!keep || !used || !value) continue;
    put(keep, value, type);
    if (also) put(...(also.split("=") as [string, string]));
  }
  return found;
}

// hold keeps what a form says and reports where: on this device, nowhere, or
// that the form is on its way to the server. What nobody kept has no next step
// at the server.
async function hold(form: HTMLFormElement, button: HTMLElement | null, bodies: Bodies): Promise<"" | "here" | "lost" | "server"> {
  if (!Object.keys(bodies).length) return "";
  const keep = await Promise.race([ready, wait(3000)]);
  if (await keep?.(bodies)) return "here";
  const up = !sections[0]?.hidden && (await Promise.race([fetch("/healthz").then((a) => a.ok, () => false), wait(2000)]));
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
}

function show(name?: string) {
  const to = sections.find((s) => s.dataset.step === name);
  if (!to) return;
  if (to.dataset.else && !to.querySelector("[data-aids]>*")) return show(to.dataset.else);
  for (const form of to.querySelectorAll("form")) form.reset();
  for (const d of to.querySelectorAll("details")) d.open = false;
  const other = to.hidden;
  for (const s of sections) s.hidden = s !== to;
  history.replaceState({ ...history.state, step: name }, ""); // gone with the page
  tell("step", to);
  if (!other) return;
  scrollTo(0, 0);
  to.querySelector<HTMLElement>("h1")?.focus();
}

// Where pages are not private there is none of this: the forms go to the server.
if (window.isSecureContext && then) {
  document.addEventListener("submit", (e) => {
    const form = e.target as HTMLFormElement;
    if (e.defaultPrevented || through === form || !form.closest("[data-step]") || Date.now() - direct < 30000) return;
    e.preventDefault();
    void submit(form, e.submitter);
  });
  document.addEventListener("click", (e) => {
    const to = (e.target as Element).closest<HTMLElement>("a[data-goto],[type=button][data-goto]");
    if (!to) return;
    e.preventDefault();
    show(to.dataset.goto);
  }, true);
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: sheet }));
  // A page that was thrown away goes on where it was, but not behind its end.
  const { step } = (history.state ?? {}) as { step?: string };
  if (/^(done|told|end|feared|rest|away)$/.test(step!)) history.replaceState(null, "");
  else show(step);
  document.addEventListener("back", (e) => show((e as CustomEvent<string>).detail));
  document.addEventListener("direct", (e) => (direct = (e as CustomEvent<number>).detail));
  load(then);
  void register();
}
