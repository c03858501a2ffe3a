import { MapPinOff } from "lucide-react";
import { useWords } from "../i18n";
import { Link, paths } from "../router";
import { Empty, PageHead } from "../ui/parts";
import { useTitle } from "../ui/title";

export function LostPage() {
  const t = useWords();
  useTitle(t("lost.title"));
  return (
    <>
      <PageHead title={t("lost.title")} />
      <section className="panel">
        <Empty icon={MapPinOff} title={t("lost.text")} actions={<Link to={paths.workflows} className="button primary">{t("nav.workflows")}</Link>} />
      </section>
    </>
  );
}
