import type { ReactNode } from "react";
import { CopyButton } from "./parts";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;
const LARGEST_COLOURED = 60_000;

function coloured(text: string): ReactNode {
  if (text.length > LARGEST_COLOURED) return text; // a part per token would make the page slow
  const parts: ReactNode[] = [];
  let end = 0;
  for (const found of text.matchAll(TOKEN)) {
    const [whole, string, colon, word] = found;
    parts.push(text.slice(end, found.index));
    const look = string ? (colon ? "k" : "s") : word ? "b" : "n";
    parts.push(<span key={found.index} className={look}>{string ?? whole}</span>);
    if (colon) parts.push(colon);
    end = found.index + whole.length;
  }
  parts.push(text.slice(end));
  return parts;
}

/** A value as indented JSON, coloured, with a button that copies it. */
export function Json({ value, maxHeight = 420, label }: { value: unknown; maxHeight?: number; label?: string }) {
  const text = value === undefined ? "" : JSON.stringify(value, null, 2);
  return (
    <div className="json-box">
      <pre className="json" style={{ maxHeight }} tabIndex={0} aria-label={label} role={label ? "group" : undefined} dir="ltr">
        {coloured(text)}
      </pre>
      <CopyButton text={text} />
    </div>
  );
}
