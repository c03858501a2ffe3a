"""Nodes that send or wait without an application's requests: mail, forms, other workflows, feeds, XML."""

from collections.abc import Mapping
from typing import Final

from exeoflow.importers.n8n.families.calls import called, of_item, retrying
from exeoflow.importers.n8n.families.fields.setting import CONVERSIONS
from exeoflow.importers.n8n.families.messages.asking import ASKS, translate_question
from exeoflow.importers.n8n.families.waiting import waits_for_call
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import AT, Link, Piece, Step, behind_loop, listed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

CALLED: Final = "https://workflow.invalid/webhook"
"""Stands for the address of another workflow's webhook until somebody puts that in."""


def translate_email(place: Place) -> Piece:
    """A mail for each item, sent by SES from a verified address."""
    if place.parameter("operation") == ASKS:
        return translate_question(place, "Send Email")
    if place.chosen("operation", "send") != "send":
        raise Refused("setting-unsupported", setting="operation")
    place.refuse_error_output()
    place.note("mail-by-ses")
    mail = _mail(place)
    place.note_whole_failure()
    items = place.whole(place.outgoing('[$map($input, function($m) { {"messageId": $m.message_id} })]'))
    mails = Step("transform", {"expression": place.list_of(place.each(object_of(mail)))}, "mails")
    config = {name: f"{{{{ $item.{name} }}}}" for name in mail}
    send = Step("email", config, "mail", properties=retrying(place))
    return behind_loop(listed(items), mails, send)


def _mail(place: Place) -> dict[str, str]:
    """JSONata for what a mail is made of, by the fields of the node `email`."""
    sender, to = place.parameter("fromEmail", ""), place.parameter("toEmail", "")
    mail = {
        "sender": f"$n8_text({place.value(sender) if sender else place.missing('fromEmail')})",
        "to": _addresses(place, to) if to else place.missing("toEmail"),
        "subject": _text(place, place.parameter("subject", "")),
    }
    for name, path in (("cc", "ccEmail"), ("bcc", "bccEmail"), ("reply_to", "replyTo")):
        written = place.parameter(f"options.{path}") or place.parameter(path)
        if written:
            mail[name] = _addresses(place, written)
    for name in _contents(place):
        mail[name] = _text(place, place.parameter(name, ""))
    return mail | _attached(place)


def _attached(place: Place) -> dict[str, str]:
    """JSONata for the attachments: the item's files of the names between commas, as n8n sends them."""
    named = place.parameter("options.attachments") or place.parameter("attachments")
    if not named:
        return {}
    files = place.known_files()
    if files is None:
        place.note("setting-approximated", setting="attachments")
        return {}
    file = "$n8_sent_file($n8_file($f, $n))"
    # A name by which HTML shows an attachment is the file's own.
    if "cid:" in str(place.parameter("html", "")):
        file = f'$merge([{file}, {{"content_id": $n}}])'
    names = f'$split($n8_text({place.value(named)}), ",").$n8_trim($)'
    each = f"[$map([{names}], function($n) {{ {file} }})]"
    # Of an item without any files n8n sends none, and fails where one is not among those of an item.
    return {"attachments": f"($f := {files}; $n8_size($f) = 0 ? [] : {each})"}


def _contents(place: Place) -> tuple[str, ...]:
    """Which of `text` and `html` a mail has."""
    if place.node.version < 2:
        found = tuple(name for name in ("text", "html") if place.parameter(name) not in (None, ""))
        return found or ("text",)
    match place.chosen("emailFormat", "html"):
        case "both":
            return ("text", "html")
        case "text":
            return ("text",)
    return ("html",)


def _text(place: Place, written: object) -> str:
    return f"$n8_field_text($n8_or_null({place.value(written)}))"


def _addresses(place: Place, written: object) -> str:
    """One address, or several between commas."""
    return f'[$split($n8_text({place.value(written)}), ",").$n8_trim($)]'


def translate_form_page(place: Place) -> Piece:
    """The next page of a form: a call with its fields is waited for; the last page only ends it."""
    if place.chosen("operation", "page") == "completion":
        place.note("setting-approximated", setting="operation: completion")
        return place.listed("$in", AT)
    place.note("call-approximated")
    return waits_for_call()


def translate_execute_workflow(place: Place) -> Piece:
    """Another workflow, called at the address of its webhook: with all items, or for each of them."""
    if place.chosen("source", "database") not in {"database", "parameter"}:
        raise Refused("setting-unsupported", setting="source")
    place.note("workflow-by-address")
    request = {"method": "POST", "url": CALLED, "body": f"{{{{ {of_item(place, _handed_over(place))} }}}}"}
    if place.chosen("mode", "once") == "once" and not place.takes_one:
        place.note("setting-approximated", setting="mode")
    each = '$type($b) = "object" ? [$b] : $exists($b) ? [{"data": $b}] : []'
    items = f'($b := $a.body; $type($b) = "array" ? $b : {each})'
    if not place.flag("options.waitForSubWorkflow", default=True):
        items = "[{}]"
    return called(place, request, items)


