import { Handle, type Node as FlowNode, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { useWords } from "../i18n";
import { KindIcon, StatusIcon, type Sign, type Tone } from "../ui/icons";
import { nameOf, summaryOf } from "../workflow/catalogue";
import type { Node } from "../workflow/types";
import { typeName } from "../workflow/words";
import { drawnHandles, handleOffset, NODE_WIDTH } from "./layout";
import { handlesOf } from "../workflow/catalogue";

/** What is told about a node on its card: a mark, a word, and how the card as a whole looks. */
export type Mark = { tone: Tone; text: string; icon?: Sign };
export type CardData = { node: Node; mark?: Mark; isDead?: boolean };
export type CardNode = FlowNode<CardData, "card">;

export const NodeCard = memo(function NodeCard({ data: { node, mark, isDead } }: NodeProps<CardNode>) {
  useWords();
  const handles = drawnHandles(node);
  const hasWayOut = handlesOf(node).length > 0;
  const looks = ["node-card"];
  if (mark) looks.push(`state-${mark.tone}`);
  if (isDead) looks.push("dead");
  if (node.disabled) looks.push("disabled");
  return (
    <div className={looks.join(" ")}>
      {node.type !== "trigger" && <Handle type="target" position={Position.Top} id="in" />}
      <KindIcon type={node.type} />
      <div className="words">
        <div className="name truncate" dir="auto">{nameOf(node)}</div>
        <div className="about truncate" dir="auto">{summaryOf(node) || typeName(node.type)}</div>
      </div>
      {mark && (
        <span className={`mark ${mark.tone}`}>
          <StatusIcon tone={mark.icon ?? mark.tone} size={11} /> {mark.text}
        </span>
      )}
      {handles.map((handle, index) => {
        const left = handleOffset(index, handles.length);
        return (
          <span key={handle ?? ""}>
            <Handle type="source" position={Position.Bottom} id={String(index)} style={{ left, opacity: hasWayOut ? undefined : 0 }} isConnectable={hasWayOut} />
            {handle && <span className="handle-label" style={{ left: Math.min(left, NODE_WIDTH - 16) }}>{handle}</span>}
          </span>
        );
      })}
    </div>
  );
});
