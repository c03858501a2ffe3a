import { FileUp } from "lucide-react";
import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import { Link, navigate, paths } from "../router";
import { useFileDrop } from "../ui/fileDrop";
import { Loading, Notice, PageHead } from "../ui/parts";
import { useTitle } from "../ui/title";
import { Foreign } from "./importing/Foreign";
import { takeOffered } from "./importing/offered";
import { Own } from "./importing/Own";
import { LARGEST_MB, read, type Reading } from "./importing/reading";

/** From a file to a workflow: what would become of it is shown before anything is stored. */
export default function ImportPage() {
  const t = useWords();
  const [files, setFiles] = useState(takeOffered);
  const [reading, setReading] = useState<Reading | null>(null);
  const [place, setPlace] = useState(0);
  useFileDrop(setFiles);
  useTitle(t("import.title"));
  useEffect(() => {
    if (files.length === 0) return;
    let isWanted = true;
    setReading(null);
    setPlace(0);
    void read(files).then((made) => isWanted && setReading(made));
    return () => {
      isWanted = false;
    };
  }, [files]);
  const { found, unread } = reading ?? { found: [], unread: [] };
  const chosen = found[place] ?? found[0];
  /** Of several the next one comes; a single one is opened. */
  function stored(id: string): void {
    const left = found.filter((each) => each !== chosen);
    if (left.length === 0) navigate(paths.workflow(id));
    else setReading({ found: left, unread });
  }
  const own = chosen && { found: chosen, isLast: found.length === 1, onStored: stored };
  return (
    <>
      <PageHead crumbs={<Link to={paths.workflows}>{t("nav.workflows")}</Link>} title={t("import.title")} sub={files.length > 0 ? <span dir="auto">{files.map(({ name }) => name).join(", ")}</span> : t("import.sub")}>
        {files.length > 0 && <FileChoice word={t("import.other")} onFiles={setFiles} />}
      </PageHead>
      <div className="stack">
        {files.length === 0 && (
          <section className="panel drop" aria-label={t("import.drop")}>
            <FileUp size={32} strokeWidth={1.5} aria-hidden="true" />
            <h2>{t("import.drop")}</h2>
            <p className="muted">{t("import.drop.text")}</p>
            <FileChoice word={t("import.choose")} isPrimary onFiles={setFiles} />
          </section>
        )}
        {files.length > 0 && !reading && <section className="panel"><Loading rows={3} /></section>}
        {unread.map(({ file, fault, about }, index) => <Notice key={index} tone="bad" title={t("import.unread", { file })}>{t(`import.unread.${fault}`, { size: LARGEST_MB })} {about && <code>{about}</code>}</Notice>)}
        {found.length > 1 && (
          <div className="field">
            <label htmlFor="import-which">{t("import.which", { count: found.length })}</label>
            <select id="import-which" className="select" value={found.indexOf(chosen!)} onChange={(event) => setPlace(Number(event.target.value))}>
              {found.map(({ id, name, file }, index) => <option key={id} value={index}>{files.length > 1 ? `${name} · ${file}` : name}</option>)}
            </select>
          </div>
        )}
        {own && (own.found.source === "exeoflow" ? <Own key={own.found.id} {...own} /> : <Foreign key={own.found.id} {...own} format={own.found.source} />)}
      </div>
    </>
  );
}

function FileChoice({ word, isPrimary = false, onFiles }: { word: string; isPrimary?: boolean; onFiles: (files: readonly File[]) => void }) {
  return (
    <label className={`button file-choice${isPrimary ? " primary" : ""}`}>
      {word}
      <input
        type="file"
        multiple
        className="hidden-visually"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          if (files.length > 0) onFiles(files);
          event.target.value = ""; // the same file, changed, may be chosen again
        }}
      />
    </label>
  );
}
