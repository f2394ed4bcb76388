// The only two addresses that scripts of ours ever load by themselves: the
// worker, and the rest of a page's own script. Both pass the one policy that the
// content security policy names.

interface Types {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const ours = (url: string) => {
  if (!/^\/(worker|asset\/\w+\/js\/\w+)\.js$/.test(url)) throw new TypeError(url);
  return url;
};

let policy: { createScriptURL(url: string): string } | undefined;

function trusted(url: string): string {
  policy ??= (window as { trustedTypes?: Types }).trustedTypes?.createPolicy("ebb-sw", { createScriptURL: ours });
  return policy ? policy.createScriptURL(url) : url;
}

// register lets the worker keep the pages that stand without a server, and take
// what other apps share. Without it both need the server.
export const register = () => navigator.serviceWorker?.register(trusted("/worker.js")).catch(() => {});

// load runs another script of this page.
export function load(url: string) {
  const script = document.createElement("script");
  script.src = trusted(url);
  document.head.append(script);
}
