"""QuickChart: one chart of all items, a dataset for each, which a service draws."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.families.calls import retrying
from exeoflow.importers.n8n.families.files.answers import IN_ROWS, answered, fixed_name
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import OWN, Link, Piece, Step, behind
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_ADDRESS: Final = "https://quickchart.io/chart"
_HORIZONTAL: Final = frozenset({"bar", "boxplot", "violin"})
_WITH_ITEM_STYLE: Final = frozenset({"boxplot", "horizontalBoxplot", "violin", "horizontalViolin"})
_OPTIONS: Final = ("backgroundColor", "borderColor", "fill")


def translate_quick_chart(place: Place) -> Piece:
    """A chart of all items, as a file beside its description."""
    if place.fails_softly():
        raise Refused("failure-unsupported")
    place.note("application-unchecked", application="QuickChart")
    place.note("file-in-state")
    datasets, kind = place.each(_dataset(place)), _kind(place)
    chart = f'{{"type": {kind}, "data": {{"labels": {_labels(place)}, "datasets": $datasets}}}}'
    drawn = object_of(
        {"chart": "$chart", "query": _query(place), "from": "[$map($in, function($v, $n) { $n })]"}
    )
    given = place.list_of(
        f"($datasets := {datasets}; $j := $in[-1]; $i := $count($in) - 1; $chart := {chart}; {drawn})"
    )
    request = {"method": "GET", "url": _ADDRESS, "query": "{{ $input.query }}", "response": "binary"}
    name = fixed_name(place, "output")
    row = f'{{"j": {{"chart": $chart.chart}}, "k": $chart.from, "f": {answered(name)}}}'
    end = place.from_rows(place.whole(f"$chart := $nodes.`{OWN}chart`; $a := $input; [{row}]"))
    steps = (
        Step("transform", {"expression": given}, "chart"),
        Step("http_request", request, "call", properties=retrying(place)),
    )
    return replace(behind(end, steps, (Link("chart", "call"), Link("call", "rows"))), files=IN_ROWS)


def _kind(place: Place) -> str:
    """JSONata for the type of the chart of the item `$j`."""
    written = place.parameter("chartType", "bar")
    if place.flag("chartOptions.horizontal") and written in _HORIZONTAL:
        written = f"horizontal{written[0].upper()}{written[1:]}"
    return place.value(written)


def _dataset(place: Place) -> str:
    written = place.parameter("datasetOptions", {})
    options = written if isinstance(written, Mapping) else {}
    label = f'($l := {place.value(options.get("label", ""))}; $n8_falsy($l) ? "Chart" : $l)'
    fields = {"label": label, "data": place.value(place.parameter("data", "")), "type": _kind(place)}
    fields |= {name: place.value(options[name]) for name in _OPTIONS if name in options}
    if "pointStyle" in options:
        has_items = place.parameter("chartType") in _WITH_ITEM_STYLE
        fields["itemStyle" if has_items else "pointStyle"] = place.value(options["pointStyle"])
    return object_of(fields)


def _labels(place: Place) -> str:
    """JSONata for the labels: each by itself, where a list is several, or a list, perhaps written as JSON."""
    if place.chosen("labelsMode", "manually") == "manually":
        rows = place.rows("labelsUi.labelsValues")
        return f"[{', '.join(place.value(row.get('label', ''), 'first') for row in rows)}]"
    given = place.value(place.parameter("labelsArray", ""), "first")
    need = '$type($l) = "array" ? $l : $error("The labels are no list.")'
    return f'($l := {given}; $l := $type($l) = "string" ? $parse($l) : $l; {need})'


def _query(place: Place) -> str:
    written = place.parameter("chartOptions", {})
    if is_computed(written) or not isinstance(written, Mapping):
        raise Refused("setting-computed", setting="chartOptions")
    options = {name: f"$n8_text({place.value(value, 'first')})" for name, value in written.items()}
    return object_of({"chart": "$string($chart)", **options})
