/** A workflow as a drawing that is looked at: the editor has a canvas of its own. */
import { MarkerType, MiniMap, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { useWords } from "../i18n";
import { nameOf } from "../workflow/catalogue";
import { inExecutionOrder } from "../workflow/order";
import type { Graph } from "../workflow/types";
import { typeName } from "../workflow/words";
import { elk } from "./elk";
import { handleIndex, LARGE, type Layout, layoutBegun, layoutOf, NODE_HEIGHT, NODE_WIDTH } from "./layout";
import { LookedAt } from "./LookedAt";
import { type CardNode, type Mark, NodeCard } from "./NodeCard";
import { RouteEdge, type RouteEdgeType } from "./RouteEdge";

// It begins while the workflow is still on its way.
elk();

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { route: RouteEdge };
const SMALL = 12;
const FIT = { padding: 0.12, maxZoom: 1.1, minZoom: 0.45 };

/** How a connection looks over the drawing; its word stands in the list beside it. */
export type Look = "taken" | "dead" | "added" | "removed";

export type Overlay = {
  marks: ReadonlyMap<string, Mark>;
  /** Nodes that are drawn pale: they did not run, or are no longer there. */
  dead?: ReadonlySet<string>;
  /** Connections by their index. */
  looks?: ReadonlyMap<number, Look>;
};

const ARROWS: Record<Look, string> = { taken: "var(--ok)", added: "var(--ok)", removed: "var(--bad)", dead: "var(--line-strong)" };

type Props = { graph: Graph; overlay?: Overlay; isLaidOut?: boolean; selected?: string | null; onSelect?: (id: string | null) => void };

export default function GraphView(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

/** The layout belongs to the graph that it was made of: another one is not drawn at the old one's places. */
function useLayout(graph: Graph, ignorePositions: boolean): Layout | null {
  const [made, setMade] = useState<{ graph: Graph; layout: Layout } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void (ignorePositions ? layoutOf(graph, { ignorePositions }) : layoutBegun(graph)).then((layout) => isWanted && setMade({ graph, layout }));
    return () => {
      isWanted = false;
    };
  }, [graph, ignorePositions]);
  return made?.graph === graph ? made.layout : null;
}

function Drawing({ graph, overlay, isLaidOut = false, selected = null, onSelect }: Props) {
  const t = useWords();
  const layout = useLayout(graph, isLaidOut);
  const { fitView } = useReactFlow();
  const nodes = useMemo(() => (layout ? cards(graph, layout, overlay, selected) : []), [graph, layout, overlay, selected]);
  const edges = useMemo(() => (layout ? routes(graph, layout, overlay) : []), [graph, layout, overlay]);

  useEffect(() => {
    if (!layout) return;
    const frame = requestAnimationFrame(() => void fitView(FIT));
    return () => cancelAnimationFrame(frame);
  }, [layout, fitView]);

  if (!layout) return <div className="graph-loading" role="status">{t("graph.drawing")}</div>;
  return (
    <LookedAt
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      onSelect={onSelect}
      multiSelectionKeyCode={null}
      fitViewOptions={FIT}
      onlyRenderVisibleElements={graph.nodes.length > LARGE}
    >
      {graph.nodes.length > SMALL && <MiniMap pannable zoomable />}
    </LookedAt>
  );
}

function cards(graph: Graph, layout: Layout, overlay: Overlay | undefined, selected: string | null): CardNode[] {
  return inExecutionOrder(graph).map((node) => {
    const mark = overlay?.marks.get(node.id);
    const label = [nameOf(node), typeName(node.type), mark?.text].filter(Boolean).join(", ");
    return {
      id: node.id,
      type: "card",
      position: layout.positions.get(node.id) ?? { x: 0, y: 0 },
      width: NODE_WIDTH, // the small map stays empty without sizes
      height: NODE_HEIGHT,
      data: { node, mark, isDead: overlay?.dead?.has(node.id) },
      selected: node.id === selected,
      ariaLabel: label,
    };
  });
}

function routes(graph: Graph, layout: Layout, overlay: Overlay | undefined): RouteEdgeType[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  return graph.connections.flatMap(({ source, target, source_handle }, index) => {
    const from = byId.get(source);
    if (!from || !byId.has(target)) return [];
    const look = overlay?.looks?.get(index);
    return [
      {
        id: String(index),
        type: "route" as const,
        source,
        target,
        sourceHandle: String(handleIndex(from, source_handle ?? null)),
        targetHandle: "in",
        className: look ?? "",
        focusable: false,
        selectable: false,
        data: { route: layout.routes.get(index), index },
        markerEnd: { type: MarkerType.ArrowClosed, markerUnits: "userSpaceOnUse", width: 20, height: 20, color: ARROWS[look ?? "dead"] },
      },
    ];
  });
}
