import { CopyButton } from "./parts";

/** A text that people take elsewhere: what it is, as it is, and a button that copies it. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  return (
    <div className="copy-line">
      <span className="label">{label}</span>
      <code dir="ltr">{text}</code>
      <CopyButton text={text} of={label} />
    </div>
  );
}
