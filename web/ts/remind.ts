// Reminders: asks the browser for an address to which messages may go, once its
// person has asked for that, and sends it along with the form.

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

function offer(form: HTMLFormElement) {
  const button = form.querySelector<HTMLButtonElement>("button[data-browser]");
  const said = form.querySelector("[data-said]");
  if (!button || !("PushManager" in self) || !navigator.serviceWorker) return;
  for (const part of form.querySelectorAll<HTMLElement>("[data-browser]")) part.hidden = false;
  const put = (name: string, value: string | undefined) => {
    form.querySelector<HTMLInputElement>(`input[name=${name}]`)!.value = value ?? "";
  };

  async function subscribe() {
    if ((await Notification.requestPermission()) !== "granted") return form.dataset.refused;
    const { pushManager } = await navigator.serviceWorker.ready;
    const to = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key ?? "") });
    const { endpoint, keys } = to.toJSON();
    put("endpoint", endpoint);
    put("p256dh", keys?.p256dh);
    put("auth", keys?.auth);
    return "";
  }

  button.addEventListener("click", async (e) => {
    if (form.querySelector<HTMLInputElement>("input[name=endpoint]")?.value) return;
    e.preventDefault();
    const wrong = await subscribe().catch(() => form.dataset.cannot);
    if (wrong) {
      if (said) said.textContent = wrong;
      return;
    }
    form.requestSubmit(button);
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-remind]")) offer(form);
