"""The command `test`: all cases below some paths, side by side, and what they leave out."""

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exeoflow.command.cases.judging import Coverage, Verdict, coverage, differences
from exeoflow.command.cases.reading import Case, CaseFile, is_case_file, read_cases, workflow_of
from exeoflow.command.cases.report import write_junit
from exeoflow.command.cases.running import run_case
from exeoflow.command.checking.faults import FileFault, show_faults, unreadable
from exeoflow.command.checking.files import compile_file, faults_of
from exeoflow.command.documents.reading import Document, UnreadableFile
from exeoflow.command.documents.workflow_files import WorkflowFile, read_workflow_file
from exeoflow.command.terminal import console, say
from exeoflow.command.words import words
from exeoflow.compiler import CompiledWorkflow
from exeoflow.remote.trouble import FAILED, Trouble

_WORTH_A_PROCESS: Final = 8


@dataclass(frozen=True, slots=True)
class Tested:
    """What came of one file of cases: verdicts, or faults that kept them from being run."""

    verdicts: tuple[Verdict, ...] = ()
    coverage: Coverage | None = None
    faults: tuple[FileFault, ...] = ()


def run_all(paths: Sequence[Path], junit: Path | None, *, only: str | None) -> int:
    """Run the cases below the paths, print what failed and what is not covered; return the exit status."""
    files = list(_case_files(paths))
    if not files:
        raise Trouble(words("test_no_cases", paths=", ".join(map(str, paths))))
    tested = _test_all(files, only)
    verdicts = [verdict for each in tested for verdict in each.verdicts]
    faults = [fault for each in tested for fault in each.faults]
    show_faults(faults, "text")
    for verdict in verdicts:
        _show(verdict)
    for each in tested:
        if each.coverage is not None and only is None:
            _show_coverage(each.coverage)
    failed = sum(not verdict.passed for verdict in verdicts)
    said = words("test_sum", cases=len(verdicts), failed=failed)
    say(said + (words("test_faults", faults=len(faults)) if faults else ""))
    if junit is not None:
        write_junit(junit, verdicts)
    return FAILED if failed or any(fault.severity == "error" for fault in faults) else 0


def _case_files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.is_file() and is_case_file(each))
        elif is_case_file(path):
            yield path
        elif not path.exists():
            raise Trouble(words("path_unknown", path=path))
        else:
            yield from sorted(each for each in path.parent.glob(f"{path.stem}.cases.*") if is_case_file(each))


def _test_all(files: Sequence[Path], only: str | None) -> list[Tested]:
    if len(files) < _WORTH_A_PROCESS:
        return [check_file(path, only) for path in files]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(check_file, files, [only] * len(files)))


def check_file(path: Path, only: str | None = None) -> Tested:
    """Run the cases of one file, or those whose names have `only` in them."""
    read = read_cases(path)
    if isinstance(read, list):
        return Tested(faults=tuple(read))
    document, cases = read
    try:
        workflow = read_workflow_file(workflow_of(path, cases))
    except UnreadableFile as error:
        return Tested(faults=(unreadable(workflow_of(path, cases), error),))
    compiled = compile_file(workflow)
    if not isinstance(compiled, CompiledWorkflow) or not compiled.definition:
        return Tested(
            faults=tuple(faults_of(workflow, compiled.diagnostics)) or (_empty(document, workflow),)
        )
    if unknown := tuple(_unknown_nodes(document, cases, workflow)):
        return Tested(faults=unknown)
    verdicts = [_judge(workflow, compiled, case) for case in cases.cases if only is None or only in case.name]
    return Tested(tuple(verdicts), coverage(workflow.name, workflow.graph, [each.steps for each in verdicts]))


def _judge(workflow: WorkflowFile, compiled: CompiledWorkflow, case: Case) -> Verdict:
    began = time.perf_counter()
    ran = run_case(compiled, case)
    seconds = time.perf_counter() - began
    return Verdict(workflow.name, case.name, differences(case, ran), seconds, ran.steps)


def _unknown_nodes(document: Document, cases: CaseFile, workflow: WorkflowFile) -> Iterator[FileFault]:
    """Find mocks and expectations of nodes that the workflow has not: they would never be missed."""
    known = {node["id"] for node in workflow.graph.get("nodes", [])}
    for number, case in enumerate(cases.cases):
        named = [
            *((("mocks", node), node) for node in case.mocks),
            *((("expect", "calls", node), node) for node in case.expect.calls or ()),
            *((("expect", "steps", index), node) for index, node in enumerate(case.expect.steps or ())),
            *([(("trigger",), case.trigger)] if case.trigger is not None else []),
        ]
        for parts, node in named:
            if node not in known:
                place = document.place_of(("cases", number, *parts))
                yield FileFault(
                    str(document.path),
                    place.line,
                    place.column,
                    "error",
                    "case-node-unknown",
                    "",
                    words("test_node_unknown", node=node),
                )


def _empty(document: Document, workflow: WorkflowFile) -> FileFault:
    message = words("test_no_nodes", name=workflow.name)
    return FileFault(str(document.path), 1, 1, "error", "case-without-nodes", "", message)


def _show(verdict: Verdict) -> None:
    from rich.text import Text

    word = words("test_passed" if verdict.passed else "test_failed")
    mark = Text(f"{word} ", style="green" if verdict.passed else "bold red")
    mark.append(f"{verdict.workflow}: {verdict.case}", style="default")
    console().print(mark)
    for line in verdict.differences:
        console().print(Text(f"       {line}", style="red"))


def _show_coverage(found: Coverage) -> None:
    if found.missed:
        went = found.handles - len(found.missed)
        counts = {"taken": went, "handles": found.handles, "missed": ", ".join(found.missed)}
        say(f"       {words('test_coverage', workflow=found.workflow, **counts)}")
