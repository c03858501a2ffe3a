import { useWords } from "../../i18n";
import { Notice } from "../../ui/parts";

type Props = { of: object; known: readonly string[]; onRemove: (name: string) => void };

/** What stands in a workflow and means nothing to it: kept until somebody removes it. */
export function Unknown({ of, known, onRemove }: Props) {
  const t = useWords();
  return Object.keys(of).filter((name) => !known.includes(name)).map((name) => (
    <Notice key={name} tone="warn" action={<button type="button" className="button small" onClick={() => onRemove(name)}>{t("remove")}</button>}>{t("form.unknown", { name })}</Notice>
  ));
}
