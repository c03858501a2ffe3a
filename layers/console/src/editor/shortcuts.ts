/** Keys of the editor; what is typed into a field is left to the field. */
import { useLayoutEffect, useRef } from "react";
import { filesOf } from "../ui/fileDrop";
import { isTyping } from "../ui/typing";
import { copyOf, type Drawing, type Piece, pieceOf } from "./drawing/document";
import type { History } from "./drawing/history";

type Shortcuts = {
  history: History;
  save: () => void;
  drawing: Drawing;
  selected: ReadonlySet<string>;
  remove: (nodes: ReadonlySet<string>, edges: ReadonlySet<number>) => void;
  pasteIn: (piece: Piece) => void;
  /** What another system exports is imported, and not pasted. */
  refuse: (files: readonly File[]) => void;
};

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  // As soon as the drawing is seen: keys that are pressed before an effect has run would be lost.
  useLayoutEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (!event.ctrlKey && !event.metaKey) return;
      const { history, save } = latest.current;
      const key = event.key.toLowerCase();
      if (key === "s") save();
      else if (isTyping(event)) return;
      else if (key === "z" && !event.shiftKey) history.undo();
      else if (key === "y" || key === "z") history.redo();
      else return;
      event.preventDefault();
    }
    function onCopy(event: ClipboardEvent): void {
      const { drawing, selected, remove } = latest.current;
      if (isTyping(event) || selected.size === 0 || String(window.getSelection())) return;
      event.clipboardData?.setData("text/plain", JSON.stringify(copyOf(drawing, selected), null, 2));
      event.preventDefault();
      if (event.type === "cut") remove(selected, new Set());
    }
    function onPaste(event: ClipboardEvent): void {
      if (isTyping(event)) return;
      const piece = pieceOf(event.clipboardData?.getData("text/plain") ?? "");
      if (piece === "foreign") latest.current.refuse(filesOf(event.clipboardData));
      else if (piece) latest.current.pasteIn(piece);
    }
    document.addEventListener("keydown", onKey);
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, []);
}
