/** Where the focus goes in the editor when what had it is gone, or when somebody goes on by keyboard. */

/** Focus a node where it is drawn or listed. */
export function focusNode(id: string | undefined): void {
  const name = id === undefined ? undefined : CSS.escape(id);
  const place = name && document.querySelector<HTMLElement>(`.react-flow__node[data-id="${name}"], .outline-node[data-id="${name}"]`);
  if (place) place.focus();
  else document.querySelector<HTMLElement>(".editor-canvas")?.focus();
}

/** Focus the first field of what is selected, once it is shown. */
export function focusFields(): void {
  requestAnimationFrame(() => document.getElementById("node-name")?.focus());
}

/** Return the node that comes into the place of those that are removed: the next one, else the one before. */
export function neighbourOf(ids: ReadonlySet<string>, order: readonly string[]): string | undefined {
  const first = order.findIndex((id) => ids.has(id));
  return order.slice(first).find((id) => !ids.has(id)) ?? order.slice(0, first).at(-1);
}
