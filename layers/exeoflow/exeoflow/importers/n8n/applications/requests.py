"""Fills `http_request` from an application's description: one request for each item, one after another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from exeoflow.importers.n8n.applications.descriptions import NAMED, Descriptions, names_file
from exeoflow.importers.n8n.applications.model import Application, Operation, Refusal, gap_in
from exeoflow.importers.n8n.families.calls import retrying, sending, tracked
from exeoflow.importers.n8n.families.files.answers import IN_ROWS, fixed_name
from exeoflow.importers.n8n.families.messages.asking import ASKS, translate_question
from exeoflow.importers.n8n.families.parting import parted_by_failure
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.parameters import is_of_kind
from exeoflow.importers.n8n.pieces import AT, OWN, Link, Piece, Step, behind
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_BEFORES: Final = ("before", "earlier", "earliest")
"""What is sent before an operation, the last first."""
_BEFORE: Final = re.compile(r"\$(?:before|begun)\b")
"""Where what is made of an answer reads one before it."""


def operation_of(place: Place, application: Application) -> tuple[Operation, str]:
    """The operation that a node is set to, and its name; raises `Refused` if it is not described."""
    version = place.node.version
    resource = place.chosen("resource", application.usual_resource(version))
    resource = "" if resource == application.only else resource
    operation = place.chosen("operation", application.usual_operation(version, resource))
    described = application.operations.get((resource, operation))
    found = described and _chosen_of(described, place)
    if described is None or found is None:
        raise Refused(
            "application-operation", application=application.name, operation=f"{resource} {operation}"
        )
    # How much is listed is the same whatever a parameter makes of the operation.
    found = replace(found, most=described.most, is_all=described.is_all)
    if place.written("binaryData") is True and not sends_file(found):
        raise Refused("setting-unsupported", setting="binaryData")
    if place.written("download") is True and found.files is None:
        raise Refused("setting-unsupported", setting="download")
    if found.is_all and place.written("returnAll") is not False:
        place.note("setting-left-out", setting="returnAll")
    if found.nearly:
        place.note("setting-approximated", setting=found.nearly)
    return found, " ".join(filter(None, (operation, resource)))


def _chosen_of(operation: Operation, place: Place) -> Operation | None:
    """What an operation is by the parameters on which that depends."""
    for (path, value), other in operation.where.items():
        if path == "@version":
            is_meant = isinstance(value, float) and place.node.version >= value
        else:
            given = place.written(path)
            listed = list(value) if isinstance(value, tuple) else value
            is_meant = bool(given) if value is ... else given == listed
            # Of a group that is there at all, not all that it holds is asked for.
            if (is_meant and not isinstance(given, Mapping)) or isinstance(given, bool):
                place.asked.add(path)
        if is_meant:
            return other and _chosen_of(other, place)
    return operation


def translate_operation(application: Application, place: Place) -> Piece:
    """The requests of the operation that a node is set to, or the question that it asks."""
    if place.parameter("operation") == ASKS:
        return translate_question(place, application.name)
    found, _ = operation_of(place, application)
    note_limits(place, application)
    for written in (found.path, *_texts_of(found.body)):
        if gap := gap_in(written):
            place.note("application-address", application=application.name, gap=gap)
    return Requests(place, application, place.node.credential).piece(found)


def _texts_of(body: object) -> Iterator[str]:
    """The texts of a body that have to be put in by hand: they are nothing but gaps."""
    values = body.values() if isinstance(body, Mapping) else ()
    return (each for each in values if isinstance(each, str) and each[:1] == "<" and each[-1:] == ">")


def note_limits(place: Place, application: Application) -> None:
    """Note in what a node of an application may differ from n8n's."""
    if place.fails_softly():
        place.note("error-text")
        place.note("error-of-expression")
    place.note("application-unchecked", application=application.name)
    if application.note:
        place.note(application.note)
    if application.gap:
        place.note("application-address", application=application.name, gap=application.gap)
    if application.refusal is not None:
        _note_refusal(place, application.refusal)


def _note_refusal(place: Place, refusal: Refusal) -> None:
    """Note in what a request that is refused with a status of success may differ."""
    if place.node.tries > 1:
        # The step that sends it went well.
        place.note("setting-approximated", setting="retryOnFail")
    if refusal.is_beside and place.fails_softly():
        place.note("setting-approximated", setting="onError")


