import { useEffect } from "react";

/** Name the page in the browser's tab and for those who hear it. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · exeoflow` : "exeoflow";
  }, [title]);
}
