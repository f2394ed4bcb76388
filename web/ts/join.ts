// The link of an invitation carries its code behind the #, which no server and
// no log gets to see. It goes into the form, and out of the address.

const field = document.querySelector<HTMLInputElement>("[data-invite]");
const code = location.hash.slice(1);

if (field && code) {
  if (/^[A-Za-z0-9_-]{22}$/.test(code)) field.value = code;
  history.replaceState(null, "", location.pathname);
}
