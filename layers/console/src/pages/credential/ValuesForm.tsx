import { useState } from "react";
import { useWords } from "../../i18n";
import { fieldsOf, firstOf, type ValueField } from "../../workflow/credentials";
import type { CredentialKind } from "../../workflow/types";

type Props = { kind: CredentialKind; written: Readonly<Record<string, string>>; onChange: (written: Record<string, string>) => void };

/** The fields of a type of credential; what is written is hidden unless one asks to see it. */
export function ValuesForm({ kind, written, onChange }: Props) {
  const t = useWords();
  const [isShown, setShown] = useState(false);
  const fields = fieldsOf(kind);
  return (
    <>
      {fields.map((field) => <ValueInput key={field.name} field={field} isShown={isShown} value={written[field.name] ?? firstOf(field.name)} onChange={(value) => onChange({ ...written, [field.name]: value })} />)}
      {fields.some(({ look }) => look === "secret") && <label className="check"><input type="checkbox" checked={isShown} onChange={(event) => setShown(event.target.checked)} /> {t("value.show")}</label>}
      <p className="small muted">{t("credentials.write")}</p>
    </>
  );
}

function ValueInput({ field: { name, look, ...field }, isShown, value, onChange }: { field: ValueField; isShown: boolean; value: string; onChange: (value: string) => void }) {
  const t = useWords();
  const id = `value-${name}`;
  const isNeeded = field.isNeeded && look !== "any";
  const shared = { id, value, required: isNeeded, spellCheck: false, autoComplete: "off" };
  return (
    <div className="field">
      <label htmlFor={id}>{t(`value.${name}`)} {isNeeded && <span className="muted" style={{ fontSize: 11, fontWeight: 400 }}>{t("form.required")}</span>}</label>
      {look === "lines" || look === "pairs" ? (
        <textarea {...shared} className="textarea mono" rows={look === "pairs" ? 3 : 4} placeholder={look === "pairs" ? "X-Api-Key: …" : name === "signed_text" ? "{timestamp}.{body}" : "-----BEGIN …"} onChange={(event) => onChange(event.target.value)} />
      ) : look === "choice" ? (
        <select id={id} className="select" value={value || "header"} onChange={(event) => onChange(event.target.value)}>
          {(["header", "body"] as const).map((each) => <option key={each} value={each}>{t(`value.client_authentication.${each}`)}</option>)}
        </select>
      ) : (
        <input {...shared} className="input mono" type={look === "secret" && !isShown ? "password" : look === "url" ? "url" : "text"} {...(look === "secret" ? { autoComplete: "new-password" } : {})} onChange={(event) => onChange(event.target.value)} />
      )}
      {look === "pairs" && <span className="hint">{t("value.pairs.hint")}</span>}
    </div>
  );
}
