// What the steps of a hard moment say, worked out here from what was chosen on
// this page since it was opened.

import type { Mine } from "../flow/mine";
import { run } from "./clock";
import { draw } from "./draw";
import { clock, filled, part } from "./words";

const minute = 60_000;

let mine: Mine | undefined;
let begun = Date.now();
let rated: { at: number; value: number }[] = [];
let where = "";
let ended = false;
let guessed = false;
let lost = false; // nobody kept it
let due = 0;
let stop = () => {};
// takeUp goes back to before what was kept last.
export let takeUp = () => {};
const beginning = part(".where")?.textContent ?? "";

// follow hears what was kept.
export function follow(bodies: Record<string, Record<string, never>>, nowhere: boolean) {
  const was = { begun, rated: [...rated], where, ended, guessed };
  takeUp = () => void ({ begun, rated, where, ended, guessed } = was);
  lost = nowhere;
  const pull: string | undefined = bodies["hold.pull"]?.pull;
  if (pull) {
    begun = Date.now();
    where = part(`[data-step=pull] [value="${pull}"]`)?.textContent ?? "";
  }
  const value: number | undefined = bodies["hold.rating"]?.value;
  if (value !== undefined) rated.push({ at: Date.now(), value });
  guessed ||= !!bodies["hold.forecast"];
  ended ||= !!bodies["hold.outcome"];
}

// change says what the ratings did, without calling it good or bad.
function change(words: DOMStringMap): string {
  const [a, b] = [rated[0], rated[rated.length - 1]];
  if (!a || !b || lost) return (lost ? words.lost : words.none) ?? "";
  if (a === b) return filled(words.single, a.value);
  const minutes = Math.round((b.at - a.at) / minute);
  const said = (a.value === b.value ? words.same : words.change)?.split("|") ?? [];
  return filled(said[Math.min(minutes, 2)], minutes).replaceAll("%a", String(a.value)).replaceAll("%b", String(b.value));
}

// morning is the next ten o'clock that a night lies before.
function morning(): [Date, boolean] {
  const at = new Date();
  const tomorrow = at.getHours() >= 5;
  at.setDate(at.getDate() + Number(tomorrow));
  at.setHours(10, 0, 0, 0);
  return [at, tomorrow];
}

const steps: Record<string, (at: (css: string) => HTMLElement) => void> = {
  wave(at) {
    const from = rated[0]?.at ?? begun;
    const c = mine?.curve;
    at("figure").hidden = !c;
    at(".light").hidden = !!c;
    at("[data-caption]").textContent = c ? `${c.sentence} ${c.caption}` : (mine?.caption ?? "");
    const you = rated.map((r): [number, number] => [(r.at - from) / minute, r.value]);
    at("figure").replaceChildren(...(c ? [draw(c, you, (Date.now() - from) / minute)] : []));
    stop = run(at("[data-asked]"), from);
  },
  choose(at) {
    const button = at("[data-wait]");
    const [ten, tomorrow] = morning();
    button.textContent = button.dataset.wait!.split("|")[Number(tomorrow)]!;
    button.dataset.also = "hold.intent.until=" + ten.toISOString();
  },
  again(at) {
    const first = rated[0]?.value;
    at("[data-ends]").hidden = ended;
    if (first === undefined) return;
    at("[data-ghost]").textContent = filled(at("[data-ghost]").dataset.ghost, first);
    at(`.swell [value="${first}"]`).parentElement!.className = "ghost";
  },
  done(at) {
    at("h1").textContent = change(at("h1").dataset);
    at("[data-ends]").hidden = ended;
    at("[data-guess]").hidden = !guessed;
    const ask = at("[data-later]");
    if (due) ask.textContent = ask.dataset.due!.replace("%t", clock(due));
  },
  sent(at) {
    at("[data-strip]").textContent = mine?.strip ?? "";
    if (!mine?.together) return;
    [at("h1").textContent, at("[data-lead]").textContent] = mine.together;
  },
  away(at) {
    at("[data-until]").textContent = at("[data-until]").dataset.until!.replace("%t", clock(Date.now() + 60 * minute));
  },
};

const shown = () => part("[data-step]:not([hidden])");

function say() {
  const step = shown();
  steps[step?.dataset.step ?? ""]?.((css) => step!.querySelector<HTMLElement>(css)!);
}

// begin hears what the server has for this person.
export function begin(m?: Mine) {
  mine = m;
  restart();
}

// restart is a step that shows, or shows again.
export function restart() {
  stop();
  stop = () => {};
  const first = rated[0]?.value;
  const line = part(".where");
  const since = first === undefined ? clock(begun) : filled(part("[data-rated]")?.dataset.rated, first);
  if (line) line.textContent = where ? `${where} · ${since}` : beginning;
  say();
}

// Asked again, by the clock on the wall, if the page is still there.
function later() {
  if (!due || Date.now() < due || document.hidden) return;
  due = 0;
  part("[data-rate]")?.click();
}
part("[data-later]")?.addEventListener("click", () => {
  due = Date.now() + 20 * minute;
  say();
});
document.addEventListener("visibilitychange", later);
setInterval(later, 5000);
