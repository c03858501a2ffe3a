import { useEffect, useState } from "react";
import { useWords } from "../../i18n";
import { useSettled } from "../../ui/settled";
import { faultInWords } from "./fault";
import { evaluate, evaluateTemplate, type Sample } from "./evaluation";

const PAUSE = 200;
type Result = { value?: unknown; fault?: string };

/** A preview of what the run does not tell would be wrong: nothing is shown instead. */
function isKnown(source: string, sample: Sample): boolean {
  const { nodes, ...roots } = sample;
  const isTold = ["input", "trigger", "item", "index", "vars"].every((root) => root in roots || !new RegExp(`\\$${root}\\b`).test(source));
  const named = [...source.matchAll(/\$nodes\.(?:`([^`]+)`|(\w+))/g)].every(([, quoted, plain]) => (quoted ?? plain)! in nodes);
  return "trigger" in roots && isTold && named;
}

/** What an expression yields for the data of the chosen run. */
export function Preview({ source, isTemplate, sample, hasFault }: { source: string; isTemplate: boolean; sample: Sample; hasFault: boolean }) {
  const t = useWords();
  const settled = useSettled(source, PAUSE);
  const [result, setResult] = useState<Result | null>(null);
  const isWorth = settled.trim() !== "" && (!isTemplate || settled.includes("{{")) && isKnown(settled, sample);
  useEffect(() => {
    if (!isWorth) {
      setResult(null);
      return;
    }
    let isWanted = true;
    const plain = settled.trim().replace(/^\{\{([^]*)\}\}$/, "$1");
    const found = isTemplate ? evaluateTemplate(settled, sample) : evaluate(plain, sample);
    found.then(
      (value) => isWanted && setResult({ value }),
      (error: object) => faultInWords(error).then((fault) => isWanted && setResult({ fault })),
    );
    return () => {
      isWanted = false;
    };
  }, [settled, isTemplate, sample, isWorth]);
  if (!result || (result.fault && hasFault)) return null; // the compiler has said it better
  const isNothing = !result.fault && result.value === undefined;
  const text = result.fault ?? (isNothing ? t("preview.nothing") : JSON.stringify(result.value));
  return (
    <output className={`preview${result.fault || isNothing ? " fault" : ""}`} aria-live="off">
      <span aria-hidden="true">{result.fault ? "!" : "="}</span> <span className="truncate" title={text}>{text}</span>
    </output>
  );
}
