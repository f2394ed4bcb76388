// Fifteen minutes by the clock on the wall: moves the line of a page that was
// opened in the middle of them. The page says from when to when without this.

const place = document.querySelector<HTMLElement>("[data-quarter]");
const line = place?.querySelector("progress");
if (place && line) {
  const begun = Date.now() - Number(place.dataset.passed) * 1000;
  const move = () => (line.value = Math.min((Date.now() - begun) / 1000, line.max));
  setInterval(move, 5000);
  document.addEventListener("visibilitychange", move);
}