def sends_file(operation: Operation) -> bool:
    """Whether a file is in the body of an operation."""
    return operation.body_type in {"multipart", "binary"} or names_file(operation.body)


class Requests:
    """The requests of a node to an application."""

    def __init__(
        self,
        place: Place,
        application: Application,
        credential: str | None,
        sent: str = "$item",
        before: str = "before",
    ) -> None:
        """`sent` is JSONata for the requests by `call` and `before`; `before` is the step of the latter.

        What is sent before that one is `earlier`, and before this `earliest`, their steps with its number.
        """
        self.place = place
        self.application = application
        self.credential = credential
        self.sent = sent
        self.before = before

    def piece(self, operation: Operation, body: Mapping[str, str] | None = None) -> Piece:
        """A list of requests, a loop that sends them, and the items of their answers.

        `body` is JSONata for the body's fields that the operation does not describe.
        """
        place = self.place
        requests = Step("transform", {"expression": self._requests(operation, body)}, "requests")
        operation = self.limited(operation)
        call = Step("http_request", self.config(operation, "call"), "call", properties=sending(place))
        before = self.steps_before(operation, retrying(place))
        way = [*self.checked(operation, [*reversed(before), call])]
        stops = _stops(self.application, way)
        steps = [requests, Step("for_each", {"items": "{{ $input }}"}, "each"), call, *before]
        steps += [*(each for each in way if each.type != "http_request"), *stops.values()]
        links = [Link("requests", "each")]
        links += [Link(check, each.suffix, "refused") for check, each in stops.items()]
        if before and (operation.files is not None or _BEFORE.search(operation.items)):
            steps.append(_told(operation, before))
            links += [Link("each", way[0].suffix, "loop"), *_along((*way, steps[-1])), Link("told", "each")]
        else:
            links += [*_along((way[-1], steps[1])), Link("each", way[0].suffix, "loop"), *_along(way)]
        return self._ending(operation, steps, links)

    def _requests(self, operation: Operation, body: Mapping[str, str] | None) -> str:
        """JSONata for the list of what is sent for each item."""
        texts = {"call": self.request(operation, body), **self.requests_before(operation)}
        if self.place.node.on_error == "error" or "$given" in operation.items:
            texts["item"] = "$j"
        return self.place.list_of(self.place.each(object_of(texts)))

    def checked(self, operation: Operation, sent: Sequence[Step]) -> Iterator[Step]:
        """The steps that send an operation's requests, each before one that tells where it was refused."""
        refusal = self.application.refusal
        for each, step in zip((*reversed(befores_of(operation)), operation), sent, strict=True):
            yield step
            if refusal is not None and not each.is_judged_later:
                yield _check(refusal, step)

    def limited(self, operation: Operation) -> Operation:
        """The operation, once its request is made, with no more items than n8n gives."""
        place = self.place
        returns_all = place.written("returnAll", operation.is_all)
        limit = place.written("limit", operation.most)
        if not operation.most or returns_all or "limit" in place.asked or not is_of_kind("number", limit):
            return operation
        place.asked.add("limit")
        return replace(
            operation, items=f"$filter([{operation.items}], function($v, $p) {{ $p < {literal(limit)} }})"
        )

    def requests_before(self, operation: Operation) -> dict[str, str]:
        """JSONata for what is sent before an operation, by name."""
        return {name: self.request(each) for name, each in zip(_BEFORES, befores_of(operation), strict=False)}

    def steps_before(self, operation: Operation, properties: Mapping[str, Any]) -> list[Step]:
        """The steps that send it, the last first."""
        return [
            Step(
                "http_request",
                self.config(each, name),
                self._step(name),
                properties={**properties, **each.properties},
            )
            for name, each in zip(_BEFORES, befores_of(operation), strict=False)
        ]

    def _step(self, name: str) -> str:
        return self.before if name == "before" else name + self.before.removeprefix("before")

    def _ending(self, operation: Operation, steps: list[Step], links: list[Link]) -> Piece:
        """The items of the answers, and those whose request failed."""
        if self.place.node.on_error == "error":
            has_files = operation.files is not None
            parted = self._parted(operation)
            end = parted_by_failure(self.place, parted, is_first=False, keeps_files=has_files)
            return behind(end, steps, (*links, Link("each", "rows", "done")))
        items = operation.items
        if self.place.fails_softly():
            items = f'$type($sent.error) = "object" ? {{"error": $sent.error.message}} : ({items})'
        listed = self.place.whole(self.place.outgoing(_all_answers(items)))
        steps.append(Step("transform", {"expression": listed}, stops_when_empty=True))
        links.append(Link("each", "", "done"))
        piece = Piece(tuple(steps), tuple(links), entries={0: "requests"}, begins=("requests",))
        if operation.files is not None:
            return self._keeping_files(operation, piece, items)
        if operation.is_one:
            return replace(piece, pairs={0: AT})
        rows = f'[$map([{items}], function($x) {{ {{"j": $x, "k": $n}} }})]'
        return replace(piece, tracked=tracked(self.place, piece, _all_answers(rows)))

    def _keeping_files(self, operation: Operation, piece: Piece, items: str) -> Piece:
        """The piece with what was answered beside each item."""
        files = operation.files
        if self.place.fails_softly():
            files = f'$type($sent.error) = "object" ? {{}} : {files}'
        rows = f'({self._named_file(operation)}; [{{"j": {items}, "k": $n, "f": {files}}}])'
        return replace(tracked(self.place, piece, _all_answers(rows)), files=IN_ROWS)

    def _named_file(self, operation: Operation) -> str:
        """JSONata that binds the name of the file which is answered."""
        self.place.note("file-in-state")
        name = fixed_name(self.place, operation.file_name) if operation.file_name else "data"
        return f"$file := {literal(name)}"

    def _parted(self, operation: Operation) -> str:
        """For each answer its items as `good`, or as `bad` the item whose request failed."""
        failed = f'$merge([$nodes.`{OWN}requests`[$n].item, {{"error": $sent.error.message}}])'
        good = f'$map({operation.items}, function($e) {{ {{"good": $e, "n": $n}} }})'
        if operation.files is not None:
            row = f'{{"good": {operation.items}, "n": $n, "f": {operation.files}}}'
            good = f"({self._named_file(operation)}; {row})"
        parted = f'$type($sent.error) = "object" ? {{"bad": {failed}, "n": $n}} : {good}'
        return _all_answers(parted)

    def config(self, operation: Operation, name: str) -> dict[str, Any]:
        """The configuration of the step that sends a request."""
        application = self.application
        config: dict[str, Any] = {"method": operation.method, "url": f"{{{{ {self.sent}.{name}.url }}}}"}
        if operation.address is not None:
            address = f"$address := {self.sent}.{name}.url; {operation.address}"
            config["url"] = f"{{{{ {self._knowing(operation, name, address)} }}}}"
        if operation.query:
            config["query"] = f"{{{{ {self.sent}.{name}.query }}}}"
        if operation.body is not None:
            body = f"{self.sent}.{name}.body"
            if isinstance(operation.body, Mapping) and "$" in operation.body:
                body = self._knowing(operation, name, operation.body["$"])
            config["body"] = f"{{{{ {body} }}}}"
        if operation.body_type is not None:
            config["body_type"] = operation.body_type
        if operation.response is not None:
            config["response"] = operation.response
        headers = self._headers(operation)
        if headers:
            config["headers"] = f"{{{{ {self.sent}.{name}.headers }}}}" if _names_in(headers) else headers
        if self.credential is not None and application.gap != "token":
            config["credential"] = self._credential(self.credential)
        return config

    def _headers(self, operation: Operation) -> Mapping[str, str]:
        return {**self.application.headers, **operation.headers}

    def _knowing(self, operation: Operation, name: str, text: str) -> str:
        """JSONata that knows the request to be sent, and where it reads them the answers before it."""
        known = f"$request := {self.sent}.{name}.body; {text}"
        last = len(befores_of(operation))
        names = _BEFORES[_BEFORES.index(name) + 1 :] if name in _BEFORES else _BEFORES
        for read, each in zip(("$before", "$begun"), (names[:1], names[last - 1 : last]), strict=True):
            if read in text:
                known = f"{read} := $nodes.`{OWN}{self._step(each[0])}`.body; {known}"
        return f"({known})"

    def _credential(self, name: str) -> str | dict[str, str]:
        application = self.application
        if application.header is None and application.scheme is None:
            return name
        form = {"name": name}
        if application.header is not None:
            form["header"] = application.header
        if application.scheme is not None:
            form["scheme"] = application.scheme
        return form

    def request(self, operation: Operation, more: Mapping[str, str] | None = None) -> str:
        """JSONata for an object with what is sent: `url`, `query`, `body`."""
        descriptions = Descriptions(self.place)
        path = operation.path
        whole = path if path.startswith(("http", "{")) else self.application.base + path
        parts = {"url": descriptions.address(whole)}
        if operation.query:
            parts["query"] = descriptions.filled_object(operation.query)
        headers = self._headers(operation)
        if _names_in(headers):
            parts["headers"] = descriptions.filled_object(headers)
        if more is not None:
            parts["body"] = object_of(more)
        elif operation.body is not None:
            body = operation.body
            if isinstance(body, Mapping):
                body = {key: each for key, each in body.items() if key != "$"}
            parts["body"] = descriptions.filled(body) or "{}"
        return object_of(parts)


