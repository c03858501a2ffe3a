import { type Edge, Handle, MarkerType, type Node as FlowNode, type NodeProps, Position, ReactFlowProvider } from "@xyflow/react";
import { memo, useEffect, useMemo, useState } from "react";
import { useWords } from "../i18n";
import { LookedAt } from "./LookedAt";
import { isStart, layoutMachine, type MachineLayout, type Scope, type State } from "./machine";
import { RouteEdge } from "./RouteEdge";

type StateData = { name: string; state: State | null };
type StateNode = FlowNode<StateData, "state" | "scope" | "start">;

const Ends = () => (
  <>
    <Handle type="target" position={Position.Top} isConnectable={false} />
    <Handle type="source" position={Position.Bottom} isConnectable={false} />
  </>
);

const StateCard = memo(function StateCard({ data: { name, state } }: NodeProps<StateNode>) {
  const isEnd = Boolean(state?.End) || state?.Type === "Succeed" || state?.Type === "Fail";
  return (
    <div className="node-card" style={{ width: "100%", height: "100%", borderRadius: state?.Type === "Choice" ? 22 : 10 }}>
      <Ends />
      <div className="words">
        <div className="name truncate" dir="auto">{name}</div>
        <div className="about truncate">{state?.Type}{isEnd ? " · End" : ""}</div>
      </div>
    </div>
  );
});

const ScopeBox = memo(function ScopeBox({ data: { name, state } }: NodeProps<StateNode>) {
  return (
    <div className="state-group">
      <Ends />
      <div className="title truncate">{name} · {state?.Type}</div>
    </div>
  );
});

const StartDot = memo(function StartDot() {
  return (
    <div style={{ width: "100%", height: "100%", borderRadius: "50%", background: "var(--text-2)" }}>
      <Ends />
    </div>
  );
});

const NODE_TYPES = { state: StateCard, scope: ScopeBox, start: StartDot };
const EDGE_TYPES = { route: RouteEdge };
const FIT = { padding: 0.12, maxZoom: 1.1 };

type Props = { machine: Scope; onSelect: (name: string | null) => void };

export default function MachineView(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}

function Drawing({ machine, onSelect }: Props) {
  const t = useWords();
  const [layout, setLayout] = useState<MachineLayout | null>(null);
  useEffect(() => {
    let isWanted = true;
    void layoutMachine(machine).then((made) => isWanted && setLayout(made));
    return () => {
      isWanted = false;
    };
  }, [machine]);
  const nodes = useMemo(() => layout?.boxes.map(flowNode) ?? [], [layout]);
  const edges = useMemo(() => layout?.transitions.map(flowEdge) ?? [], [layout]);
  if (!layout) return <div className="graph-loading" role="status">{t("graph.drawing")}</div>;
  return <LookedAt nodes={nodes} edges={edges} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES} onSelect={onSelect} fitViewOptions={FIT} />;
}

function flowNode({ name, state, parent, x, y, width, height }: MachineLayout["boxes"][number]): StateNode {
  const type = isStart(name) ? "start" : state?.Branches || state?.ItemProcessor ? "scope" : "state";
  return {
    id: name,
    type,
    position: { x, y },
    parentId: parent ?? undefined,
    width,
    height,
    data: { name, state },
    focusable: type !== "start",
    selectable: type !== "start",
    ariaRole: type === "start" ? "img" : "group",
    ariaLabel: type === "start" ? "Start" : `${name}, ${state?.Type ?? ""}`,
  };
}

function flowEdge({ id, source, target, route, label, isCatch }: MachineLayout["transitions"][number], index: number): Edge {
  return {
    id,
    source,
    target,
    type: "route",
    className: isCatch ? "dead" : "",
    data: { route, index, label },
    focusable: false,
    selectable: false,
    markerEnd: { type: MarkerType.ArrowClosed, markerUnits: "userSpaceOnUse", width: 20, height: 20, color: "var(--line-strong)" },
  };
}
