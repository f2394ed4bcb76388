// A letter: how much room is left while it is written, and copying it out by
// one tap where the page offers that. Nothing is sent anywhere.

import "./letter/room";

const copy = document.querySelector<HTMLElement>("[data-copy]");
copy?.addEventListener("click", async () => {
  const text = document.querySelector("[data-letter]");
  const said = document.querySelector("[data-said]");
  if (!text) return;
  getSelection()?.selectAllChildren(text);
  const done = await navigator.clipboard?.writeText(text.textContent ?? "").then(() => true, () => false);
  if (said) said.textContent = (done ? copy.dataset.done : copy.dataset.marked) ?? "";
});
