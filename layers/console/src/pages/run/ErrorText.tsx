import { Prose } from "../../ui/Prose";

/** What went wrong, and below it what to do about it where that is known. */
export function ErrorText({ message, hint }: { message: string; hint?: string | null }) {
  return (
    <>
      <span dir="auto" style={{ whiteSpace: "pre-wrap" }}><Prose text={message} /></span>
      {hint && <p dir="auto" style={{ marginTop: 6 }}><Prose text={hint} /></p>}
    </>
  );
}
