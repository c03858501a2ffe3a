import { useQuery } from "@tanstack/react-query";
import { credentialsQuery } from "../../api/queries";
import { useWords } from "../../i18n";
import { Link, paths } from "../../router";
import { useIsAllowed } from "../../session/scopes";

type Props = { id: string; value: string; hasFault: boolean; onChange: (value: string | undefined) => void };

/** Chooses a credential by its name; an id that is not in the list, or may not be seen, stays. */
export function CredentialField({ id, value, hasFault, onChange }: Props) {
  const t = useWords();
  const mayRead = useIsAllowed("credentials:read");
  const found = useQuery({ ...credentialsQuery(), enabled: mayRead });
  const known = found.data?.credentials ?? [];
  if (!found.data) return <input id={id} className="input mono" aria-invalid={hasFault} value={value} onChange={(event) => onChange(event.target.value || undefined)} />;
  return (
    <>
      <select id={id} className="select" aria-invalid={hasFault} value={value} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{t("form.credential.none")}</option>
        {known.map((each) => <option key={each.id} value={each.id}>{`${each.name} · ${t(`credential.${each.type}`)}`}</option>)}
        {value && !known.some((each) => each.id === value) && <option value={value}>{t("form.credential.own", { id: value })}</option>}
      </select>
      {known.length === 0 && <span className="hint">{t("form.credential.empty")} <Link to={paths.credentials}>{t("form.credential.make")}</Link></span>}
    </>
  );
}
