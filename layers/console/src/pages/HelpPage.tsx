import { useWords, type Word } from "../i18n";
import { Link, paths } from "../router";
import { KindIcon } from "../ui/icons";
import { PageHead } from "../ui/parts";
import { useTitle } from "../ui/title";
import { kindOf, KINDS, NODE_TYPES } from "../workflow/catalogue";
import { typeName, typeSummary } from "../workflow/words";

const TOPICS: ReadonlyArray<readonly [string, Word]> = [["nodes", "help.nodes"], ["expressions", "help.expressions"], ["api", "help.api"]];

export default function HelpPage({ topic }: { topic: string }) {
  const t = useWords();
  useTitle(t("nav.help"));
  return (
    <>
      <PageHead title={t("nav.help")} sub={t("help.sub")} />
      <nav className="tabs" aria-label={t("nav.help")} style={{ marginBottom: 14 }}>
        {TOPICS.map(([id, word]) => <Link key={id} to={paths.help(id)} aria-current={topic === id ? "page" : undefined}>{t(word)}</Link>)}
      </nav>
      {topic === "expressions" ? <Expressions /> : topic === "api" ? <Api /> : <Nodes />}
    </>
  );
}

function Nodes() {
  const t = useWords();
  return (
    <div className="stack">
      {KINDS.map((kind) => (
        <section key={kind} className="panel">
          <header><h2>{t(`kind.${kind}`)}</h2></header>
          <ul className="outline">
            {NODE_TYPES.filter((type) => kindOf(type) === kind).map((type) => (
              <li key={type}>
                <div className="head"><KindIcon type={type} /><div className="grow"><strong>{typeName(type)}</strong> <code className="muted">{type}</code><div className="small muted">{typeSummary(type)}</div></div></div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const ROOTS: ReadonlyArray<readonly [string, Word]> = [
  ["$input", "root.input"], ["$trigger", "root.trigger"], ["$nodes.<id>", "root.nodes"], ["$item, $index", "root.item"], ["$vars.<name>", "root.vars"], ["$execution.id, $execution.started_at, $execution.resume_url", "root.execution"], ["$workflow.id, $workflow.name", "root.workflow"],
];

const FORMS: ReadonlyArray<readonly [string, Word]> = [
  ["{{ $input.total * 2 }}", "form.value"], ["Hello {{ $input.name }}", "form.text"], ["$input.status = 'open'", "form.equal"], ["$exists($input.name) ? $input.name : \"?\"", "form.missing"], ["$sum($input.items.price)", "form.sum"], ["$map($input.items, function($i) { $i.id })", "form.map"],
];

function Expressions() {
  const t = useWords();
  return (
    <div className="stack">
      <section className="panel"><header><h2>{t("help.roots")}</h2></header><div className="body"><dl className="facts">{ROOTS.map(([code, word]) => <Row key={code} code={code} text={t(word)} />)}</dl></div></section>
      <section className="panel"><header><h2>{t("help.forms")}</h2></header><div className="body"><dl className="facts">{FORMS.map(([code, word]) => <Row key={code} code={code} text={t(word)} />)}</dl></div></section>
      <p className="small muted"><a href="https://docs.jsonata.org" target="_blank" rel="noreferrer">docs.jsonata.org</a></p>
    </div>
  );
}

function Row({ code, text }: { code: string; text: string }) {
  return <><dt style={{ color: "var(--text)" }}><code>{code}</code></dt><dd className="muted">{text}</dd></>;
}

function Api() {
  const t = useWords();
  return (
    <section className="panel">
      <div className="body stack">
        <p>{t("help.api.text")}</p>
        <div className="row wrap"><a className="button" href="/docs">{t("help.api.page")}</a><a className="button" href="/v1/openapi.json">openapi.json</a></div>
        <p className="small muted"><a href="/console/NOTICES.txt">{t("help.notices")}</a></p>
        <pre className="json" tabIndex={0}>{`curl ${window.location.origin}/v1/workflows -H "Authorization: Bearer $KEY"`}</pre>
      </div>
    </section>
  );
}
