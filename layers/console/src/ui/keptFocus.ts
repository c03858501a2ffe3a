/** Nobody who works by keyboard falls out of the page: when what has the focus is taken away, its neighbour gets it. */

const REACHABLE = 'a[href], button:not(:disabled), summary, input[type="checkbox"]:not(:disabled), [tabindex="0"]';
const TYPED = "input, textarea, select, [contenteditable]";

type Hole = { after: Element[]; around: Element };

let last: Element | null = null;
let hole: Hole | null = null;

export function keepFocus(): void {
  document.addEventListener("focusin", ({ target }) => { last = target as Element; });
  // Who points at nothing puts the focus down himself.
  document.addEventListener("pointerdown", ({ target }) => { if (!(target as Element).closest(`${REACHABLE}, ${TYPED}`)) last = null; });
  new MutationObserver(watch).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["disabled"] });
}

export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function watch(records: readonly MutationRecord[]): void {
  if (!last || !isFocusLost()) return;
  // A button that is disabled while its work is done has lost the focus, too.
  if (last.isConnected) return (last as HTMLElement).focus({ preventScroll: true });
  hole = records.map((record) => holeOf(record, last!)).find((found) => found !== null) ?? hole;
  // Whoever takes something away may know better where to go on, and gets the time to say so.
  requestAnimationFrame(fill);
}

function holeOf({ removedNodes, previousSibling, nextSibling, target }: MutationRecord, lost: Element): Hole | null {
  if (![...removedNodes].some((node) => node.contains(lost))) return null;
  const after = [elementFrom(nextSibling, "nextSibling"), elementFrom(previousSibling, "previousSibling")];
  return { after: after.filter((each) => each !== null), around: target as Element };
}

function elementFrom(node: Node | null, step: "nextSibling" | "previousSibling"): Element | null {
  for (let at = node; at; at = at[step]) if (at instanceof Element) return at;
  return null;
}

function fill(): void {
  if (!hole || !isFocusLost()) return;
  const { after, around } = hole;
  hole = null;
  for (const place of [...after, ...outwards(around)]) {
    const found = reachableIn(place);
    if (found) return found.focus({ preventScroll: true });
  }
  document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
}

/** What is around a place, as far as its page or dialog goes. */
function* outwards(place: Element): Generator<Element> {
  for (let at: Element | null = place; at && !at.matches("main, body") && !at.querySelector("main"); at = at.parentElement) yield at;
}

/** What is typed into is left out: keys that go on with the work, such as undo, would be typed into it. */
function reachableIn(place: Element): HTMLElement | null {
  const all = [...(place.matches(REACHABLE) ? [place] : []), ...place.querySelectorAll(REACHABLE)] as HTMLElement[];
  return all.find((each) => each.isConnected && each.checkVisibility()) ?? null;
}