def _handed_over(place: Place) -> str:
    """JSONata for what the other workflow gets: the item, in which the mapped fields have their values."""
    values = place.parameter("workflowInputs.value")
    schema = place.rows("workflowInputs.schema")
    removed = [str(row.get("displayName")) for row in schema if row.get("removed") is True]
    written = {str(name): value for name, value in values.items()} if isinstance(values, Mapping) else {}
    if not written and not removed:
        return "$j"
    kinds = {row.get("id"): row.get("type") for row in schema}
    mapped = {
        name: _fitting(place, kinds.get(name), place.value(value))
        for name, value in written.items()
        if name not in removed
    }
    others = f"$sift($j, function($e, $k) {{ $not($k in {literal([*written, *removed])}) }})"
    return f"$merge([{{}}, {others}, {object_of(mapped)}])"


def _fitting(place: Place, kind: object, value: str) -> str:
    """A value that fits the type of the field it is mapped to, or fails; n8n leaves out what is nothing."""
    if not isinstance(kind, str):
        return value
    is_lenient = place.flag("workflowInputs.attemptToConvertTypes")
    is_text = kind == "string"
    checked = "$v"
    if kind in CONVERSIONS and (not is_text or place.flag("workflowInputs.convertFieldsToString")):
        fails = f'$type($v) = {literal(kind)} ? $v : $error("The value has another type.")'
        checked = f"{CONVERSIONS[kind]}($v)" if is_lenient else fails
    return f"($v := {value}; $n8_is_nothing($v) ? [][0] : {checked})"


def translate_feed(place: Place) -> Piece:
    """The entries of an RSS or Atom feed."""
    place.note("setting-approximated", setting="url")
    address = of_item(place, f"$n8_text({place.value(place.parameter('url', ''))})")
    request = {"method": "GET", "url": f"{{{{ {address} }}}}", "response": "xml"}
    text = 'function($v) { $type($v) = "object" ? $lookup($v, "#text") : $v }'
    entry = (
        '{"title": $t($e.title), '
        '"link": $type($e.link) = "object" ? $lookup($e.link, "@href") : $t($e.link[0]), '
        '"pubDate": $t($e.pubDate ? $e.pubDate : $e.updated), '
        '"content": $t($e.description ? $e.description : $e.content), '
        '"guid": $t($e.guid ? $e.guid : $e.id)}'
    )
    items = (
        f"($t := {text}; $x := $a.body; $es := $exists($x.rss) ? $x.rss.channel.item : $x.feed.entry; "
        f"[$map($es, function($e) {{ {entry} }})])"
    )
    return called(place, request, items)


# What was read, with the names that n8n's reader gives: without a mark of attributes.
_PLAIN: Final = (
    '$plain := function($v) { $type($v) = "array" ? [$map($v, $plain)] : $type($v) = "object" ? '
    "$merge([{}, $each($v, function($e, $k) { "
    '{$k = "#text" ? "_" : $replace($k, /^@/, ""): $plain($e)} })]) : $type($v) = "null" ? "" : $v }; '
)


def translate_xml(place: Place) -> Piece:
    """A field's XML as an object, or an item as XML."""
    place.note("setting-approximated", setting="mode")
    place.refuse_error_output()
    name = place.parameter("dataPropertyName", "data")
    if not isinstance(name, str) or is_computed(name):
        raise Refused("setting-computed", setting="dataPropertyName")
    if place.chosen("mode", "xmlToJson") == "xmlToJson":
        step = Step("parse", {"format": "xml", "text": f"{{{{ $lookup($item, {literal(name)}) }}}}"}, "xml")
        each = "$plain($x)"
    else:
        step = Step("format", {"format": "xml", "value": "{{ $item }}"}, "xml")
        each = f"{{{literal(name)}: $x}}"
    items = f"{_PLAIN}[$map($input, function($x) {{ {each} }})]"
    return Piece(
        (
            Step("for_each", {"items": f"{{{{ {place.arriving} }}}}"}, "each"),
            step,
            Step(
                "transform", {"expression": place.whole(place.outgoing(f"({items})"))}, stops_when_empty=True
            ),
        ),
        (Link("each", "xml", "loop"), Link("xml", "each"), Link("each", "", "done")),
        entries={0: "each"},
        pairs={0: AT},
        begins=("each",),
    )
