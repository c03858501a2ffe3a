"""Text Classifier and Sentiment Analysis: a model says by which outputs an item leaves."""

from dataclasses import replace
from typing import Any, Final

from exeoflow.importers.n8n.applications.language_models.answer_forms import ONLY_JSON, SAID_JSON
from exeoflow.importers.n8n.applications.language_models.chat_models import (
    asked_model,
    message,
    only_model,
)
from exeoflow.importers.n8n.families.choices import Parts, parted_by, which_of
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import MAIN, Link, Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_CLASSIFY: Final = (
    "Please classify the text provided by the user into one of the following categories: {categories}, "
    "and use the provided formatting instructions below. Don't explain, and only output the json."
)
_ONE: Final = "Categories are mutually exclusive, and only one can be true"
_SEVERAL: Final = "Categories are not mutually exclusive, and multiple can be true"
_OTHER: Final = 'If no categories apply, select the "fallback" option.'
_NONE: Final = "If there is not a very fitting category, select none of the categories."
_TRUE_IF: Final = 'Should be true if the input has category "%s" (description: '
_FEEL: Final = (
    "You are highly intelligent and accurate sentiment analyzer. Analyze the sentiment of the provided text. "
    "Categorize it into one of the following: {categories}. Use the provided formatting instructions. "
    "Only output the JSON."
)
_FAILED: Final = "$exists($j.error)"


def translate_text_classifier(place: Place) -> Piece:
    """An output for each category, and perhaps one for what fits none."""
    rows = place.rows("categories.categories")
    names = [_name(each.get("category", "")) for each in rows]
    if not names:
        place.takes_parts = True
        return place.without("categories")
    has_other = place.chosen("options.fallback", "discard") == "other"
    texts = [f"$n8_field_text({place.value(each.get('description', ''))})" for each in rows]
    told = [f'{literal(_TRUE_IF % name)} & {text} & ")"' for name, text in zip(names, texts, strict=True)]
    described = [
        f'{{{literal(name)}: {{"type": "boolean", "description": {text}}}}}'
        for name, text in zip(names, told, strict=True)
    ]
    if has_other:
        described.append('{"fallback": {"type": "boolean", "description": "none of the others applies"}}')
    schema = f'{{"type": "object", "properties": $merge([{", ".join(described)}])}}'
    rules = [_SEVERAL if place.flag("options.multiClass") else _ONE, _OTHER if has_other else _NONE]
    answers = _asked(place, _CLASSIFY, names, schema, rules)
    outputs = [*names, "fallback"] if has_other else names
    holds = [f"$lookup($j.said, {literal(name)}) = true" for name in outputs]
    return _parted(place, answers, Parts(holds, None, is_all=True), "$j.item")


def translate_sentiment(place: Place) -> Piece:
    """An output for each sentiment."""
    names = place.names("options.categories") or ["Positive", "Neutral", "Negative"]
    schema = (
        f'{{"type": "object", "properties": {{"sentiment": {{"type": "string", "enum": {literal(names)}}}, '
        '"strength": {"type": "number", "minimum": 0, "maximum": 1}, '
        '"confidence": {"type": "number", "minimum": 0, "maximum": 1}}}'
    )
    answers = _asked(place, _FEEL, names, schema, [])
    holds = [f"$lowercase($j.said.sentiment) = {literal(name.lower())}" for name in names]
    told = '"category": $j.said.sentiment'
    if place.flag("options.includeDetailedResults"):
        told += ', "strength": $j.said.strength, "confidence": $j.said.confidence'
    item = f'$merge([$j.item, {{"sentimentAnalysis": {{{told}}}}}])'
    return _parted(place, answers, Parts(holds, None), item)


def _name(written: Any) -> str:  # noqa: ANN401 - any JSON
    """The name of a category, which decides how many outputs there are."""
    if not isinstance(written, str) or is_computed(written):
        raise Refused("setting-computed", setting="category")
    return written


def _asked(place: Place, system: str, names: list[str], schema: str, rules: list[str]) -> Piece:
    """For each item what the model says of it, as `said` beside the `item`."""
    place.refuse_error_output()
    asked = asked_model(place, only_model(place))
    written = place.value(place.parameter("options.systemPromptTemplate", system))
    told = f'$replace($n8_field_text({written}), "{{categories}}", {literal(", ".join(names))})'
    for each in ("\n".join(["", *rules]), f"\n{ONLY_JSON}"):
        told += f" & {literal(each)}" if each else ""
    texts = [
        message("system", f"{told} & $string({schema})"),
        message("user", f"$n8_field_text({place.value(place.parameter('inputText', ''))})"),
    ]
    body = {**asked.fields, "messages": f"[{', '.join(texts)}]", "response_format": '{"type": "json_object"}'}
    items = f'($text := {asked.form.text}; {{"item": $given, "said": $parse({SAID_JSON})}})'
    return asked.requests.piece(asked.form.asking(items), body)


def _parted(place: Place, answers: Piece, parts: Parts, item: str) -> Piece:
    """The answers, and behind them the parting of the items; `item` is JSONata for what leaves, over `$j`.

    Where others go on when an item fails, its error leaves by the first output.
    """
    first, *others = parts.holds
    parts = replace(parts, holds=(f"{_FAILED} or {first}", *others))
    items = f"[$map($in, function($j) {{ {_FAILED} ? $j : {item} }})]"
    end = parted_by(place, parts, place.whole(f"$in := $input; {which_of(parts, items)}"))
    said = tuple(replace(each, suffix="said") if each.suffix == MAIN else each for each in answers.steps)
    links = (replace(each, target="said") if each.target == MAIN else each for each in answers.links)
    return replace(
        end,
        steps=(*said, *end.steps),
        links=(*links, Link("said", "which"), *end.links),
        entries=answers.entries,
        begins=answers.begins,
    )
