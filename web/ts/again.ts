// A browser whose draft has gone into somebody's journal was paired with the
// draft: it pairs anew, so that what is kept here without signal can be opened.
import { pairUp } from "./flow/mine";
import { pair } from "./store";

void pair().then((had) => had && pairUp()).catch(() => {});
