import type { AriaLabelConfig } from "@xyflow/react";
import { useMemo } from "react";
import { useWords } from "../i18n";

/** What the canvas says to those who hear it. */
export function useAriaLabels(isEditable = false): Partial<AriaLabelConfig> {
  const t = useWords();
  return useMemo(
    () => ({
      "node.a11yDescription.default": t(isEditable ? "canvas.node.edit" : "canvas.node.read"),
      "node.a11yDescription.keyboardDisabled": t("canvas.node.read"),
      "edge.a11yDescription.default": t("canvas.edge"),
      "controls.ariaLabel": t("canvas.controls"),
      "controls.zoomIn.ariaLabel": t("canvas.zoomIn"),
      "controls.zoomOut.ariaLabel": t("canvas.zoomOut"),
      "controls.fitView.ariaLabel": t("canvas.fit"),
      "controls.interactive.ariaLabel": t("canvas.lock"),
      "minimap.ariaLabel": t("canvas.map"),
      "handle.ariaLabel": t("canvas.handle"),
    }),
    [t, isEditable],
  );
}
