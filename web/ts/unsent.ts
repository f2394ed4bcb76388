// A letter that stays: says when its time is up, and keeps what was written
// every minute and when the page goes out of sight. Nothing is locked.
import "./letter/room";

const form = document.querySelector<HTMLFormElement>("form[data-left]");
const text = form?.querySelector("textarea");
if (form && text) {
  const line = document.querySelector<HTMLElement>("[data-time]");
  const end = Date.now() + Number(form.dataset.left) * 1000;
  const page = form.querySelector<HTMLInputElement>("input[name=sent]");
  // Other words are another form: one that comes twice is kept once.
  const again = () => page && (page.value = crypto.randomUUID().replaceAll("-", ""));
  const look = () => {
    if (!line || Date.now() < end || line.textContent === line.dataset.over) return;
    line.textContent = line.dataset.over ?? "";
    line.className = "note";
  };
  let last = text.value;
  let tried = last;
  const keep = () => {
    const now = text.value;
    if (now === last || !now.trim()) return;
    if (now !== tried) again();
    tried = now;
    void fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form) as never) }).then(
      (answer) => answer.ok && new URL(answer.url).pathname === new URL(form.action).pathname && (last = now),
      () => {},
    );
  };
  form.addEventListener("submit", () => (last = text.value));
  setInterval(look, 1000);
  setInterval(keep, 60_000);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}
