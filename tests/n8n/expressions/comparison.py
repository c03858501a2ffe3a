"""A translation evaluated as Step Functions does, beside the same expression in JavaScript."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.importers.n8n.expressions import EarlierNode, Scope, Translated, translate, with_functions
from local.jsonata.evaluation import EvaluationError, evaluate
from tests.n8n.expressions.javascript import FAILED, NOTHING, evaluated


class AnyNode(dict[str, EarlierNode]):
    """Every name is that of the same earlier node."""

    def get(self, _name: str, _default: object = None) -> EarlierNode:
        return EarlierNode("$earlier", "$earlier[0]", None)

    def __contains__(self, _name: object) -> bool:
        return True


SCOPE: Final = Scope("$item", "$input", "$index", AnyNode(), "UTC", "Shop", "$arguments")


@dataclass(frozen=True)
class Compared:
    """What both gave; `is_loud`: the translation ended in an error instead."""

    template: str
    values: Mapping[str, Any]
    expected: Any
    found: Any

    @property
    def is_equal(self) -> bool:
        """Whether they are the same JSON."""
        return _normal(self.expected) == _normal(self.found)

    @property
    def is_loud(self) -> bool:
        """Whether a difference shows itself."""
        return bool(self.found == FAILED)

    @property
    def is_of_halves(self) -> bool:
        """Whether JavaScript's value holds half a character, which JSON does not."""
        return any(0xD800 <= ord(each) < 0xE000 for each in json.dumps(self.expected, ensure_ascii=False))


def compared(template: str, values: Mapping[str, Any]) -> Compared | None:
    """Both values; None where there is no exact translation."""
    translated = translate(template, SCOPE)
    if not isinstance(translated, Translated) or translated.approximations or "random" in template:
        return None
    return Compared(
        template, values, evaluated(template, values), _found(with_functions(translated.jsonata), values)
    )


def _found(jsonata: str, values: Mapping[str, Any]) -> Any:
    names = {**values, "index": 0, "arguments": {}, "workflow": {"id": "w1"}, "execution": {"id": "e1"}}
    try:
        return evaluate(jsonata, names)
    except EvaluationError as fault:
        return NOTHING if "returned nothing" in str(fault) else FAILED


def _normal(value: Any) -> str:
    return json.dumps(_whole(value), sort_keys=True)


def _whole(value: Any) -> Any:
    match value:
        case float() if value.is_integer() and abs(value) < 1e15:
            return int(value)
        case list():
            return [_whole(each) for each in value]
        case dict():
            return {key: _whole(each) for key, each in value.items()}
    return value


def differences(all_of: Iterator[Compared]) -> tuple[int, list[Compared], list[Compared]]:
    """How many are equal, which differ, and which end in an error."""
    equal = 0
    silent: list[Compared] = []
    loud: list[Compared] = []
    for each in all_of:
        if each.is_equal or each.is_of_halves:
            equal += 1
        else:
            (loud if each.is_loud else silent).append(each)
    return equal, silent, loud
