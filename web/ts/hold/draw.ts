// The wave as the server's chart draws it, from numbers: the middle half of the
// person's own past waves, the minute by which half had passed, and this one.

import type { Curve } from "../flow/mine";

const floor = 352;
const x = (minute: number) => Math.min(Math.max(minute, 0), 30) * 13;
const y = (strength: number) => floor - strength * 29.2;
const line = (points: [number, number][]) => points.map(([m, s], i) => `${i ? "L" : "M"}${x(m).toFixed(1)} ${y(s).toFixed(1)}`).join("");

function node(name: string, is: Record<string, string | number>, text = ""): SVGElement {
  const e = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [k, v] of Object.entries(is)) e.setAttribute(k, String(v));
  e.textContent = text;
  return e;
}

const path = (d: string, name: string) => node("path", { d, class: name });
const text = (said: string, at: number, up: number, anchor = "start", name = "tk") => node("text", { x: at, y: up, "text-anchor": anchor, class: name }, said);

// halfMark stands on the middle line.
function halfMark(c: Curve): SVGElement[] {
  const i = c.band.findIndex((b) => b[0] >= (c.half ?? NaN));
  const [a, b] = [c.band[i - 1], c.band[i]];
  if (!a || !b || c.half === undefined) return [];
  const at = x(c.half);
  const up = y(a[2] + ((b[2] - a[2]) * (c.half - a[0])) / (b[0] - a[0]));
  const edge = at > 202; // the label ends at the edge instead
  return [
    path(`M${at} ${up + 7}V${floor}`, "drop"),
    node("circle", { cx: at, cy: up, r: 4.5, class: "half-at" }),
    text(c.label, edge ? 378 : at + 12, up - 20, edge ? "end" : "start"),
  ];
}

// draw gives the picture; you are ratings by minute, and now is the minute.
export function draw(c: Curve, you: [number, number][], now: number): SVGElement {
  const side = (n: number) => c.band.map((b): [number, number] => [b[0], b[n]!]);
  const picture = node("svg", { viewBox: "0 0 390 392", "aria-hidden": "true" });
  const last = you[you.length - 1];
  const up = last ? y(last[1]) : 60;
  const at = x(now);
  const dot = node("g", { class: "you-dot", "data-x": at, "data-y": up, "data-per-minute": 13, "data-end": 390, "data-text": c.you });
  const label = (by: number, rise: number) => text(c.you.replace("#", String(Math.floor(now))), at + (now > 15 ? -by : by), rise, now > 15 ? "end" : "start");
  if (last) dot.append(node("circle", { cx: at, cy: up, r: 30, class: "breathe" }), node("circle", { cx: at, cy: up, r: 8.5, class: "you-at" }), label(40, up - 2));
  else dot.append(path(`M${at} 60V${floor}`, "you-time"), label(10, 64));
  picture.append(
    path(`${line(side(3))}L${line(side(1).reverse()).slice(1)}Z`, "half-band"),
    path(line(side(2)), "middle"),
    ...halfMark(c),
    path(`M0 ${floor}H390`, "floor"),
    ...["0", "10", "20", c.end].map((t, i) => text(t, [20, 130, 260, 370][i]!, floor + 23, ["start", "middle", "middle", "end"][i], "")),
  );
  if (last) picture.append(path(line([...you, [now, last[1]]]), "you-line"));
  picture.append(dot);
  return picture;
}

// dot returns what moves this wave's dot to a minute, and its line with it.
export function dot(stay: HTMLElement): (minutes: number) => void {
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
