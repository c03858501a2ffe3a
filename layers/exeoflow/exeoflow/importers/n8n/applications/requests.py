"""Fills `http_request` from an application's description: one request for each item, one after another."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from exeoflow.importers.n8n.applications.forms import in_form
from exeoflow.importers.n8n.applications.model import Application, Operation
from exeoflow.importers.n8n.families.calls import sending, tracked
from exeoflow.importers.n8n.families.fields import parted_by_failure
from exeoflow.importers.n8n.families.file_answers import IN_ROWS, fixed_name
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import AT, OWN, Link, Piece, Step
from exeoflow.importers.n8n.place import Place, is_computed
from exeoflow.importers.n8n.reasons import Refused

_NAMED: Final = re.compile(
    r"\{(?:(?P<form>[a-z_]+):)?(?P<names>[\w.]+(?:, [\w.]+)*)(?:\|(?P<default>[^}]*))?\}"
)
_OF_FILES: Final = {"file": "$n8_sent_file", "picture": "$n8_file_address"}
_DOCUMENT: Final = re.compile(r"/(?:d|folders)/([A-Za-z0-9_-]+)|notion\.so/.*?([0-9a-f]{32})")


def operation_of(place: Place, application: Application) -> tuple[Operation, str]:
    """The operation that a node is set to, and its name; raises `Refused` if it is not described."""
    resource = place.chosen("resource", application.default)
    operation = place.chosen("operation", application.defaults.get(resource, ""))
    found = application.operations.get((resource, operation))
    if found is None:
        raise Refused(
            "application-operation", application=application.name, operation=f"{resource} {operation}"
        )
    for (path, value), other in found.where.items():
        if place.parameter(path) == value:
            found = other
            break
    if place.parameter("binaryData") is True and not sends_file(found):
        raise Refused("setting-unsupported", setting="binaryData")
    return found, " ".join(filter(None, (operation, resource)))


def translate_operation(application: Application, place: Place) -> Piece:
    """The requests of the operation that a node is set to."""
    found, _ = operation_of(place, application)
    given(place, application)
    credential = place.node.credentials[0] if place.node.credentials else None
    return Requests(place, application, credential).piece(found)


def given(place: Place, application: Application) -> None:
    """Note what a node of an application is not; raises `Refused` for what it cannot be."""
    if place.fails_softly():
        place.note("error-text")
        place.note("error-of-expression")
    place.note("application-unchecked", application=application.name)
    if application.gap:
        place.note("application-address", application=application.name, gap=application.gap)


def sends_file(operation: Operation) -> bool:
    """Whether a file is in the body of an operation."""
    return operation.body_type in {"multipart", "binary"}


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
        """`sent` is JSONata for the requests by `call` and `before`; `before` is the step of the latter."""
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
        before = operation.before
        texts = {"call": self.request(operation, body)} | ({"before": self.request(before)} if before else {})
        if place.node.on_error == "error" or "$given" in operation.items:
            texts["item"] = "$j"
        requests = place.list_of(place.each(object_of(texts)))
        properties = sending(place)
        steps = [
            Step("transform", {"expression": requests}, "requests"),
            Step("for_each", {"items": "{{ $input }}"}, "each"),
            Step("http_request", self.config(operation, "call"), "call", properties=properties),
        ]
        links = [Link("requests", "each"), Link("call", "each")]
        if before is None:
            links.append(Link("each", "call", "loop"))
        else:
            first = {name: each for name, each in properties.items() if name == "retry"}
            steps.append(Step("http_request", self.config(before, "before"), "before", properties=first))
            links += [Link("each", "before", "loop"), Link("before", "call")]
        if before is not None and operation.files is not None:
            # What is made of an answer reads the one before it, too.
            told = f'$merge([$input, {{"before": $nodes.`{OWN}before`.body}}])'
            steps.append(Step("transform", {"expression": told}, "told"))
            links = [each for each in links if each.source != "call"]
            links += [Link("call", "told"), Link("told", "each")]
        return self._ending(operation, steps, links)

    def _ending(self, operation: Operation, steps: list[Step], links: list[Link]) -> Piece:
        """The items of the answers, and those whose request failed."""
        if self.place.node.on_error == "error":
            if operation.files is not None:
                raise Refused("failure-unsupported")
            end = parted_by_failure(self.place, self._parted(operation), is_first=False)
            return replace(
                end,
                steps=(*steps, *end.steps),
                links=(*links, Link("each", "rows", "done"), *end.links),
                entries={0: "requests"},
                begins=("requests",),
            )
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
        self.place.note("file-in-state")
        name = fixed_name(self.place, operation.file_name) if operation.file_name else "data"
        files = operation.files
        if self.place.fails_softly():
            files = f'$type($sent.error) = "object" ? {{}} : {files}'
        rows = f'($file := {literal(name)}; [{{"j": {items}, "k": $n, "f": {files}}}])'
        return replace(tracked(self.place, piece, _all_answers(rows)), files=IN_ROWS)

    def _parted(self, operation: Operation) -> str:
        """For each answer its items as `good`, or as `bad` the item whose request failed."""
        failed = f'$merge([$nodes.`{OWN}requests`[$n].item, {{"error": $sent.error.message}}])'
        good = f'$map({operation.items}, function($e) {{ {{"good": $e, "n": $n}} }})'
        parted = f'$type($sent.error) = "object" ? {{"bad": {failed}, "n": $n}} : {good}'
        return _all_answers(parted)

    def config(self, operation: Operation, name: str) -> dict[str, Any]:
        """The configuration of the step that sends a request."""
        application = self.application
        config: dict[str, Any] = {"method": operation.method, "url": f"{{{{ {self.sent}.{name}.url }}}}"}
        known = f"$before := $nodes.`{OWN}{self.before}`.body; $request := {self.sent}.{name}.body"
        if operation.address is not None:
            config["url"] = f"{{{{ ({known}; $address := {self.sent}.{name}.url; {operation.address}) }}}}"
        if operation.query:
            config["query"] = f"{{{{ {self.sent}.{name}.query }}}}"
        if operation.body is not None:
            body = f"{self.sent}.{name}.body"
            if operation.before is not None:
                body = f"({known}; {operation.body['$']})"
            config["body"] = f"{{{{ {body} }}}}"
        if operation.body_type is not None:
            config["body_type"] = operation.body_type
        if operation.answers_bytes:
            config["response"] = "binary"
        headers = {**application.headers, **operation.headers}
        if headers:
            config["headers"] = headers
        if self.credential is not None and application.gap != "token":
            config["credential"] = self._credential(self.credential)
        return config

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
        parts = {"url": self._address(operation.path)}
        if operation.query:
            parts["query"] = self._filled_object(operation.query)
        if more is not None:
            parts["body"] = object_of(more)
        elif operation.body is not None:
            body = operation.body
            if isinstance(body, Mapping):
                body = {key: each for key, each in body.items() if key != "$"}
            parts["body"] = self._filled(body) or "{}"
        return object_of(parts)

    # Descriptions with parameters in them

    def _filled(self, written: Any) -> str | None:  # noqa: ANN401 - any JSON
        match written:
            case str():
                return self._text(written)
            case Mapping():
                return self._filled_object(written)
            case list() | tuple():
                found = [self._filled(each) for each in written]
                listed = f"[{', '.join(each for each in found if each is not None)}]"
                return listed if isinstance(written, list) else f"$merge({listed})"
        return literal(written)

    def _filled_object(self, written: Mapping[str, Any]) -> str:
        found = {key: self._filled(each) for key, each in written.items()}
        return object_of({key: each for key, each in found.items() if each is not None})

    def _text(self, written: str) -> str | None:
        whole = _NAMED.fullmatch(written)
        if whole is not None:
            return self._named(whole)
        parts: list[str] = []
        position = 0
        for match in _NAMED.finditer(written):
            if fixed := written[position : match.start()]:
                parts.append(literal(fixed))
            value = self._named(match)
            if value is None:
                return None
            parts.append(f"$n8_field_text({value})")
            position = match.end()
        if rest := written[position:]:
            parts.append(literal(rest))
        return " & ".join(parts) if parts else '""'

    def _address(self, path: str) -> str:
        parts: list[str] = []
        position = 0
        whole = path if path.startswith(("http", "{")) else self.application.base + path
        for match in _NAMED.finditer(whole):
            if fixed := whole[position : match.start()]:
                parts.append(literal(fixed))
            value = self._named(match)
            if value is None:
                raise Refused("setting-unsupported", setting=match["names"])
            is_address = match.start() == 0 or match["form"] in {"path", "conditions", "disk"}
            parts.append(
                f"$n8_field_text({value})" if is_address else f"$encodeUrlComponent($n8_field_text({value}))"
            )
            position = match.end()
        if rest := whole[position:]:
            parts.append(literal(rest))
        return " & ".join(parts)

    def _named(self, match: re.Match[str]) -> str | None:
        if (made_of_file := _OF_FILES.get(match["form"])) is not None:
            names = filter(None, map(self.place.parameter, match["names"].split(", ")))
            return f"{made_of_file}({self.place.file(next(names, match['default'] or 'data'))})"
        for name in match["names"].split(", "):
            written = self.place.parameter(name)
            if written is not None and written != "":
                return self._formed(match["form"], written)
        if match["form"] == "need":
            raise Refused("setting-unsupported", setting=match["names"])
        default = match["default"]
        return None if default is None else literal(default)

    def _formed(self, form: str | None, written: Any) -> str:  # noqa: ANN401 - any JSON
        """A parameter's value; one that locates a resource holds its id."""
        mode = ""
        if isinstance(written, Mapping) and ("__rl" in written or "mode" in written):
            mode = str(written.get("mode", ""))
            if form == "title" and mode == "list" and written.get("cachedResultName"):
                written = written["cachedResultName"]
            else:
                written = written.get("value", "")
        if mode == "url" and isinstance(written, str) and not is_computed(written):
            found = _DOCUMENT.search(written)
            written = found[1] or found[2] if found else written
        return in_form(form, self.place, written)


def _all_answers(items: str) -> str:
    """JSONata for items of all answers, with what they read of each bound to its name."""
    own = f"$nodes.`{OWN}requests`[$n]"
    readable = {
        "$answer": "$sent.body",
        "$request": f"{own}.call.body",
        "$before": "$sent.before",
        "$given": f"{own}.item",
        "$address": f"{own}.call.url",
    }
    bound = "; ".join(f"{name} := {text}" for name, text in readable.items() if name in items)
    each = f"({bound}; $append($all, {items}))" if bound else f"$append($all, {items})"
    return f"[$reduce($input, function($all, $sent, $n) {{ {each} }}, [])]"
