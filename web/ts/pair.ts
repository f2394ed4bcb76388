// The page that a phone opens with a pairing code. The code stands behind the #,
// so no server sees it before the button is touched, and it leaves the address
// at once.

import { count, pair, savePair, type Pair } from "./store";

let code = "";

const button = document.querySelector<HTMLButtonElement>("[data-pair]");

// say shows one of the page's sentences and hides the others.
function say(what: string) {
  for (const e of document.querySelectorAll<HTMLElement>("[data-said]")) e.hidden = e.dataset.said !== what;
}

// mayReplace: captures that wait here are sealed for whoever this phone was
// paired with, and would never arrive under another pairing.
const mayReplace = async () => !(await pair()) || (await count()) === 0;

// claim returns what to say.
async function claim(): Promise<string> {
  if (!(await mayReplace())) return "queue";
  const answer = await fetch("/pair", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ code }),
  }).catch(() => undefined);
  if (!answer || answer.status >= 500 || answer.status === 429) return "away";
  if (!answer.ok) return "gone";
  await savePair((await answer.json()) as Pair);
  void navigator.storage?.persist?.();
  return "done";
}

async function begin() {
  code = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  if (button) button.hidden = true;
  say("");
  if (!code) return say("none");
  try {
    await pair(); // a window that keeps nothing says so here, while the code is still good
  } catch {
    return say("private");
  }
  if (button) button.hidden = false;
}

button?.addEventListener("click", async () => {
  button.disabled = true;
  const what = await claim().catch(() => "private");
  say(what);
  button.disabled = false;
  button.hidden = what === "done" || what === "gone";
});

addEventListener("hashchange", () => location.hash && void begin());
void begin();
