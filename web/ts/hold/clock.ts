// The clock of one wave: by the wall, however long the page was out of sight.

import { dot } from "./draw";
import { filled } from "./words";

// run keeps it until stopped. data-asked are the minutes at which it asks how
// strong it is now, and says so.
export function run(stay: HTMLElement, begun: number): () => void {
  const time = stay.querySelector("[data-clock]");
  const again = stay.querySelector<HTMLDetailsElement>("[data-again]");
  const said = stay.querySelector("[data-say]");
  const passed = () => (Date.now() - begun) / 60_000;
  const move = dot(stay);
  let asked = (stay.dataset.asked ?? "").split(" ").map(Number).filter((m) => m > passed());
  let lock: WakeLockSentinel | undefined;
  let stopped = false;

  function tick() {
    const now = passed();
    if (time) time.textContent = filled(stay.dataset.pattern, Math.floor(now));
    move(now);
    if (now < (asked[0] ?? Infinity)) return;
    asked = asked.filter((m) => m > now);
    if (again) again.open = true;
    if (said) said.textContent = stay.dataset.prompt ?? "";
  }

  async function awake() {
    if (document.hidden) return;
    tick();
    if (!lock || lock.released) lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
    if (stopped) void lock?.release();
  }
  document.addEventListener("visibilitychange", awake);
  const each = setInterval(tick, 5000);
  void awake();
  return () => {
    stopped = true;
    document.removeEventListener("visibilitychange", awake);
    clearInterval(each);
    void lock?.release();
    if (said) said.textContent = "";
  };
}
