// Parts of a page, and its words, which scripts take from data attributes.

export const part = (css: string) => document.querySelector<HTMLElement>(css);

export const element = (name: string, text: string, className = "") => Object.assign(document.createElement(name), { textContent: text, className });

// filled puts a number in the place of #.
export const filled = (text: string | undefined, n: number) => (text ?? "").replace("#", String(n));

// clock is the time of day.
export const clock = (ms: number) => new Date(ms).toTimeString().slice(0, 5);
