import { useEffect, useState } from "react";
import { useWords } from "../../i18n";
import { More } from "../../ui/More";
import type { Diagnostic } from "../../workflow/types";
import { CodeField } from "../expressions/CodeField";
import type { Scope } from "../expressions/jsonata";
import { textOf } from "../forms/schema";
import { Faults } from "./fields";

const NOTHING: Scope = { sample: { nodes: {} }, ancestors: [], hasItem: false };

type Props = { name: "input" | "cancelOn"; value: object | null | undefined; isList?: boolean; example: string; faults: readonly Diagnostic[]; onChange: (value: object | undefined) => void };

/** A setting that is written as JSON; half written JSON stays in the field until it can be read. */
export function JsonSetting({ name, value, isList = false, example, faults, onChange }: Props) {
  const t = useWords();
  const [text, setText] = useState(() => textOf(value));
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    setText((typed) => (isSame(typed, value, isList) ? typed : textOf(value)));
    setBroken(false);
  }, [value, isList]);
  function type(typed: string): void {
    setText(typed);
    const read = typed.trim() === "" ? undefined : readOf(typed, isList);
    setBroken(read === null);
    if (read !== null) onChange(read);
  }
  return (
    <More title={t(`settings.${name}`)} isOpen={Boolean(value)}>
      <div className="field" style={{ paddingTop: 10 }}>
        <CodeField label={t(`settings.${name}`)} value={text} isTemplate={false} isInvalid={isBroken || faults.length > 0} scope={NOTHING} onChange={type} placeholder={example} />
        <span className={isBroken ? "fault" : "hint"}>{t(isBroken ? `settings.${name}.broken` : `settings.${name}.hint`)}</span>
        <Faults faults={faults} />
      </div>
    </More>
  );
}

function readOf(text: string, isList: boolean): object | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && Array.isArray(read) === isList ? read : null;
  } catch {
    return null;
  }
}

function isSame(text: string, value: object | null | undefined, isList: boolean): boolean {
  const read = text.trim() === "" ? undefined : readOf(text, isList);
  return JSON.stringify(read) === JSON.stringify(value ?? undefined);
}
