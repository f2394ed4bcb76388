// What every page does: say in which zone it is, leave at once, and never show
// a page again that was left.

const gone = () => document.documentElement.classList.add("gone");

function zone() {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!name || document.cookie.includes("zone=" + name)) return;
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `zone=${name};path=/;max-age=31536000;samesite=strict${secure}`;
}

// The page is hidden before anything else happens; the lock may still be on
// its way when the next page stands.
function leave() {
  gone();
  fetch("/lock?leave", { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
  location.replace("/leave");
}

function shifts() {
  let times: number[] = [];
  addEventListener("keyup", (e) => {
    times = e.key === "Shift" ? [...times, e.timeStamp].slice(-3) : [];
    if (times.length === 3 && e.timeStamp - (times[0] ?? 0) < 5000) leave();
  });
}

// A page that comes back out of the browser's memory may show what has been
// locked since: it is hidden and asked for again.
addEventListener("pageshow", (e) => {
  if (!e.persisted) return;
  gone();
  location.reload();
});

document.addEventListener("click", (e) => {
  const at = e.target instanceof Element ? e.target : null;
  if (at?.closest("[data-leave]")) {
    e.preventDefault();
    leave();
    return;
  }
  const link = at?.closest("a");
  const plain = !e.ctrlKey && !e.metaKey && !e.shiftKey && e.button === 0 && !e.defaultPrevented;
  if (!link || !plain || link.origin !== location.origin || link.target || link.hasAttribute("download") || link.hash) return;
  e.preventDefault();
  location.replace(link.href); // one entry in the history, however many pages
});

function peek() {
  document.documentElement.classList.add("scripted");
  for (const box of document.querySelectorAll<HTMLInputElement>("[data-peek]")) {
    box.addEventListener("change", () => {
      for (const field of box.form?.querySelectorAll<HTMLInputElement>("[data-secret]") ?? []) {
        field.type = box.checked ? "text" : "password";
      }
    });
  }
}

zone();
shifts();
peek();
