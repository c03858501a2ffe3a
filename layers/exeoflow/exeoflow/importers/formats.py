"""What each of the known systems exports, made into a workflow with its report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.importers.answers import ImportFormat, ImportReport
from exeoflow.importers.asl import importing as asl
from exeoflow.importers.asl import report as asl_report
from exeoflow.importers.asl.source import Machine, machine_of
from exeoflow.importers.n8n import importing as n8n
from exeoflow.importers.n8n import report as n8n_report
from exeoflow.importers.n8n.reading import export_of
from exeoflow.importers.n8n.source import Export
from exeoflow.texts import Language


@dataclass(frozen=True, slots=True)
class Made:
    """A workflow that was made of an export, and its report in a language."""

    workflow: dict[str, Any]
    report: Callable[[Language], ImportReport]


def made_of(form: ImportFormat, document: object) -> Made | tuple[Diagnostic, ...]:
    """What becomes of an export in parsed JSON, or why it is none."""
    return _MAKERS[form](document)


def _of_n8n(document: object) -> Made | tuple[Diagnostic, ...]:
    export = export_of(document)
    if not isinstance(export, Export):
        return export
    done = n8n.import_export(export)
    return Made(dict(done.workflow), partial(n8n_report.report_of, done))


def _of_asl(document: object) -> Made | tuple[Diagnostic, ...]:
    machine = machine_of(document)
    if not isinstance(machine, Machine):
        return machine
    done = asl.import_machine(machine)
    return Made(dict(done.workflow), partial(asl_report.report_of, done))


_MAKERS: Final[Mapping[ImportFormat, Callable[[object], Made | tuple[Diagnostic, ...]]]] = MappingProxyType(
    {ImportFormat.N8N: _of_n8n, ImportFormat.ASL: _of_asl}
)