def _names_in(headers: Mapping[str, str]) -> bool:
    """Whether a header names a parameter of the node."""
    return any(NAMED.search(each) for each in headers.values())


def _words(refusal: Refusal) -> str:
    """JSONata for what the service says of its refusal `$answer`, else the answer itself, shortened."""
    shown = "$substring($string($answer), 0, 1000)"
    return f'$words := {refusal.words}; $type($words) = "string" ? $words : {shown}'


def _check(refusal: Refusal, sent: Step) -> Step:
    """Gives the answer on; a refusal leaves elsewhere, or is what a failing step yields if others go on."""
    name = f"{sent.suffix}_checked"
    if sent.properties.get("on_error") != "continue":
        met = f"($answer := $input.body; {refusal.met})"
        return Step("switch", {"cases": [{"handle": "refused", "expression": met}]}, name)
    met = f'$not($type($input.error) = "object") and {refusal.met}'
    failed = f'{{"error": {{"message": ({_words(refusal)})}}}}'
    return Step("transform", {"expression": f"($answer := $input.body; {met} ? {failed} : $input)"}, name)


def _stops(application: Application, way: Sequence[Step]) -> dict[str, Step]:
    """What the refusals lead to that leave elsewhere, by their checks: they end the execution."""
    refusal = application.refusal
    if refusal is None:
        return {}
    message = f"{{{{ ($answer := $input.body; {_words(refusal)}) }}}}"
    config = {"status": "failed", "code": "Service.Refused", "message": message}
    return {
        check.suffix: Step("stop", config, f"{sent.suffix}_refused")
        for sent, check in pairwise(way)
        if check.type == "switch"
    }


