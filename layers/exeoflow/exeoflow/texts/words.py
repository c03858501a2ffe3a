"""Finds words by their language and their code."""

from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict, cast

from exeoflow.texts.language import LANGUAGES, Language
from exeoflow.texts.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


def rule_text(code: str, language: Language) -> Text:
    """What a rule says."""
    return cast("Mapping[str, Text]", _table(language, "rules", "RULES"))[code]


def n8n_reason_text(code: str, language: Language) -> Text:
    """Why an imported node is not quite the same, and what to do about it."""
    return cast("Mapping[str, Text]", _table(language, "n8n_reasons", "N8N_REASONS"))[code]


def asl_reason_text(code: str, language: Language) -> Text:
    """Why an imported state is not quite the same, and what to do about it."""
    return cast("Mapping[str, Text]", _table(language, "asl_reasons", "ASL_REASONS"))[code]


def n8n_expression_text(code: str, language: Language) -> str:
    """What is the matter with an expression of n8n; a code without words stands for itself."""
    return cast("Mapping[str, str]", _table(language, "n8n_expressions", "N8N_EXPRESSIONS")).get(code, code)


def form_text(code: str, language: Language) -> str:
    """What a text must look like; `{name}` stands for a value."""
    return cast("Mapping[str, str]", _table(language, "forms", "FORMS"))[code]


def suggestion_text(language: Language) -> str:
    """The question whether something else was meant, which `{suggestion}` names."""
    return str(_table(language, "suggestions", "DID_YOU_MEAN"))


class NodeTypeText(NamedTuple):
    """What a type of node is called, and what a node of it does."""

    title: str
    summary: str


def node_type_text(name: str, language: Language) -> NodeTypeText:
    """What is said of a type of node."""
    words = cast("Mapping[str, Mapping[str, str]]", _table(language, "node_types", "NODE_TYPES"))[name]
    return NodeTypeText(words["title"], words["summary"])


Explanation = Literal[
    "inside",
    "failed_inside",
    "yields_nothing",
    "fails",
    "unfit",
    "missing",
    "missing_of_nothing",
    "too_large",
]
Confirmation = Literal[
    "credential_deleted",
    "variable_deleted",
    "key_revoked",
    "notification_deleted",
    "webhook_deleted",
    "workflow_deleted",
    "workflow_started",
]


class ApprovalPageText(TypedDict):
    """What the pages say on which people answer: by answer, `decided` by what it decided, `failed` by the error's code."""

    titles: "Mapping[str, str]"
    buttons: "Mapping[str, str]"
    done: "Mapping[str, str]"
    decided: "Mapping[str, str]"
    comment: str
    data: str
    until: str
    thanks: str
    failed: "Mapping[str, str]"


def failure_text(code: str, language: Language) -> str:
    """What went wrong, by the code of the error; `{name}` stands for a field of it."""
    return _failures(language)[code]


def failure_codes() -> tuple[str, ...]:
    """The codes of all errors that have words."""
    return tuple(_failures(LANGUAGES[0]))


def confirmation(done: Confirmation, language: Language) -> str:
    """That something is done."""
    return cast("Mapping[str, str]", _table(language, "confirmations", "CONFIRMATIONS"))[done]


def command_text(code: str, language: Language) -> str:
    """What the command line says; `{name}` stands for a value."""
    return cast("Mapping[str, str]", _table(language, "command", "COMMAND"))[code]


def approval_page_text(language: Language) -> ApprovalPageText:
    """The words of the pages on which people answer."""
    return cast("ApprovalPageText", _table(language, "approval_page", "APPROVAL_PAGE"))


def explanation(of: Explanation, language: Language) -> str:
    """Why a step failed; `{name}` stands for a value."""
    return cast("Mapping[str, str]", _table(language, "explanations", "EXPLANATIONS"))[of]


def evaluation_fault_texts(language: Language) -> "Mapping[str, str]":
    """Why expressions cannot be evaluated, by the codes of the faults."""
    return cast("Mapping[str, str]", _table(language, "evaluation_faults", "EVALUATION_FAULTS"))


def failure_hint(code: str, language: Language) -> str | None:
    """What to do about a step that fails with a code; None where its message has to say enough."""
    return cast("Mapping[str, str]", _table(language, "failure_hints", "FAILURE_HINTS")).get(code)


def _failures(language: Language) -> "Mapping[str, str]":
    return cast("Mapping[str, str]", _table(language, "failures", "FAILURES"))


def _table(language: Language, module: str, name: str) -> object:
    """A table of a language; loaded when it is first asked for: most answers of a function say nothing."""
    return getattr(import_module(f"exeoflow.texts.{language}.{module}"), name)
