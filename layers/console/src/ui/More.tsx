import { type ReactNode, useState } from "react";

/** What is needed less often, folded up; it begins open where something in it is used, and then opens and closes by hand only. */
export function More({ title, isOpen = false, className = "", children }: { title: string; isOpen?: boolean; className?: string; children: ReactNode }) {
  const [begins] = useState(isOpen);
  return (
    <details className={`more ${className}`} open={begins || undefined}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
