/** Undo and redo: a list of drawings. Typing in one field is one step. */
import { useCallback, useReducer } from "react";
import type { Drawing } from "./document";

type State = { past: Drawing[]; present: Drawing; future: Drawing[]; field: string; changedAt: number };
type Action =
  | { kind: "change"; to: (drawing: Drawing) => Drawing; field: string; at: number }
  | { kind: "replace"; by: Drawing }
  | { kind: "undo" }
  | { kind: "redo" };

const KEPT = 200;
const PAUSE = 1_500;

function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case "change": {
      const present = action.to(state.present);
      if (present === state.present) return state;
      const isSameStep = action.field !== "" && action.field === state.field && action.at - state.changedAt < PAUSE;
      const past = isSameStep ? state.past : [...state.past, state.present].slice(-KEPT);
      return { past, present, future: [], field: action.field, changedAt: action.at };
    }
    case "replace":
      return { past: [], present: action.by, future: [], field: "", changedAt: 0 };
    case "undo": {
      const before = state.past.at(-1);
      return before ? { ...state, past: state.past.slice(0, -1), present: before, future: [state.present, ...state.future], field: "" } : state;
    }
    case "redo": {
      const [next, ...future] = state.future;
      return next ? { ...state, past: [...state.past, state.present], present: next, future, field: "" } : state;
    }
  }
}

export type History = {
  drawing: Drawing;
  canUndo: boolean;
  canRedo: boolean;
  /** Make a change; with the same `field` soon after each other, several changes are one step. */
  change: (to: (drawing: Drawing) => Drawing, field?: string) => void;
  replace: (by: Drawing) => void;
  undo: () => void;
  redo: () => void;
};

export function useHistory(initial: Drawing): History {
  const [state, act] = useReducer(reduce, { past: [], present: initial, future: [], field: "", changedAt: 0 });
  const change = useCallback((to: (drawing: Drawing) => Drawing, field = "") => act({ kind: "change", to, field, at: Date.now() }), []);
  const replace = useCallback((by: Drawing) => act({ kind: "replace", by }), []);
  const undo = useCallback(() => act({ kind: "undo" }), []);
  const redo = useCallback(() => act({ kind: "redo" }), []);
  return { drawing: state.present, canUndo: state.past.length > 0, canRedo: state.future.length > 0, change, replace, undo, redo };
}
