"""What an HTTP Request sends: JSON, a form, or what is written as it is."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from exeoflow.importers.n8n.families.calls import computes_text, is_lone, of_item, templated
from exeoflow.importers.n8n.jsonata import assigned, key_of, literal, path_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_EACH_SINCE: Final = 4.2
"""The version since which parts of one name are sent one after another; before, the last one is."""
_METHODS_OF_FORMS: Final = frozenset({"POST", "PUT", "PATCH"})


def add_body(place: Place, request: dict[str, Any]) -> None:
    """Put the body of version 3 or 4 into a request."""
    match place.chosen("contentType", "json"):
        case "json":
            if place.chosen("specifyBody", "keypair") == "json":
                request["body"] = json_body(place, place.parameter("jsonBody", ""))
            else:
                nests = place.node.version >= 4
                request["body"] = pairs(place, "bodyParameters.parameters", nests=nests)
        case "raw":
            request["body"] = templated(place, place.parameter("body", ""))
            _add_type(place, request, place.parameter("rawContentType"))
        case "form-urlencoded":
            if place.chosen("specifyBody", "keypair") != "keypair":
                raise Refused("setting-unsupported", setting="specifyBody")
            request["body"] = pairs(place, "bodyParameters.parameters")
            request["body_type"] = "form"
        case "multipart-form-data":
            request["body"] = _parts(place)
            request["body_type"] = "multipart"
        case "binaryData":
            _add_file(place, request, place.parameter("inputDataFieldName", "data"))
        case other:
            raise Refused("setting-unsupported", setting=f"contentType: {other}")


def _add_type(place: Place, request: dict[str, Any], kind: object) -> None:
    """Say what a body is that is sent as it is, unless a header that is written does."""
    if isinstance(kind, str) and kind:
        headers = request.setdefault("headers", {})
        if isinstance(headers, dict):
            headers.setdefault("Content-Type", templated(place, kind))
            return
        written = of_item(place, f"$n8_text({place.value(kind)})") if is_computed(kind) else literal(kind)
        others = f'$sift({_inner(headers)}, function($v, $k) {{ $lowercase($k) != "content-type" }})'
        request["headers"] = f'{{{{ $merge([{others}, {{"Content-Type": {written}}}]) }}}}'


def _inner(expression: str) -> str:
    """JSONata of a field that is one expression."""
    return expression.removeprefix("{{").removesuffix("}}").strip()


def _add_file(place: Place, request: dict[str, Any], name: object) -> None:
    request["body"] = f"{{{{ {of_item(place, f'$n8_sent_file({place.file(name)})')} }}}}"
    request["body_type"] = "binary"


def _parts(place: Place) -> dict[str, Any]:
    """Fields and files by their names."""
    found: dict[str, Any] = {}
    for row in place.rows("bodyParameters.parameters"):
        name = row.get("name")
        if not isinstance(name, str) or not name:
            continue
        if is_computed(name):
            raise Refused("setting-computed", setting="bodyParameters.parameters")
        if row.get("parameterType") == "formBinaryData":
            text = f"$n8_sent_file({place.file(row.get('inputDataFieldName', 'data'))})"
        else:
            value = place.value(row.get("value", ""))
            text = f"($v := {value}; $n8_is_nothing($v) ? null : $n8_text($v))"
        part = f"{{{{ {of_item(place, text)} }}}}"
        before = found.get(name, []) if place.node.version >= _EACH_SINCE else []
        before = before if isinstance(before, list) else [before]
        found[name] = [*before, part] if before else part
    return found


def json_body(place: Place, written: Any) -> Any:  # noqa: ANN401 - any JSON
    """A body that is written as JSON; one that is none fails the node, an empty one from version 3 on."""
    value = place.value(written)
    parsed = "$parse($v)" if place.node.version >= 3 else '($v = "" ? {} : $parse($v))'
    text = f'($v := {value}; $type($v) = "string" ? {parsed} : $n8_or_null($v))'
    return f"{{{{ {of_item(place, text)} }}}}"


def pairs(place: Place, rows: str, *, nests: bool = False) -> Any:  # noqa: ANN401 - any JSON
    """Rows of names and values as an object; where it `nests`, a name may be a path."""
    entries = [
        (name, row.get("value", ""))
        for row in place.rows(rows)
        if isinstance(name := row.get("name"), str) and name
    ]
    if any(row.get("parameterType") == "formBinaryData" for row in place.rows(rows)):
        raise Refused("setting-unsupported", setting="formBinaryData")
    if any(is_computed(name) or (nests and not path_of(name).is_key) for name, _ in entries):
        return _put_together(place, entries, nests=nests)
    if not place.parameter("options.pagination") and any(is_lone(written) for _, written in entries):
        # Of the object what is missing is left out; one by one it would be null.
        values = ", ".join(
            f"{literal(name)}: {place.value(written)}" for name, written in dict(entries).items()
        )
        return f"{{{{ {of_item(place, f'{{{values}}}')} }}}}"
    found: dict[str, Any] = {}
    for name, written in entries:
        found[name] = (
            f"{{{{ {of_item(place, f'$n8_or_null({place.value(written)})')} }}}}"
            if computes_text(written)
            else templated(place, written)
        )
    return found


def _put_together(place: Place, entries: Sequence[tuple[str, Any]], *, nests: bool) -> str:
    """The object whose names are computed, or paths, made in the run."""
    steps = ["$o := {}"]
    for name, written in entries:
        value = f"$n8_or_null({place.value(written)})"
        if not is_computed(name):
            steps.append(f"$o := {assigned('$o', path_of(name) if nests else key_of(name), value)}")
            continue
        put = (
            f"$n8_set($o, $name, $n8_path($name), {value})" if nests else f"$merge([$o, {{$name: {value}}}])"
        )
        steps += [f"$name := $n8_text({place.value(name)})", f"$o := {put}"]
    body = f"({'; '.join(steps)}; $o)"
    return f"{{{{ {of_item(place, body)} }}}}"


def add_old_body(place: Place, request: dict[str, Any], *, is_json: bool) -> None:
    """Put the body of version 1 or 2 into a request; with parameters one by one they send no file."""
    kind = place.chosen("options.bodyContentType", "json")
    if is_json and place.flag("sendBinaryData"):
        _add_old_files(place, request, kind)
        return
    if is_json and place.parameter("bodyParametersJson"):
        request["body"] = json_body(place, place.parameter("bodyParametersJson"))
    elif not is_json and place.rows("bodyParametersUi.parameter"):
        request["body"] = pairs(place, "bodyParametersUi.parameter")
    if kind == "form-urlencoded":
        request["body_type"] = "form"
    elif kind == "multipart-form-data" and not is_json and request["method"] in _METHODS_OF_FORMS:
        request["body_type"] = "multipart"
    elif kind != "json":
        raise Refused("setting-unsupported", setting=f"bodyContentType: {kind}")


def _add_old_files(place: Place, request: dict[str, Any], kind: str) -> None:
    written = place.parameter("binaryPropertyName", "data")
    if kind == "raw":
        _add_file(place, request, written)
    elif kind == "multipart-form-data" and request["method"] in _METHODS_OF_FORMS:
        request["body"] = dict(_old_files(place, written))
        request["body_type"] = "multipart"
    else:
        raise Refused("setting-unsupported", setting=f"sendBinaryData, bodyContentType: {kind}")


def _old_files(place: Place, written: object) -> Iterator[tuple[str, str]]:
    """The parts that one text names: `part:file` between commas, or a file alone, whose part is `file`."""
    if not isinstance(written, str) or "{{" in written:
        raise Refused("setting-computed", setting="binaryPropertyName")
    names = [each.strip() for each in written.removeprefix("=").split(",")]
    for each in names:
        part, colon, file = each.partition(":")
        if not colon and len(names) > 1:
            raise Refused("setting-unsupported", setting=f"binaryPropertyName: {written}")
        name = file.split(":")[0] if colon else each
        text = f"$n8_sent_file({place.file(name)})"
        yield part if colon else "file", f"{{{{ {of_item(place, text)} }}}}"
