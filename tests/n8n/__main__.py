"""`make import`: prints how far exports of n8n are imported, and how many cases give the same items."""

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import import_export
from exeoflow.importers.n8n.inferring.operations import with_operation
from exeoflow.importers.n8n.reading import export_of
from exeoflow.importers.n8n.source import Export
from exeoflow.importers.status import Status
from tests.n8n.judging import Judged, judged, lines_of

KINDS = ("probe", "test", "export")
_MADE_ANONYMOUS = re.compile(r"field_\d+")


def main(arguments: list[str]) -> int:
    """Print the figures; the exit status is 1 if anything is wrong and silent."""
    parser = argparse.ArgumentParser(prog="python -m tests.n8n", description=__doc__)
    parser.add_argument("--case", action="append", default=[], help="only cases whose id has this in it")
    parser.add_argument("--imports-only", action="store_true", help="run no cases")
    options = parser.parse_args(arguments)
    is_sound = True
    if not options.case:
        is_sound = _imports()
    if not options.imports_only:
        is_sound = _cases(options.case) and is_sound
    return 0 if is_sound else 1


def _imports() -> bool:
    statuses: Counter[Status] = Counter()
    missing: Counter[str] = Counter()
    figures: Counter[str] = Counter()
    seconds = 0.0
    for line in lines_of("visible.jsonl.gz"):
        figures["workflows"] += 1
        began = time.perf_counter()
        export = export_of(line["workflow"])
        if not isinstance(export, Export):
            continue
        done = import_export(export)
        seconds += time.perf_counter() - began
        figures["answered"] += 1
        statuses.update(each.status for each in done.nodes)
        missing.update(each.node.type for each in done.nodes if each.status is Status.UNSUPPORTED)
        figures["inferred"] += any(each.node.unknown for each in done.nodes)
        for is_right in _inferred_of(export):
            figures["named again"] += 1
            figures["named right"] += is_right
        figures["expressions"] += done.expressions.total
        figures["by rule"] += done.expressions.translated
        figures["by code"] += done.expressions.by_code
        if all(each.status is not Status.UNSUPPORTED for each in done.nodes):
            figures["whole"] += 1
            figures["not compiled"] += not isinstance(compile_workflow(done.workflow), CompiledWorkflow)
    nodes = statuses.total()
    _line("answered", figures["answered"], figures["workflows"])
    for status in Status:
        _line(f"nodes {status}", statuses[status], nodes)
    _line("nodes exact or approximated", nodes - statuses[Status.UNSUPPORTED], nodes)
    _line("whole workflows", figures["whole"], figures["workflows"])
    _line("whole workflows that do not compile", figures["not compiled"], figures["whole"])
    _line("workflows with an inferred operation", figures["inferred"], figures["workflows"])
    _line("operations inferred right without names", figures["named right"], figures["named again"])
    _line("expressions by rule", figures["by rule"], figures["expressions"])
    _line("expressions by rule or code", figures["by rule"] + figures["by code"], figures["expressions"])
    _print(f"{'time per workflow':38} {seconds / max(1, figures['workflows']) * 1000:8.1f} ms")
    _print(
        "unsupported most often: " + ", ".join(f"{name} {count}" for name, count in missing.most_common(25))
    )
    return not figures["not compiled"]


def _inferred_of(export: Export) -> Iterator[bool]:
    """Of each node whose operation is inferred when its names are taken away, whether it is the right one."""
    for node in export.nodes.values():
        written = {
            name: node.parameters[name] for name in ("resource", "operation") if name in node.parameters
        }
        if not all(isinstance(each, str) and not _MADE_ANONYMOUS.match(each) for each in written.values()):
            continue
        for names in ([*written], *([name] for name in written)):
            without = replace(node, parameters={**node.parameters, **dict.fromkeys(names, "field_1")})
            found = with_operation(without)
            if found.unknown:
                yield all(found.parameters[name] == written[name] for name in names)


def _cases(wanted: list[str]) -> bool:
    by_kind: dict[str, list[Judged]] = defaultdict(list)
    for case in lines_of("cases.jsonl.gz"):
        if not wanted or any(each in case["id"] for each in wanted):
            by_kind[case["kind"]].append(judged(case))
    for kind in KINDS:
        verdicts = Counter(each.verdict for each in by_kind[kind])
        answered = sum(verdicts.values()) - verdicts["refused"]
        _line(f"cases {kind} equal", verdicts["equal"], len(by_kind[kind]))
        _line(f"cases {kind} equal of those not refused", verdicts["equal"], answered)
    unequal = [
        each for found in by_kind.values() for each in found if each.verdict not in {"equal", "refused"}
    ]
    for each in unequal:
        _print(f"  {each.verdict}: {each.id}: {', '.join(each.about)}")
    return not any(each.verdict in {"silent", "not compiled"} for each in unequal)


def _line(name: str, count: int, of: int) -> None:
    _print(f"{name:38} {count:6} of {of:6} {100 * count / max(1, of):6.1f} %")


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
