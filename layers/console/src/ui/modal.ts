import { type RefObject, useLayoutEffect } from "react";
import { isFocusLost } from "./keptFocus";

/** Show the browser's own modal dialog as long as it is there; whatever opened it gets the focus back, also where the dialog is taken away and not closed. */
export function useModal(ref: RefObject<HTMLDialogElement | null>): void {
  useLayoutEffect(() => {
    const dialog = ref.current!;
    const opener = document.activeElement;
    if (!dialog.open) dialog.showModal();
    return () => {
      dialog.close();
      requestAnimationFrame(() => {
        if (isFocusLost() && opener?.isConnected) (opener as HTMLElement).focus({ preventScroll: true });
      });
    };
  }, []);
}
