"""Several requests in turn for each of a list, each of which reads the answer of the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from exeoflow.importers.n8n.applications.model import Operation
from exeoflow.importers.n8n.applications.requests import Requests
from exeoflow.importers.n8n.families.calls import retrying, sending
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.pieces import OWN, Piece, Step, behind_loop
from exeoflow.importers.n8n.place import Place


@dataclass(frozen=True, slots=True)
class Stage:
    """A request by the `name` of its step; `before` is the step whose answer it reads.

    `sent` is JSONata for what is sent by all stages; `text` for what this one sends, `config` its step's.
    """

    name: str
    sent: str = "$item"
    before: str = "before"
    text: str = ""
    config: Mapping[str, Any] | None = None

    def sending(
        self, requests: Requests, operation: Operation, body: Mapping[str, str] | None = None
    ) -> "Stage":
        """The stage with an operation; `body` is JSONata for the body's fields that it does not describe."""
        text = requests.request(operation, body)
        return replace(self, text=text, config=requests.config(operation, self.name))

    def step(self, properties: Mapping[str, Any], suffix: str | None = None) -> Step:
        """The step that sends the request."""
        return Step("http_request", self.config or {}, suffix or self.name, properties=properties)


def texts_of(stages: Sequence[Stage]) -> dict[str, str]:
    """JSONata for what each stage sends, by its name."""
    return {each.name: each.text for each in stages}


def in_turn(place: Place, stages: Sequence[Stage], rows: str, listed: str) -> Piece:
    """The stages for each row of a list; `rows` is JSONata for the list.

    `listed` is JSONata for what a row gives, as rows of `j` and of `k`, the position of the item, over the
    last `$answer`, the `$row` and its position `$n`.
    """
    place.refuse_error_output()
    first = f"$row := $nodes.`{OWN}requests`[$n]; $answer := $sent.body; "
    if place.fails_softly():
        listed = (
            f'$type($sent.error) = "object" ? [{{"j": {{"error": $sent.error.message}}, "k": $n}}] : {listed}'
        )
    each = f"function($all, $sent, $n) {{ ({first}$append($all, {listed})) }}"
    end = place.from_rows(place.whole(f"[$reduce($input, {each}, [])]"))
    retried = retrying(place)
    way = [*(stage.step(retried) for stage in stages[:-1]), stages[-1].step(sending(place))]
    return behind_loop(end, Step("transform", {"expression": rows}, "requests"), *way)


def each_item(place: Place, stages: Sequence[Stage]) -> str:
    """JSONata for what the stages send for each item."""
    return place.list_of(place.each(object_of(texts_of(stages))))
