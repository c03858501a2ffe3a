"""`make import`: prints how far exports of n8n are imported, and how many cases give the same items."""

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.importers.n8n.importing import Import, import_export
from exeoflow.importers.n8n.inferring.operations import with_operations
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


class _Figures:
    """What importing many exports came to."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.statuses: Counter[Status] = Counter()
        self.missing: Counter[str] = Counter()
        self.seconds = 0.0

    def add(self, written: Any) -> None:
        """Import one more."""
        self.counted["workflows"] += 1
        began = time.perf_counter()
        export = export_of(written)
        if not isinstance(export, Export):
            return
        done = import_export(export)
        self.seconds += time.perf_counter() - began
        unsupported = [each for each in done.nodes if each.status is Status.UNSUPPORTED]
        self.statuses.update(each.status for each in done.nodes)
        self.missing.update(each.node.type for each in unsupported)
        self._add_inferred(export, done)
        self.counted.update(
            {
                "answered": 1,
                "expressions": done.expressions.total,
                "by rule": done.expressions.translated,
                "by code": done.expressions.by_code,
            }
        )
        if not unsupported:
            self.counted["whole"] += 1
            self.counted["not compiled"] += not isinstance(compile_workflow(done.workflow), CompiledWorkflow)

    def _add_inferred(self, export: Export, done: Import) -> None:
        right = list(_inferred_of(export))
        self.counted["inferred"] += any(each.node.unknown for each in done.nodes)
        self.counted["named again"] += len(right)
        self.counted["named right"] += sum(right)


def _imports() -> bool:
    figures = _Figures()
    for line in lines_of("visible.jsonl.gz"):
        figures.add(line["workflow"])
    _tell(figures)
    return not figures.counted["not compiled"]


def _tell(figures: _Figures) -> None:
    counted, statuses = figures.counted, figures.statuses
    nodes = statuses.total()
    _line("answered", counted["answered"], counted["workflows"])
    for status in Status:
        _line(f"nodes {status}", statuses[status], nodes)
    _line("nodes exact or approximated", nodes - statuses[Status.UNSUPPORTED], nodes)
    _line("whole workflows", counted["whole"], counted["workflows"])
    _line("whole workflows that do not compile", counted["not compiled"], counted["whole"])
    _line("workflows with an inferred operation", counted["inferred"], counted["workflows"])
    _line("operations inferred right without names", counted["named right"], counted["named again"])
    _line("expressions by rule", counted["by rule"], counted["expressions"])
    _line("expressions by rule or code", counted["by rule"] + counted["by code"], counted["expressions"])
    _print(
        f"{'time per answered workflow':38} {figures.seconds / max(1, counted['answered']) * 1000:8.1f} ms"
    )
    names = ", ".join(f"{name} {count}" for name, count in figures.missing.most_common(25))
    _print(f"unsupported most often: {names}")


def _inferred_of(export: Export) -> Iterator[bool]:
    """Of each node whose operation is inferred when its names are taken away, whether it is the right one."""
    for node in export.nodes.values():
        written = {
            name: node.parameters[name] for name in ("resource", "operation") if name in node.parameters
        }
        if not all(isinstance(each, str) and not _MADE_ANONYMOUS.match(each) for each in written.values()):
            continue
        for names in {tuple(written), *((name,) for name in written)}:
            without = replace(node, parameters={**node.parameters, **dict.fromkeys(names, "field_1")})
            found = with_operations(Export("", {without.name: without})).nodes[without.name]
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
