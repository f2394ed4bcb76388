// Passkeys: makes one and proves it, or uses one to open what is kept. What its
// PRF gives goes to the server in its form, and stays nowhere else. A passkey
// that gives nothing, or not the same twice, is told to forget itself.

type Options = {
  make?: PublicKeyCredentialCreationOptionsJSON;
  use: PublicKeyCredentialRequestOptionsJSON;
};

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

// say shows one of the page's sentences and hides the others.
function say(what: string) {
  for (const e of document.querySelectorAll<HTMLElement>("[data-said]")) e.hidden = e.dataset.said !== what;
}

const given = (c: PublicKeyCredential): string => {
  const first = c.getClientExtensionResults().prf?.results?.first;
  if (!first) return "";
  return text(ArrayBuffer.isView(first) ? first.buffer.slice(first.byteOffset, first.byteOffset + first.byteLength) as ArrayBuffer : first);
};

function begin(form: HTMLFormElement) {
  const { make, use } = JSON.parse(form.dataset.passkey ?? "") as Options;
  const makes = form.querySelector<HTMLButtonElement>("[data-make]");
  const uses = form.querySelector<HTMLButtonElement>("[data-use]")!;
  const field = (name: string) => form.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
  const extensions = () => ({ prf: { eval: { first: bytes((use.extensions as { prf: { eval: { first: string } } }).prf.eval.first) } } });
  let made: PublicKeyCredential | undefined;

  // refuse keeps nothing: the browser is asked to drop the passkey too.
  async function refuse() {
    if (makes) makes.hidden = uses.hidden = true;
    say("prf");
    const signal = (PublicKeyCredential as unknown as { signalUnknownCredential?: (o: object) => Promise<void> }).signalUnknownCredential;
    if (made) await signal?.call(PublicKeyCredential, { rpId: use.rpId, credentialId: made.id });
  }

  async function create(o: PublicKeyCredentialCreationOptionsJSON) {
    const c = (await navigator.credentials.create({
      publicKey: {
        ...(o as unknown as PublicKeyCredentialCreationOptions),
        challenge: bytes(o.challenge),
        user: { ...o.user, id: bytes(o.user.id) },
        excludeCredentials: (o.excludeCredentials ?? []).map((x) => ({ type: "public-key", id: bytes(x.id) })),
        extensions: extensions(),
      },
    })) as PublicKeyCredential;
    made = c;
    if (!c.getClientExtensionResults().prf?.enabled) return refuse();
    const r = c.response as AuthenticatorAttestationResponse;
    field("made").value = JSON.stringify({
      id: c.id,
      rawId: text(c.rawId),
      type: c.type,
      clientExtensionResults: {},
      response: { clientDataJSON: text(r.clientDataJSON), attestationObject: text(r.attestationObject) },
    });
    field("first").value = given(c);
    makes!.hidden = true;
    uses.hidden = false;
    say("use");
    uses.focus();
  }

  async function get() {
    const c = (await navigator.credentials.get({
      publicKey: {
        ...(use as unknown as PublicKeyCredentialRequestOptions),
        challenge: bytes(use.challenge),
        allowCredentials: made ? [{ type: "public-key", id: made.rawId }] : [],
        extensions: extensions(),
      },
    })) as PublicKeyCredential;
    const r = c.response as AuthenticatorAssertionResponse;
    const secret = given(c);
    const before = field("first").value;
    if (!secret || (make && before && before !== secret)) return refuse();
    field("used").value = JSON.stringify({
      id: c.id,
      rawId: text(c.rawId),
      type: c.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(r.clientDataJSON),
        authenticatorData: text(r.authenticatorData),
        signature: text(r.signature),
        userHandle: r.userHandle ? text(r.userHandle) : undefined,
      },
    });
    field(make && before ? "second" : "first").value = secret;
    if (make && !before) return say("more");
    form.submit();
  }

  // tried says in the page why something did not come to be.
  const tried = (button: HTMLButtonElement | null, f: () => Promise<void>) =>
    button?.addEventListener("click", async () => {
      if (!form.reportValidity()) return;
      button.disabled = true;
      await f().catch((e: unknown) => say(e instanceof DOMException && e.name === "InvalidStateError" ? "has" : "left"));
      button.disabled = false;
    });

  form.hidden = false;
  if (make) tried(makes, () => create(make));
  tried(uses, get);
}

const form = document.querySelector<HTMLFormElement>("form[data-passkey]");
if (!self.PublicKeyCredential || !navigator.credentials) say("none");
else if (form) {
  say("");
  begin(form);
}
