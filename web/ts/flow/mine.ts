// What the server has for this person in a hard moment, and the pairing of a
// browser in which somebody has saved something.

import { pair, savePair, type Pair } from "../store";

export interface Link {
  href: string;
  text: string;
}

// Aid is what a feature offers, in the person's own words or as somewhere to go.
export interface Aid {
  step: string;
  head: string;
  lines?: string[];
  links?: Link[];
  pulls?: string[];
}

// Curve is the middle half of the person's own past waves: minute, low, middle,
// high.
export interface Curve {
  band: [number, number, number, number][];
  half?: number;
  label: string;
  you: string; // with # for the minute
  end: string;
  sentence: string;
  caption: string;
}

export interface Mine {
  open?: boolean; // the journal is open
  draft?: boolean; // and has no passphrase yet
  pair?: boolean; // this browser may pair itself
  saved?: string; // where what is kept stands, and until when
  strip?: string; // the last 30 days in words
  together?: [string, string]; // what stands over contact that is no slip
  curve?: Curve;
  caption?: string; // instead of a curve
  aids?: Aid[];
}

// ask gives up after a second: nobody waits for it.
export async function ask(): Promise<Mine | undefined> {
  try {
    const answer = await fetch("/now/mine", { signal: AbortSignal.timeout(1000) });
    return answer.ok ? ((await answer.json()) as Mine) : undefined;
  } catch {
    return undefined;
  }
}

// pairUp pairs this browser, or learns that it still is; it keeps its old
// record where the server does not answer. It says what it was: where the
// server has forgotten that, what is still kept here can come all the same.
export async function pairUp() {
  const old = await pair();
  const was = old && {
    headers: { Authorization: "Bearer " + old.token, "Content-Type": "application/json" },
    body: JSON.stringify({ person: old.person, device: old.device }),
  };
  const answer = await fetch("/now/pair", { method: "POST", ...was }).catch(() => undefined);
  if (!answer?.ok) return;
  const self = (await answer.json()) as Pair;
  if (JSON.stringify(self) !== JSON.stringify(old)) await savePair(self); // the key may be a newer one
}
