/** A sentence of the API: what stands between backticks in it is code. */
export function Prose({ text }: { text: string }) {
  // Every second part stands between two backticks; one without its second is only a sign.
  const parts = text.split(/`([^`\n]+)`/);
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}
