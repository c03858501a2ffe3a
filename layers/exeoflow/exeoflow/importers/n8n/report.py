"""The report of an import as its reader gets it: what is exact, what is not, and what there is to do."""

from collections import defaultdict
from collections.abc import Iterator

from exeoflow.importers.answers import CredentialToCreate, ImportedNode, ImportReason, ImportReport, counts_of
from exeoflow.importers.n8n.importing import Import, Imported
from exeoflow.importers.n8n.reasons import Reason
from exeoflow.importers.wording import filled, reason_shown
from exeoflow.texts import Language
from exeoflow.texts.words import n8n_expression_text, n8n_reason_text


def report_of(done: Import, language: Language) -> ImportReport:
    """The report in a language."""
    return {
        "summary": counts_of(each.status for each in done.nodes),
        "expressions": {
            "total": done.expressions.total,
            "translated": done.expressions.translated,
            "by_code": done.expressions.by_code,
        },
        "nodes": [_node(each, language) for each in done.nodes],
        "credentials": list(_credentials(done, language)),
    }


def _node(each: Imported, language: Language) -> ImportedNode:
    return {
        "name": each.node.written,
        "type": each.node.type,
        "version": _plain(each.node.version),
        "node_ids": list(each.ids),
        "status": each.status,
        "reasons": [_reason(reason, language) for reason in each.reasons],
    }


def _plain(version: float) -> float:
    return int(version) if float(version).is_integer() else version


def _reason(reason: Reason, language: Language) -> ImportReason:
    values = dict(reason.values)
    if reason.code.startswith("expression-") and "what" in values:
        values["what"] = n8n_expression_text(values["what"], language)
    return reason_shown(reason.code, n8n_reason_text(reason.code, language), values)


def _credentials(done: Import, language: Language) -> Iterator[CredentialToCreate]:
    nodes: dict[str, list[str]] = defaultdict(list)
    for each in done.nodes:
        for kind in each.node.credentials:
            nodes[kind].append(each.node.written)
    text = n8n_reason_text("credential", language).hint
    for kind, names in nodes.items():
        yield {"kind": kind, "nodes": names, "what_to_create": filled(text, {"kind": kind})}
