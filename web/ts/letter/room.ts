// How much room is left in a text while it is written.

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
