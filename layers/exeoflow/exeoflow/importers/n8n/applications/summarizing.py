"""Summarization Chain: a model sums up the documents of each item, all of them in one question."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.language_models.chat_models import (
    asked_model,
    message,
    only_model,
)
from exeoflow.importers.n8n.applications.vectors.documents import LOADER, behind_documents, loaded
from exeoflow.importers.n8n.applications.vectors.stages import Stage, in_turn, texts_of
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.pieces import OWN, Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode

_PROMPT: Final = 'Write a concise summary of the following:\n\n\n"{text}"\n\n\nCONCISE SUMMARY:'
_METHODS: Final[Mapping[str, str]] = {
    "map_reduce": "prompt",
    "stuff": "prompt",
    "refine": "refineQuestionPrompt",
}
"""By the way to sum up the setting with the words for it, where there is only one text."""
_MODES_SINCE: Final = 2
_OUTPUT_SINCE: Final = 2.1


def translate_summarization(place: Place) -> Piece:
    """n8n asks once for each part of long texts, and for all that was said; here all is asked at once."""
    place.note("setting-approximated", setting="summarizationMethod")
    values = (
        "options.summarizationMethodAndPrompts.values" if place.node.version >= _MODES_SINCE else "options"
    )
    path = f"{values}.summarizationMethod" if place.node.version >= _MODES_SINCE else "type"
    name = _METHODS.get(place.chosen(path, "map_reduce"))
    if name is None:
        raise Refused("setting-unsupported", setting=path)
    asked = asked_model(place, only_model(place))
    steps, links = loaded(_with_loader(place))
    text = f'$join($nodes.`{OWN}documents`[k = $i].text, "\n\n")'
    prompt = f"$n8_field_text({place.value(place.parameter(f'{values}.{name}', _PROMPT))})"
    told = '$contains($p, "{text}") ? $replace($p, "{text}", $t) : $p'
    user = message("user", f"($p := {prompt}; $t := {text}; {told})")
    ask = Stage("ask").sending(asked.requests, asked.form.asking(), {**asked.fields, "messages": f"[{user}]"})
    each = place.each(object_of(texts_of((ask,))))
    rows = place.whole(f"$in := $nodes.`{OWN}arrived`; {each}")
    key = "output" if place.node.version >= _OUTPUT_SINCE else "response"
    piece = in_turn(place, (ask,), rows, f'[{{"j": {{"{key}": {{"text": {asked.form.text}}}}}, "k": $n}}]')
    return behind_documents(piece, steps, links)


def _with_loader(place: Place) -> Place:
    """The place with a loader for what the node sums up, if none hangs on it."""
    mode = place.chosen(
        "operationMode", "nodeInputJson" if place.node.version >= _MODES_SINCE else "documentLoader"
    )
    if mode == "documentLoader":
        return place
    parameters = {"dataType": "json"}
    if mode == "nodeInputBinary":
        key = place.parameter("options.binaryDataKey", "data")
        parameters = {"dataType": "binary", "binaryMode": "specificField", "binaryDataKey": key}
    loader = SourceNode(
        f"{place.node.name} (loader)", f"@n8n/n8n-nodes-langchain.{LOADER}", 1, parameters, ""
    )
    return replace(place, attached=(loader,))
