"""The forms in which parameters of n8n's nodes are sent: JSONata for a value, by the form's name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.forms.of_services import SERVICE_FORMS
from exeoflow.importers.n8n.applications.forms.pages import children, properties
from exeoflow.importers.n8n.applications.forms.rows import mapped_columns, rows_as_object, without_fields
from exeoflow.importers.n8n.applications.forms.sql import SQL_FORMS
from exeoflow.importers.n8n.jsonata import listed, literal, object_of, parsed
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_BOUNDARY: Final = "exeoflow-part-of-mail"
_REPLIES_TO_ALL_SINCE: Final = 2
"""The version of Gmail since which an answer goes to the receivers of a mail, too."""


def in_form(form: str | None, place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """JSONata for a parameter's value in a form; None is as it stands."""
    if form in OF_PARAMETER:
        return OF_PARAMETER[form](place, written)
    return OF_VALUE[form](place.value(written))


def _plain(value: str) -> str:
    return value


def _messages(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """What a chat model is told: who says it, and what."""
    if not isinstance(written, list):
        return f'[{{"role": "user", "content": {place.value(written)}}}]'
    rows = [each for each in written if isinstance(each, Mapping)]
    found = (
        object_of(
            {
                "role": place.value(each.get("role", "user")),
                "content": f"$n8_field_text({place.value(each.get('content', ''))})",
            }
        )
        for each in rows
    )
    return f"[{', '.join(found)}]"


def _built(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """Tools of a service that a model may use: what is there without settings is chosen, too."""
    given = written.items() if isinstance(written, Mapping) else ()
    return object_of({str(name): "true" if each == {} else place.value(each) for name, each in given})


def _mail(place: Place, message: Any) -> str:  # noqa: ANN401 - any JSON
    """A message of RFC 5322 in base64url. Its text is quoted-printable, so that all of it is ASCII."""
    attached = [
        place.file(each.get("property") or "data")
        for each in place.rows("options.attachmentsUi.attachmentsBinary")
    ]
    kind = place.parameter("emailType", "text" if place.written("resource") == "draft" else "html")
    lines = _headers(place)
    subtype = "plain" if kind == "text" else "html"
    lines.append('"MIME-Version: 1.0\\r\\n"')
    if attached:
        lines.append(
            f'"Content-Type: multipart/mixed; boundary=\\"{_BOUNDARY}\\"\\r\\n\\r\\n--{_BOUNDARY}\\r\\n"'
        )
    lines.append(
        f'"Content-Type: text/{subtype}; charset=utf-8\\r\\n'
        'Content-Transfer-Encoding: quoted-printable\\r\\n\\r\\n"'
    )
    lines.append(_wrapped(place.value(message)))
    lines += [f"$n8_mail_part({each}, {literal(_BOUNDARY)})" for each in attached]
    if attached:
        lines.append(f'"\\r\\n--{_BOUNDARY}--\\r\\n"')
    return f'$replace($replace($base64encode({" & ".join(lines)}), "+", "-"), "/", "_")'


def _replied(place: Place, message: Any) -> str:  # noqa: ANN401 - any JSON
    """The id of a mail that is answered: the answer goes to the sender; n8n's goes to the receivers, too."""
    if place.written("options.replyToRecipientsOnly"):
        raise Refused("setting-unsupported", setting="options.replyToRecipientsOnly")
    if (
        place.node.version >= _REPLIES_TO_ALL_SINCE
        and place.parameter("options.replyToSenderOnly") is not True
    ):
        place.note("reply-to-sender")
    return place.value(message)


def _headers(place: Place) -> list[str]:
    """JSONata for the lines of who gets the message, and of its subject."""
    receivers = {
        "To": place.parameter("sendTo", place.parameter("toList")),
        "Cc": place.parameter("options.ccList"),
        "Bcc": place.parameter("options.bccList"),
    }
    lines = [
        f'"{name}: " & $n8_text({place.value(written)}) & "\\r\\n"'
        for name, written in receivers.items()
        if written
    ]
    subject = _quoted_printable(place.value(place.parameter("subject", "")))
    return [*lines, f'"Subject: =?utf-8?Q?" & $replace({subject}, "_", "=5F") & "?=\\r\\n"']


def _disk(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """A path on a disk; one that means several files is not known here."""
    if isinstance(written, str) and not is_computed(written) and set("*?[{") & set(written):
        raise Refused("setting-unsupported", setting=written)
    text = f"$encodeUrlComponent($n8_field_text({place.value(written)}))"
    return f'$replace($replace({text}, "%2F", "/"), /^\\/+/, "")'


def _record(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """The id of the record that is changed: given, among the mapped fields, or the item's own."""
    if not isinstance(written, Mapping):
        return place.value(written)
    given = place.parameter("columns.value.id")
    if given is not None:
        return place.value(given)
    if place.parameter("columns.mappingMode") == "autoMapInputData":
        return "$j.id"
    return place.missing("columns.matchingColumns")


def _sent(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """The fields that `dataToSend` says: those that are listed, or the item's but for some."""
    if place.parameter("dataToSend", "defineBelow") == "defineBelow":
        return rows_as_object(place, place.parameter("fieldsUi.fieldValues", []))
    ignored = [each.strip() for each in str(place.parameter("inputsToIgnore", "")).split(",")]
    return without_fields(ignored)


def _picked(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """The item's fields whose names are listed, with commas between."""
    return f"$sift($j, function($v, $k) {{ $k in $map({listed(place.value(written))}, $trim) }})"


def _numbered(place: Place, written: Any) -> str:  # noqa: ANN401 - any JSON
    """Fields by their number, as Baserow names them."""
    if place.parameter("dataToSend", "defineBelow") != "defineBelow":
        raise Refused("setting-unsupported", setting="dataToSend")
    return f'$each({rows_as_object(place, written)}, function($v, $k) {{ {{"field_" & $k: $v}} }}) ~> $merge'


def _conditions(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """What PostgREST takes for the conditions on rows that a node of Supabase lists."""
    if place.parameter("filterType", "manual") == "string":
        return f"$n8_field_text({place.value(place.parameter('filterString', ''))})"
    if place.parameter("filterType", "manual") == "none":
        return '""'
    conditions = [
        (_encoded(place, each, "keyName"), _operator(each), _encoded(place, each, "keyValue"))
        for each in _filters(place)
    ]
    is_any = place.parameter("matchType", "anyFilter") == "anyFilter" and len(conditions) > 1
    if is_any and place.parameter("operation") != "get":
        texts = [f'{name} & ".{operator}." & {value}' for name, operator, value in conditions]
        return '"or=(" & ' + ' & "," & '.join(texts) + ' & ")"'
    texts = [f'{name} & "={operator}." & {value}' for name, operator, value in conditions]
    return ' & "&" & '.join(texts) if texts else '""'


def _encoded(place: Place, condition: Mapping[str, Any], part: str) -> str:
    return f"$encodeUrlComponent($n8_field_text({place.value(condition.get(part, ''))}))"


def _filters(place: Place) -> list[Mapping[str, Any]]:
    found = place.parameter("filters.conditions", [])
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _operator(condition: Mapping[str, Any]) -> str:
    operator = condition.get("condition", "eq")
    if operator not in {"eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "is"}:
        raise Refused("setting-unsupported", setting=f"condition: {operator}")
    return str(operator)


def _wrapped(text: str) -> str:
    """A text as quoted-printable in short lines."""
    return f'$replace({_quoted_printable(text)}, /((=[0-9A-F][0-9A-F]|[^=]){{20}})/, "$1=\\r\\n")'


def _quoted_printable(text: str) -> str:
    return f'$replace($encodeUrlComponent($n8_field_text({text})), "%", "=")'


OF_PARAMETER: Final[Mapping[str | None, Callable[[Place, Any], str]]] = MappingProxyType(
    {
        "rows": rows_as_object,
        "columns": mapped_columns,
        "record": _record,
        "messages": _messages,
        "built": _built,
        "mail": _mail,
        "replied": _replied,
        "sent": _sent,
        "picked": _picked,
        "numbered": _numbered,
        "conditions": _conditions,
        "disk": _disk,
        "properties": properties,
        "children": children,
        **SERVICE_FORMS,
        **SQL_FORMS,
    }
)
OF_VALUE: Final[Mapping[str | None, Callable[[str], str]]] = MappingProxyType(
    {
        None: _plain,
        "need": _plain,
        "path": _plain,
        "title": _plain,
        "json": parsed,
        "blocks": lambda value: f'($b := {parsed(value)}; $type($b) = "object" ? $b.blocks : $b)',
        "url": lambda value: f"$encodeUrlComponent($n8_field_text({value}))",
        "quoted": _wrapped,
        "base64": lambda value: f"$n8_base64($n8_field_text({value}))",
        "own": lambda _: "$j",
        "numbers": lambda value: f"[$map({listed(value)}, $number)]",
        "joined": lambda value: f'$join({listed(value)}, ",")',
        "mailjet": lambda value: f'[$map({listed(value)}, function($e) {{ {{"Email": $n8_trim($e)}} }})]',
        "recipients": lambda value: (
            f'[$map($split($n8_field_text({value}), ","), function($e) '
            f'{{ {{"emailAddress": {{"address": $n8_trim($e)}}}} }})]'
        ),
        "addresses": lambda value: f'[$map({listed(value)}, function($e) {{ {{"email": $n8_trim($e)}} }})]',
        "document": lambda value: (
            f'($d := $n8_field_text({value}); $contains($d, "/d/") ? '
            f'$substringBefore($substringAfter($d, "/d/"), "/") : $d)'
        ),
        "number": lambda value: f"$n8_need_number({value})",
        "list": listed,
        "parts": lambda value: (
            f'($v := {value}; $type($v) = "string" ? [$map($split($v, ","), $n8_trim)] : {listed("$v")})'
        ),
    }
)
