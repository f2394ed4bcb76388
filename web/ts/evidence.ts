// Bringing in a chat. From archives and folders only the conversation is taken
// out, here in the page, and sent in place of them: photos, other chats and the
// names of files stay on the device. Without this module the form sends what
// was chosen.

import { shared } from "./chat/shared";
import { register } from "./flow/trust";
import { Chosen, Found, Group, dropped, find, texts } from "./chat/gather";

const part = <T extends Element>(form: Element, css: string) => form.querySelector<T>(css);

// What the form is made of.
const parts = (form: HTMLFormElement) => ({
  input: part<HTMLInputElement>(form, "input[type=file]")!,
  wrong: part<HTMLElement>(form, "[data-wrong]")!,
  button: part<HTMLButtonElement>(form, "button.go")!,
  cancel: part<HTMLButtonElement>(form, "[data-cancel]")!,
  progress: part<HTMLElement>(form, "[data-progress]")!,
  bar: part<HTMLProgressElement>(form, "progress")!,
  status: part<HTMLElement>(form, "[role=status]")!,
  which: part<HTMLElement>(form, "[data-which]")!,
});

class Import {
  private chosen: Chosen[] = [];
  private found?: Found;
  private stopper?: AbortController;

  constructor(private readonly form: HTMLFormElement, private readonly ui = parts(form)) {
    for (const hint of form.querySelectorAll<HTMLElement>("[data-scripted]")) hint.textContent = hint.dataset.scripted ?? "";
    for (const hint of form.querySelectorAll<HTMLElement>("[data-scripts]")) hint.hidden = false;
    this.ui.input.addEventListener("change", () => this.choose([...(this.ui.input.files ?? [])].map((file) => ({ file, path: file.name }))));
    this.ui.cancel.addEventListener("click", () => this.stopper?.abort());
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      void this.send();
    });
    if (location.search === "?shared") void this.take();
    this.drops(part<HTMLElement>(form, "[data-drop]")!);
  }

  // choose takes files, and forgets what was found in those before.
  choose(files: Chosen[]) {
    this.chosen = files;
    this.found = undefined;
    this.ui.which.hidden = true;
    this.ui.input.required = files.length === 0;
    this.say("");
  }

  // take asks for what another app has handed over.
  private async take() {
    const files = await shared();
    if (!files.length) return this.say(this.form.dataset.again);
    this.choose(files.map((file) => ({ file, path: file.name })));
    await this.send();
  }

  private drops(zone: HTMLElement) {
    for (const over of ["dragenter", "dragover"]) {
      zone.addEventListener(over, (e) => {
        e.preventDefault();
        zone.classList.add("over");
      });
    }
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", async (e) => {
      e.preventDefault();
      zone.classList.remove("over");
      if (!e.dataTransfer) return;
      const files = e.dataTransfer.files;
      const all = await dropped(e.dataTransfer.items);
      if (all.every((c) => !c.path.includes("/"))) this.ui.input.files = files;
      this.choose(all.length ? all : [...files].map((file) => ({ file, path: file.name })));
      void this.send();
    });
  }

  // say shows what went wrong, or nothing.
  private say(why?: string) {
    this.ui.wrong.textContent = why ?? "";
    this.ui.wrong.hidden = !why;
  }

  private busy(is: boolean) {
    this.ui.button.disabled = is;
    this.ui.cancel.hidden = this.ui.progress.hidden = !is;
    this.ui.bar.value = 0;
    this.ui.status.textContent = is ? (this.form.dataset.start ?? "") : "";
    if (is) this.ui.cancel.focus();
  }

  private async send() {
    if (!this.chosen.length) return;
    this.say("");
    this.busy(true);
    const stopper = (this.stopper = new AbortController());
    try {
      const blobs = await this.pick();
      if (stopper.signal.aborted) this.say(this.form.dataset.stopped);
      else if (blobs?.length) await this.post(blobs, stopper.signal);
      else if (blobs) this.say(this.form.dataset.nochat);
    } catch (e) {
      this.say(stopper.signal.aborted ? this.form.dataset.stopped : e instanceof TypeError ? this.form.dataset.lost : this.form.dataset.badzip);
    }
    this.busy(false);
  }

  // pick gives what is to be sent; undefined while it must be asked for.
  private async pick(): Promise<Blob[] | undefined> {
    const found = (this.found ??= await find(this.chosen));
    const several = found.groups.some((g) => found.groups.some((o) => o !== g && o.from === g.from));
    const picked = several ? this.ask(found.groups) : found.groups;
    if (!picked) return undefined;
    const blobs = [...found.plain];
    for (const g of picked) blobs.push(...(await texts(g)));
    return blobs;
  }

  // ask offers the conversations; it gives those that were chosen.
  private ask(groups: Group[]): Group[] | undefined {
    const boxes = part<HTMLElement>(this.ui.which, "[data-choices]")!;
    if (!this.ui.which.hidden) {
      const picked = [...boxes.querySelectorAll<HTMLInputElement>("input")].flatMap((box, i) => (box.checked && groups[i] ? [groups[i]] : []));
      if (picked.length) return picked;
    }
    const kind = new Set(groups.map((g) => g.from)).size > 1 ? "checkbox" : "radio";
    boxes.replaceChildren(...groups.slice(0, 200).map((g) => choice(g, kind)));
    this.ui.which.hidden = false;
    part<HTMLInputElement>(boxes, "input")?.focus();
    return undefined;
  }

  private async post(blobs: Blob[], signal: AbortSignal) {
    const ticket = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
    const body = new FormData();
    body.append("way", "page");
    body.append("ticket", ticket);
    for (const b of blobs) body.append("file", b, "chat");
    const watch = setInterval(() => void this.look(ticket, blobs), 300);
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: { Accept: "text/plain" }, signal });
      if (!answer.ok) return this.say(await answer.text());
      location.replace(answer.url);
      await new Promise(() => {}); // until the next page stands
    } finally {
      clearInterval(watch);
    }
  }

  // look asks how far the reading is.
  private async look(ticket: string, blobs: Blob[]) {
    const answer = await fetch(this.form.action.replace(/add$/, "reading/" + ticket), { headers: { Accept: "text/plain" } }).catch(() => undefined);
    if (!answer?.ok) return;
    const [bytes, messages] = (await answer.text()).split(" ").map(Number);
    const share = Math.min(1, (bytes ?? 0) / Math.max(1, blobs.reduce((n, b) => n + b.size, 0)));
    this.ui.bar.value = share;
    const said = (n: number) => new Intl.NumberFormat(document.documentElement.lang).format(n);
    this.ui.status.textContent = (this.form.dataset.reading ?? "").replace("%p", said(Math.floor(share * 100))).replace("%m", said(messages ?? 0));
  }
}

function choice(g: Group, kind: string): HTMLElement {
  const box = Object.assign(document.createElement("input"), { type: kind, name: "which" });
  const name = document.createElement("bdi");
  name.textContent = g.name;
  const label = Object.assign(document.createElement("label"), { className: "check" });
  const text = document.createElement("span");
  text.append(name);
  label.append(box, text);
  return label;
}

if ("DecompressionStream" in window) {
  void register();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-evidence]")) new Import(form);
}
