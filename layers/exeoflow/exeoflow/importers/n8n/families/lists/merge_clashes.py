"""Merge: what becomes of fields that several items have which become one."""

from collections.abc import Mapping
from typing import Any

from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused


def clash_of(place: Place) -> Mapping[str, Any]:
    """What is set for fields that both have; raises `Refused` where it is computed."""
    values = place.parameter("options.clashHandling.values")
    if not isinstance(values, Mapping):
        return {}
    if any(map(is_computed, values.values())):
        raise Refused("setting-computed", setting="options.clashHandling")
    resolve = values.get("resolveClash", "")
    if _hides_others(place, resolve):
        return {"resolveClash": resolve}
    if values.get("overrideEmpty") and values.get("mergeMode") != "shallowMerge":
        place.note("items-shared")
    return {**values, "resolveClash": resolve}


def _hides_others(place: Place, resolve: object) -> bool:
    """Whether n8n reads none of the other settings of clashes, whatever is left of them in an export."""
    return resolve == "addSuffix" or (
        place.node.version < 3 and resolve not in {"preferInput1", "preferInput2"}
    )


def merged_by(clash: Mapping[str, Any], first: str, second: str) -> str:
    """Two objects as one in which the second wins."""
    is_shallow = clash.get("mergeMode", "deepMerge") == "shallowMerge"
    if clash.get("overrideEmpty") and clash.get("mergeMode") in {"shallowMerge", "deepMerge"}:
        function = "$n8_filled" if is_shallow else "$n8_deep_filled"
        return f"{function}({first}, {second})"
    return f"$merge([{first}, {second}])" if is_shallow else f"$n8_deep({first}, {second})"


def suffixed(items: str, number: int) -> str:
    """Items whose fields' names end in the number of the input."""
    return f'[$map({items}, function($o) {{ $n8_suffixed($o, "_{number}") }})]'
