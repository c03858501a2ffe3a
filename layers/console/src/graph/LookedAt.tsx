import { Background, BackgroundVariant, Controls, type Edge, type Node, ReactFlow, type ReactFlowProps } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useAriaLabels } from "./aria";

type Props<NodeType extends Node, EdgeType extends Edge> = Omit<ReactFlowProps<NodeType, EdgeType>, "onSelect"> & { onSelect?: (id: string | null) => void };

/** A drawing that is looked at: its nodes are selected, by the mouse or the keyboard, and nothing in it is changed. */
export function LookedAt<NodeType extends Node, EdgeType extends Edge>({ onSelect, children, ...drawn }: Props<NodeType, EdgeType>) {
  const aria = useAriaLabels();
  return (
    <ReactFlow
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
      minZoom={0.1}
      maxZoom={1.6}
      colorMode="system"
      fitView
      {...drawn}
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} />
      <Controls showInteractive={false} />
      {children}
    </ReactFlow>
  );
}
