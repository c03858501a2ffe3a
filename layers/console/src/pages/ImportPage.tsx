import { FileUp } from "lucide-react";
import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import { Link, paths } from "../router";
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
  const [file, setFile] = useState(takeOffered);
  const [reading, setReading] = useState<Reading | null>(null);
  const [place, setPlace] = useState(0);
  const isOver = useFileDrop(setFile);
  useTitle(t("import.title"));
  useEffect(() => {
    if (!file) return;
    let isWanted = true;
    setReading(null);
    setPlace(0);
    void read(file).then((made) => isWanted && setReading(made));
    return () => {
      isWanted = false;
    };
  }, [file]);
  const found = reading && "found" in reading ? reading.found : [];
  const chosen = found[place];
  return (
    <>
      <PageHead crumbs={<Link to={paths.workflows}>{t("nav.workflows")}</Link>} title={t("import.title")} sub={file ? <span dir="auto">{file.name}</span> : t("import.sub")}>
        {file && <FileChoice word={t("import.other")} onFile={setFile} />}
      </PageHead>
      <div className="stack">
        {(!file || isOver) && (
          <section className={`panel drop${isOver ? " over" : ""}`} aria-label={t("import.drop")}>
            <FileUp size={32} strokeWidth={1.5} aria-hidden="true" />
            <h2>{t(isOver ? "import.over" : "import.drop")}</h2>
            <p className="muted">{t("import.drop.text")}</p>
            {!file && <FileChoice word={t("import.choose")} isPrimary onFile={setFile} />}
          </section>
        )}
        {file && !reading && <section className="panel"><Loading rows={3} /></section>}
        {reading && "fault" in reading && <Notice tone="bad" title={t("import.unread")}>{reading.fault === "text" ? <code>{reading.about}</code> : t(`import.unread.${reading.fault}`, { size: LARGEST_MB })}</Notice>}
        {found.length > 1 && (
          <div className="field">
            <label htmlFor="import-which">{t("import.which")}</label>
            <select id="import-which" className="select" value={place} onChange={(event) => setPlace(Number(event.target.value))}>
              {found.map(({ id, name }, index) => <option key={id} value={index}>{name}</option>)}
            </select>
          </div>
        )}
        {chosen && (chosen.source === "exeoflow" ? <Own key={chosen.id} found={chosen} /> : <Foreign key={chosen.id} found={chosen} format={chosen.source} />)}
      </div>
    </>
  );
}

function FileChoice({ word, isPrimary = false, onFile }: { word: string; isPrimary?: boolean; onFile: (file: File) => void }) {
  return (
    <label className={`button file-choice${isPrimary ? " primary" : ""}`}>
      {word}
      <input
        type="file"
        className="hidden-visually"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          event.target.value = ""; // the same file, changed, may be chosen again
        }}
      />
    </label>
  );
}
