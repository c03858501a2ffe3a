import { Background, BackgroundVariant, Controls, type Edge, type Node, ReactFlow, type ReactFlowProps } from "@xyflow/react";
import "@xyflow/react/dist/base.css";

/** What each drawing lies on: how near and far one sees it, the dots behind it and the buttons to move over it. */
export function Surface<NodeType extends Node, EdgeType extends Edge>({ children, ...drawn }: ReactFlowProps<NodeType, EdgeType>) {
  return (
    <ReactFlow minZoom={0.1} maxZoom={1.6} colorMode="system" fitView {...drawn}>
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} />
      <Controls showInteractive={false} />
      {children}
    </ReactFlow>
  );
}
