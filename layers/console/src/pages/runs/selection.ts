import { useState } from "react";

/** Which rows of a list are chosen, and whether all that fit its filter are meant, on other pages too. */
export type Selection = {
  chosen: ReadonlySet<string>;
  hasAll: boolean;
  toggle: (ids: readonly string[], isChosen: boolean) => void;
  chooseAll: () => void;
  clear: () => void;
};

type State = { of: string; chosen: ReadonlySet<string>; hasAll: boolean };

/** What was chosen in another list, or on another page, is not meant here: `of` says which it is. */
export function useSelection(of: string): Selection {
  const none: State = { of, chosen: new Set(), hasAll: false };
  const [kept, setKept] = useState(none);
  const state = kept.of === of ? kept : none;
  return {
    chosen: state.chosen,
    hasAll: state.hasAll,
    toggle(ids, isChosen) {
      const chosen = new Set(state.chosen);
      for (const id of ids) isChosen ? chosen.add(id) : chosen.delete(id);
      setKept({ of, chosen, hasAll: false });
    },
    chooseAll: () => setKept({ ...state, hasAll: true }),
    clear: () => setKept(none),
  };
}
