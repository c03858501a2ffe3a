/** The drawing as it is edited: drag, connect, select. All of it can be done in the outline too. */
import {
  type Connection as FlowConnection, type Edge, type EdgeChange, MarkerType, MiniMap, type NodeChange, type OnConnectEnd, ReactFlowProvider, SelectionMode, useReactFlow,
} from "@xyflow/react";
import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAriaLabels } from "../graph/aria";
import type { Overlay } from "../graph/GraphView";
import { drawnHandles, handleIndex, isPlaced, LARGE, type Layout, layoutOf, NODE_HEIGHT, NODE_WIDTH } from "../graph/layout";
import { type CardNode, type Mark, NodeCard } from "../graph/NodeCard";
import { RouteEdge, type RouteEdgeType } from "../graph/RouteEdge";
import { Surface } from "../graph/Surface";
import { useWords } from "../i18n";
import { nameOf } from "../workflow/catalogue";
import { inExecutionOrder } from "../workflow/order";
import { typeName } from "../workflow/words";
import type { Drawing, Exit, Point } from "./drawing/document";
import { DRAGGED } from "./Palette";

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { route: RouteEdge };
const SMALL = 12;
const FIT = { padding: 0.16, maxZoom: 1, minZoom: 0.3 };

export type CanvasActs = {
  select: (nodes: ReadonlySet<string>, edges: ReadonlySet<number>) => void;
  place: (positions: ReadonlyMap<string, Point>) => void;
  connect: (exit: Exit, target: string) => void;
  remove: (nodes: ReadonlySet<string>, edges: ReadonlySet<number>) => void;
  drop: (type: string, position: Point) => void;
  addAfter: (exit: Exit) => void;
};

type Props = { drawing: Drawing; selected: ReadonlySet<string>; selectedEdges: ReadonlySet<number>; marks: ReadonlyMap<string, Mark>; overlay?: Overlay; acts: CanvasActs };

export default function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawn {...props} />
    </ReactFlowProvider>
  );
}

/** Only what changes the layout makes it anew: typing in a form must not. */
function shapeOf({ nodes, connections }: Drawing): string {
  return JSON.stringify([nodes.map((node) => [node.id, node.type, drawnHandles(node), node.position]), connections]);
}

function useLayout(drawing: Drawing): Layout | null {
  const shape = shapeOf(drawing);
  const [layout, setLayout] = useState<Layout | null>(null);
  const latest = useRef(drawing);
  latest.current = drawing;
  useEffect(() => {
    let isWanted = true;
    void layoutOf(latest.current).then((made) => isWanted && setLayout(made));
    return () => {
      isWanted = false;
    };
  }, [shape]);
  return layout;
}

