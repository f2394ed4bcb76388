// A letter: how much room is left while it is written, and copying it out by
// one tap where the page offers that. Nothing is sent anywhere.

const near = 2000;

for (const box of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-room]")) {
  const line = document.getElementById(box.getAttribute("aria-describedby") ?? "");
  const first = line?.textContent ?? "";
  const say = () => {
    const left = Number(box.dataset.room) - [...box.value.trim()].length;
    const pattern = left < 0 ? box.dataset.over : left < near ? box.dataset.left : undefined;
    if (line) line.textContent = pattern?.replace("#", String(Math.abs(left))) ?? first;
  };
  box.addEventListener("input", say);
  say();
}

const copy = document.querySelector<HTMLElement>("[data-copy]");
copy?.addEventListener("click", async () => {
  const text = document.querySelector("[data-letter]");
  const said = document.querySelector("[data-said]");
  if (!text) return;
  getSelection()?.selectAllChildren(text);
  const done = await navigator.clipboard?.writeText(text.textContent ?? "").then(() => true, () => false);
  if (said) said.textContent = (done ? copy.dataset.done : copy.dataset.marked) ?? "";
});
