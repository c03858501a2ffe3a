"""The nodes with which n8n's courses begin: a list of people who do not exist, and messages to them."""

from typing import Final

from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.pieces import AT, Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_FIELDS: Final = ("id", "name", "email", "notes", "country", "created")
_PEOPLE: Final = [
    dict(zip(_FIELDS, person, strict=True))
    for person in (
        (
            "23423532",
            "Jay Gatsby",
            "gatsby@west-egg.com",
            "Keeps asking about a green light??",
            "US",
            "1925-04-10",
        ),
        (
            "23423533",
            "José Arcadio Buendía",
            "jab@macondo.co",
            "Lots of people named after him. Very confusing",
            "CO",
            "1967-05-05",
        ),
        (
            "23423534",
            "Max Sendak",
            "info@in-and-out-of-weeks.org",
            "Keeps rolling his terrible eyes",
            "US",
            "1963-04-09",
        ),
        (
            "23423535",
            "Zaphod Beeblebrox",
            "captain@heartofgold.com",
            "Felt like I was talking to more than one person",
            None,
            "1979-10-12",
        ),
        ("23423536", "Edmund Pevensie", "edmund@narnia.gov", "Passionate sailor", "UK", "1950-10-16"),
    )
]


def translate_customers(place: Place) -> Piece:
    """The people, once for each item that comes in."""
    match place.chosen("operation", "getOnePerson"):
        case "getOnePerson":
            people = _PEOPLE[:1]
        case "getAllPeople":
            most = len(_PEOPLE) if place.flag("returnAll") else int(place.number("limit", len(_PEOPLE)))
            people = _PEOPLE[:most]
        case other:
            raise Refused("setting-unsupported", setting=f"operation: {other}")
    listed = literal(people)
    rows = f'$map({listed}, function($p) {{ {{"j": $p, "k": $i}} }})'
    return place.listed(
        f"[$reduce($in, function($l, $j) {{ $append($l, {listed}) }}, [])]",
        pairs=None,
        rows=f"[$reduce($in, function($l, $j, $i) {{ $append($l, {rows}) }}, [])]",
    )


def translate_messenger(place: Place) -> Piece:
    """What would have been said to each."""
    customer = f"$n8_field_text({place.value(place.parameter('customerId', ''))})"
    message = f"$n8_field_text({place.value(place.parameter('message', ''))})"
    said = f'"Sent message to customer " & {customer} & ":  " & {message}'
    return place.listed(place.each(f'{{"output": {said}}}'), AT)
