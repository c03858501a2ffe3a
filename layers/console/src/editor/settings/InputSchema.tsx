import { useEffect, useState } from "react";
import { useWords } from "../../i18n";
import { More } from "../../ui/More";
import type { Diagnostic } from "../../workflow/types";
import { CodeField } from "../expressions/CodeField";
import type { Scope } from "../expressions/jsonata";
import { Faults } from "./fields";

const NOTHING: Scope = { sample: { nodes: {} }, ancestors: [], hasItem: false };

type Props = { schema: object | null | undefined; faults: readonly Diagnostic[]; onChange: (schema: object | undefined) => void };

/** What callers must send, as JSON Schema; half written JSON stays in the field until it can be read. */
export function InputSchema({ schema, faults, onChange }: Props) {
  const t = useWords();
  const [text, setText] = useState(() => textOf(schema));
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    setText((typed) => (isSame(typed, schema) ? typed : textOf(schema)));
    setBroken(false);
  }, [schema]);
  function type(typed: string): void {
    setText(typed);
    const read = typed.trim() === "" ? undefined : objectOf(typed);
    setBroken(read === null);
    if (read !== null) onChange(read);
  }
  return (
    <More title={t("settings.input")} isOpen={Boolean(schema)}>
      <div className="field" style={{ paddingTop: 10 }}>
        <CodeField label={t("settings.input")} value={text} isTemplate={false} isInvalid={isBroken || faults.length > 0} scope={NOTHING} onChange={type} placeholder='{"type": "object", "required": ["customer"]}' />
        <span className={isBroken ? "fault" : "hint"}>{t(isBroken ? "settings.input.broken" : "settings.input.hint")}</span>
        <Faults faults={faults} />
      </div>
    </More>
  );
}

function textOf(schema: object | null | undefined): string {
  return schema ? JSON.stringify(schema, null, 2) : "";
}

function objectOf(text: string): object | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}

function isSame(text: string, schema: object | null | undefined): boolean {
  const read = text.trim() === "" ? undefined : objectOf(text);
  return JSON.stringify(read) === JSON.stringify(schema ?? undefined);
}
