/** Files, and texts that may hold a workflow, are dropped anywhere or pasted: the page that is open takes them, else the shell. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import { say } from "../i18n";
import { isTyping } from "./typing";

type Take = (files: readonly File[]) => void;

const FILES = "Files";
const TEXT = "text/plain";
const WORKFLOW = /^\s*[[{]|^\s*nodes\s*:/m;

let isOver = false;
let takers: Take[] = [];
const listeners = new Set<() => void>();

function hover(is: boolean): void {
  if (is === isOver) return;
  isOver = is;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tell whether something that can be taken hangs over the page. */
export function useIsOver(): boolean {
  return useSyncExternalStore(subscribe, () => isOver);
}

/** Return the files of a transfer; a text that may hold a workflow is one, too. */
export function filesOf(transfer: DataTransfer | null): File[] {
  if (!transfer) return [];
  const text = transfer.files.length > 0 ? "" : transfer.getData(TEXT);
  return WORKFLOW.test(text) ? [new File([text], say("import.pasted"))] : [...transfer.files];
}

/** Take what is dropped on this page or pasted into it. */
export function useFileDrop(onFiles: Take, isWanted = true): void {
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    if (!isWanted) return;
    const take: Take = (files) => latest.current(files);
    const paste = (event: ClipboardEvent) => {
      const files = isTyping(event) ? [] : filesOf(event.clipboardData);
      if (files.length > 0) take(files);
    };
    takers = [...takers, take];
    document.addEventListener("paste", paste);
    return () => {
      takers = takers.filter((each) => each !== take);
      document.removeEventListener("paste", paste);
    };
  }, [isWanted]);
}

/** Take what is dropped where no page does: the browser would open the file in place of the console. */
export function useDropsAnywhere(onFiles: Take, isWanted: boolean): void {
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    // A text is only taken where a page waits for one: pages have texts of their own that are dragged about.
    const isMeant = (event: DragEvent) => {
      const types = event.dataTransfer?.types ?? [];
      return types.includes(FILES) || (takers.length > 0 && types.includes(TEXT) && !isTyping(event));
    };
    function over(event: DragEvent): void {
      if (!isMeant(event)) return;
      event.preventDefault();
      hover(isWanted);
    }
    function leave(event: DragEvent): void {
      if (event.relatedTarget === null) hover(false);
    }
    function drop(event: DragEvent): void {
      hover(false);
      if (event.defaultPrevented || !isMeant(event)) return;
      event.preventDefault();
      const files = filesOf(event.dataTransfer);
      if (isWanted && files.length > 0) (takers.at(-1) ?? latest.current)(files);
    }
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [isWanted]);
}
