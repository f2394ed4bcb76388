// The carry card: what a person wants to see without signal. It is written and
// erased here, on the device, and never sent.

import { card, forgetCard, saveCard } from "./store";

function tend(form: HTMLFormElement) {
  const said = form.querySelector("[data-said]")!;
  const erase = form.querySelector<HTMLButtonElement>("[data-erase]")!;
  const field = (name: string) => [...form.querySelectorAll<HTMLInputElement>(`[name=${name}]`)];
  const value = (name: string) => field(name).map((f) => f.value.trim()).filter(Boolean);
  const say = (text?: string) => (said.textContent = text ?? "");
  const gone = async () => {
    await forgetCard();
    form.reset();
    erase.hidden = true;
    say(form.dataset.gone);
  };
  const cannot = () => say(form.dataset.cannot);

  async function keep() {
    const own = { initial: value("initial")[0] ?? "", truths: value("truth"), phone: value("phone")[0] ?? "" };
    if (!own.initial && !own.phone && !own.truths.length) return gone();
    await saveCard(own);
    erase.hidden = false;
    say(form.dataset.kept);
  }

  form.addEventListener("submit", (e) => {
    e.preventDefault();
    void keep().catch(cannot);
  });
  erase.addEventListener("click", () => void gone().catch(cannot));
  form.hidden = false;
  void card().then((own) => {
    if (!own) return;
    erase.hidden = false;
    field("initial")[0]!.value = own.initial;
    field("phone")[0]!.value = own.phone;
    field("truth").forEach((f, i) => (f.value = own.truths[i] ?? ""));
  }, cannot);
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-card]")) tend(form);