def _along(way: Sequence[Step]) -> Iterator[Link]:
    """The links from each step of a way to the next one."""
    for one, other in pairwise(way):
        yield Link(one.suffix, other.suffix, "default" if one.type == "switch" else None)


def _told(operation: Operation, before: Sequence[Step]) -> Step:
    """Adds to an answer those before it, of which its items are made, too."""
    answers = {"before": f"$nodes.`{OWN}{before[0].suffix}`.body"}
    if "$begun" in operation.items:
        answers["begun"] = f"$nodes.`{OWN}{before[-1].suffix}`.body"
    return Step("transform", {"expression": f"$merge([$input, {object_of(answers)}])"}, "told")


def befores_of(operation: Operation) -> list[Operation]:
    """What is sent before an operation, the last first."""
    found = []
    while operation.before is not None:
        operation = operation.before
        found.append(operation)
    return found


def bound_in(text: str, readable: Mapping[str, str]) -> str:
    """JSONata that binds what a text reads, of the names that it may read, before the text."""
    read = (name for name in readable if re.search(rf"{re.escape(name)}\b", text))
    return "".join(f"{name} := {readable[name]}; " for name in read)


def _all_answers(items: str) -> str:
    """JSONata for items of all answers, with what they read of each bound to its name."""
    own = f"$nodes.`{OWN}requests`[$n]"
    readable = {
        "$answer": "$sent.body",
        "$request": f"{own}.call.body",
        "$before": "$sent.before",
        "$begun": "$sent.begun",
        "$given": f"{own}.item",
        "$address": f"{own}.call.url",
    }
    bound = bound_in(items, readable)
    each = f"({bound}$append($all, {items}))" if bound else f"$append($all, {items})"
    return f"[$reduce($input, function($all, $sent, $n) {{ {each} }}, [])]"
