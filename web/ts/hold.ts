// The hard moment, a little livelier. Every page of it works without this: it
// moves the dot by the clock on the wall, says how long it has been, asks three
// times how strong it is now, and keeps the screen on. Nothing here is kept,
// sent or measured.

const minute = 60_000;

// The same tap twice is one.
for (const form of document.querySelectorAll<HTMLFormElement>("form.once")) {
  let sent = false;
  form.addEventListener("submit", (e) => {
    if (sent) e.preventDefault();
    sent = true;
    setTimeout(() => (sent = false), 5000);
  });
}

function wave(stay: HTMLElement) {
  const begun = Date.now() - Number(stay.dataset.seconds) * 1000;
  const pattern = stay.dataset.pattern ?? "#";
  const clock = stay.querySelector("[data-clock]");
  const again = stay.querySelector<HTMLDetailsElement>("[data-again]");
  const said = stay.querySelector("[data-say]");
  const passed = () => (Date.now() - begun) / minute;
  const move = dot(stay);
  let asked = (stay.dataset.asked ?? "").split(" ").map(Number).filter((m) => m > passed());

  function tick() {
    const now = passed();
    if (clock) clock.textContent = pattern.replace("#", String(Math.floor(now)));
    move(now);
    if (now < (asked[0] ?? Infinity)) return;
    asked = asked.filter((m) => m > now);
    if (again) again.open = true;
    if (said) said.textContent = stay.dataset.prompt ?? "";
  }

  // A finger on a number is enough; with the arrow keys, which choose on their
  // way, the button keeps it.
  again?.addEventListener("click", (e) => {
    if (e.target instanceof HTMLInputElement && e.detail > 0) e.target.form?.requestSubmit();
  });

  let lock: WakeLockSentinel | undefined;
  async function awake() {
    if (document.visibilityState !== "visible") return;
    tick();
    if (!lock || lock.released) lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
  }
  document.addEventListener("visibilitychange", awake);
  setInterval(tick, 5000);
  void awake();
}

// dot returns what moves this wave's dot to a minute, and its line with it.
function dot(stay: HTMLElement): (minutes: number) => void {
  const group = stay.querySelector<SVGGElement>(".you-dot");
  if (!group) return () => {};
  const { x, y, perMinute, end, text } = group.dataset;
  const from = Number(x);
  const last = Number(end);
  const line = stay.querySelector(".you-line");
  const drawn = line?.getAttribute("d");
  const label = group.querySelector("text");
  const aside = Number(label?.getAttribute("x")) - from;
  return (minutes) => {
    const to = Math.min(minutes * Number(perMinute), last);
    group.setAttribute("transform", `translate(${to - from} 0)`);
    line?.setAttribute("d", `${drawn}L${to} ${y}`);
    if (!label) return;
    const left = to > last / 2;
    label.setAttribute("text-anchor", left ? "end" : "start");
    label.setAttribute("x", String(from + (left ? -1 : 1) * Math.abs(aside)));
    label.textContent = (text ?? "#").replace("#", String(Math.floor(minutes)));
  };
}

const stay = document.querySelector<HTMLElement>("[data-wave]");
if (stay) wave(stay);