function Drawn({ drawing, selected, selectedEdges, marks, overlay, acts }: Props) {
  const t = useWords();
  const aria = useAriaLabels(true);
  const layout = useLayout(drawing);
  const { fitView, screenToFlowPosition } = useReactFlow();
  const fitted = useRef(false);
  // Where nodes are while they are moved; the drawing learns of it at the end.
  const [moved, setMoved] = useState<ReadonlyMap<string, Point>>(new Map());
  const nodes = useMemo(() => (layout ? cards(drawing, layout, moved, selected, marks, overlay) : []), [drawing, layout, moved, selected, marks, overlay]);
  const edges = useMemo(() => (layout ? routes(drawing, layout, moved, selectedEdges, overlay) : []), [drawing, layout, moved, selectedEdges, overlay]);
  const count = drawing.nodes.length;
  const placed = isPlaced(drawing);

  useEffect(() => {
    if (!layout || placed) return;
    const frame = requestAnimationFrame(() => {
      // Nobody has seen it yet: what is clicked at once must not glide away.
      void fitView({ ...FIT, duration: fitted.current ? 120 : 0 });
      fitted.current = true;
    });
    return () => cancelAnimationFrame(frame);
  }, [layout, count, placed, fitView]);

  const settle = useCallback(
    (positions: ReadonlyMap<string, Point>) => {
      if (!layout) return;
      // The first node that is moved by hand fixes the others where they are.
      acts.place(new Map([...layout.positions, ...positions]));
      setMoved(new Map());
    },
    [layout, acts],
  );

  function onNodesChange(changes: NodeChange<CardNode>[]): void {
    const positions = new Map(moved);
    const chosen = new Set(selected);
    let isMoving = false;
    let isSettled = false;
    for (const change of changes) {
      if (change.type === "position" && change.position) {
        positions.set(change.id, change.position);
        isMoving = true;
        if (!change.dragging) isSettled = true;
      }
      if (change.type === "select") {
        if (change.selected) chosen.add(change.id);
        else chosen.delete(change.id);
      }
    }
    if (isMoving && isSettled) settle(positions);
    else if (isMoving) setMoved(positions);
    if (changes.some(({ type }) => type === "select")) acts.select(chosen, chosen.size > 0 ? new Set() : selectedEdges);
  }

  function onEdgesChange(changes: EdgeChange<RouteEdgeType>[]): void {
    const chosen = new Set(selectedEdges);
    for (const change of changes) {
      if (change.type !== "select") continue;
      if (change.selected) chosen.add(Number(change.id));
      else chosen.delete(Number(change.id));
    }
    if (changes.some(({ type }) => type === "select")) acts.select(chosen.size > 0 ? new Set() : selected, chosen);
  }

  function exitOf(source: string, handle: string | null | undefined): Exit {
    const node = drawing.nodes.find(({ id }) => id === source)!;
    return { source, handle: drawnHandles(node)[Number(handle ?? 0)] ?? null };
  }

  function onConnect({ source, sourceHandle, target }: FlowConnection): void {
    acts.connect(exitOf(source, sourceHandle), target);
  }

  /** A connection that is let go over nothing asks for a new node. */
  const onConnectEnd: OnConnectEnd = (_, { isValid, fromNode, fromHandle, toNode }) => {
    if (isValid || toNode || !fromNode || fromHandle?.type !== "source") return;
    acts.addAfter(exitOf(fromNode.id, fromHandle.id));
  };

  function onDrop(event: DragEvent): void {
    const type = event.dataTransfer.getData(DRAGGED);
    if (!type) return;
    event.preventDefault();
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    acts.drop(type, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 });
  }

  if (!layout) return <div className="graph-loading" role="status">{t("graph.drawing")}</div>;
  return (
    <Surface
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      ariaLabelConfig={aria}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onConnect={onConnect}
      onConnectEnd={onConnectEnd}
      isValidConnection={({ source, target }) => drawing.nodes.find(({ id }) => id === target)?.type !== "trigger" && Boolean(source)}
      onDelete={({ nodes: gone, edges: cut }) => acts.remove(new Set(gone.map(({ id }) => id)), new Set(cut.map(({ id }) => Number(id))))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      deleteKeyCode={["Delete", "Backspace"]}
      multiSelectionKeyCode={["Shift", "Meta", "Control"]}
      selectionKeyCode="Shift"
      selectionMode={SelectionMode.Partial}
      connectionRadius={36}
      fitViewOptions={FIT}
      onlyRenderVisibleElements={count > LARGE}
    >
      {count > SMALL && <MiniMap pannable zoomable />}
    </Surface>
  );
}

function cards(drawing: Drawing, layout: Layout, moved: ReadonlyMap<string, Point>, selected: ReadonlySet<string>, marks: ReadonlyMap<string, Mark>, overlay: Overlay | undefined): CardNode[] {
  return inExecutionOrder(drawing).map((node) => {
    const mark = marks.get(node.id) ?? overlay?.marks.get(node.id);
    return {
      id: node.id,
      type: "card",
      position: moved.get(node.id) ?? node.position ?? layout.positions.get(node.id) ?? { x: 0, y: 0 },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      data: { node, mark, isDead: overlay?.dead?.has(node.id) },
      selected: selected.has(node.id),
      ariaLabel: [nameOf(node), typeName(node.type), mark?.text].filter(Boolean).join(", "),
    };
  });
}

function routes(drawing: Drawing, layout: Layout, moved: ReadonlyMap<string, Point>, selected: ReadonlySet<number>, overlay: Overlay | undefined): RouteEdgeType[] {
  const byId = new Map(drawing.nodes.map((node) => [node.id, node]));
  return drawing.connections.flatMap(({ source, target, source_handle }, index): Edge[] => {
    const from = byId.get(source);
    const to = byId.get(target);
    if (!from || !to) return [];
    const isTaken = overlay?.looks?.get(index) === "taken";
    return [
      {
        id: String(index),
        type: "route",
        source,
        target,
        sourceHandle: String(handleIndex(from, source_handle ?? null)),
        targetHandle: "in",
        className: isTaken ? "taken" : "",
        selected: selected.has(index),
        ariaLabel: `${nameOf(from)} → ${nameOf(to)}`,
        data: { route: moved.size > 0 ? undefined : layout.routes.get(index), index },
        markerEnd: { type: MarkerType.ArrowClosed, markerUnits: "userSpaceOnUse", width: 20, height: 20, color: isTaken ? "var(--ok)" : "var(--line-strong)" },
      },
    ];
  }) as RouteEdgeType[];
}
