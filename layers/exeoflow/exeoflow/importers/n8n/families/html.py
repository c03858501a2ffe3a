"""HTML: a page whose text has expressions in it."""

from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused


def translate_html(place: Place) -> Piece:
    """A page whose text has expressions in it; its values go as they are."""
    if place.chosen("operation", "generateHtmlTemplate") != "generateHtmlTemplate":
        raise Refused("setting-unsupported", setting=f"operation: {place.chosen('operation', '')}")
    written = place.parameter("html", "")
    if not isinstance(written, str):
        raise Refused("setting-unsupported", setting="html")
    if "{{" in written:
        place.note("setting-approximated", setting="html")
    text = f"$n8_field_text({place.value('=' + written.removeprefix('='))})"
    return place.listed(place.each(f'{{"html": {text}}}'))
