"""What a chain or an agent asks its model for each item: its prompt, what is said before it, and the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from exeoflow.importers.n8n.applications.language_models.answer_forms import AnswerForm, form_of
from exeoflow.importers.n8n.applications.language_models.chat_models import (
    CHAT_MODELS,
    AskedModel,
    asked_model,
    message,
)
from exeoflow.importers.n8n.applications.tools.loop import Question, described
from exeoflow.importers.n8n.applications.tools.tool import Tool
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode

_ALWAYS: Final = inf
_WRITTEN_IN: Final = {"chainLlm": ("prompt", 1.4), "agent": ("text", 1.3)}
"""The setting that a prompt is in, before the version that says by `promptType` where it is."""
_USUAL: Final = ((1.3, "={{ $json.chatInput }}"), (1.1, "={{ $json.chat_input }}"), (0, "={{ $json.input }}"))
"""Such a prompt where an export leaves it out, by the version since which it does."""
_ASKED: Final = {"auto": "={{ $json.chatInput }}", "guardrails": "={{ $json.guardrailsInput }}"}
"""What is asked by types of prompts that are not written."""
_SILENT_SINCE: Final = 1.9
"""The version since which a model is not told that it is an assistant, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A model and JSONata for the fields of its request; `item` is JSONata for what the answer `$text` is."""

    model: AskedModel
    body: Mapping[str, str]
    item: str
    tools: tuple[SourceNode, ...]

    def question(self, place: Place, tools: Sequence[Tool]) -> Question:
        """What an agent with the tools asks."""
        body = {**self.body, "tools": described(place, tools)} if tools else self.body
        asking = self.model.form.asking()
        requests = self.model.requests
        return Question(
            requests.request(asking, body), requests.config(asking, "call"), self.item, self.model.form
        )


def asked_of(place: Place, before: Sequence[str], key: str, form: AnswerForm | None = None) -> Asked:
    """What the model on a node is asked behind the messages `before`; a text is the item's field `key`."""
    parts = _parts(place)
    if form is None and parts.parser is not None:
        form = form_of(place, parts.parser)
        if form is None:
            raise Refused("node-part-unsupported", type=parts.parser.type)
    messages = list(before)
    if form is not None:
        messages.append(message("system", form.told))
    messages.append(message("user", _prompt(place)))
    model = asked_model(place, parts.model)
    body = {"model": model.fields["model"], "messages": f"[{', '.join(messages)}]", **model.fields}
    if form is not None and not parts.tools:
        body["response_format"] = '{"type": "json_object"}'
    item = f'{{"{key}": $text}}' if form is None else f'{{"output": {form.read}}}'
    return Asked(model, body, item, parts.tools)


def said(place: Place, role: str, written: Any) -> list[str]:  # noqa: ANN401 - any JSON
    """JSONata for a message that is written; none where nothing is."""
    return [message(role, f"$n8_field_text({place.value(written)})")] if written else []


def said_to_agent(place: Place) -> list[str]:
    """JSONata for what an agent is, as its version says it."""
    usual = "You are a helpful assistant" if place.node.version < _SILENT_SINCE else ""
    return said(place, "system", place.parameter("options.systemMessage", usual))


def _prompt(place: Place) -> str:
    """JSONata for what is asked, as the node's version says it."""
    name, since = _WRITTEN_IN.get(place.node.kind, ("text", _ALWAYS))
    if place.node.version < since:
        usual = next(each for first, each in _USUAL if first <= place.node.version)
        written = place.parameter(name, "" if since == _ALWAYS else usual)
        return f"$n8_field_text({place.value(written)})"
    asked = _ASKED.get(place.chosen("promptType", "auto"))
    if asked is None:
        return f"$n8_field_text({place.value(place.parameter('text', ''))})"
    text = place.value(asked)
    return f'($exists({text}) ? $n8_field_text({text}) : $error("No prompt specified"))'


@dataclass(frozen=True, slots=True)
class _Parts:
    """What hangs on a chain or an agent."""

    model: SourceNode
    parser: SourceNode | None
    tools: tuple[SourceNode, ...]


def _parts(place: Place) -> _Parts:
    """The model, the parser and the tools that hang on the node."""
    models = [each for each in place.attached if each.kind in CHAT_MODELS]
    parsers = [_inner_parser(place, each) for each in place.attached if "outputParser" in each.kind]
    others = [each for each in place.attached if each not in models and "outputParser" not in each.kind]
    tools = tuple(each for each in others if not each.kind.startswith("memory"))
    if any(each.kind.startswith("lm") for each in tools):
        raise Refused("node-part-unsupported", type=tools[0].type)
    if not models or len(parsers) > 1:
        raise Refused("node-unsupported", type=place.node.type)
    if len(models) > 1:
        place.note("setting-approximated", setting="needsFallback")
    return _Parts(models[0], parsers[0] if parsers else None, tools)


def _inner_parser(place: Place, parser: SourceNode) -> SourceNode:
    """The parser itself, or the one whose answers it has mended."""
    if parser.kind == "outputParserAutofixing":
        place.note("setting-approximated", setting=parser.kind)
        inner = [each for each in place.parts.get(parser.name, ()) if each.kind == "outputParserStructured"]
        if inner:
            return inner[0]
    return parser
