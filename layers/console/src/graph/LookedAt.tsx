import type { Edge, Node, ReactFlowProps } from "@xyflow/react";
import { useAriaLabels } from "./aria";
import { Surface } from "./Surface";

type Props<NodeType extends Node, EdgeType extends Edge> = Omit<ReactFlowProps<NodeType, EdgeType>, "onSelect"> & { onSelect?: (id: string | null) => void };

/** A drawing that is looked at: its nodes are selected, by the mouse or the keyboard, and nothing in it is changed. */
export function LookedAt<NodeType extends Node, EdgeType extends Edge>({ onSelect, ...drawn }: Props<NodeType, EdgeType>) {
  const aria = useAriaLabels();
  return (
    <Surface
      className="read-only"
      ariaLabelConfig={aria}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      onNodesChange={(changes) => {
        for (const change of changes) if (change.type === "select" && change.selected) onSelect?.(change.id);
      }}
      onNodeClick={(_, { id }) => onSelect?.(id)}
      onPaneClick={() => onSelect?.(null)}
      {...drawn}
    />
  );
}
