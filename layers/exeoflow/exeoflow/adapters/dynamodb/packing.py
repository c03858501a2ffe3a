"""JSON as compressed bytes: an item of DynamoDB holds 400 KB at most and is paid by the kilobyte."""

import json
import zlib
from typing import cast

from exeoflow.model.json_value import Json, to_text


def pack(value: object) -> bytes:
    """Compress a JSON value."""
    # A lone surrogate is no text, yet JSON can spell it: it must survive like anything else.
    return zlib.compress(to_text(value).encode("utf-8", "surrogatepass"))


def unpack(data: bytes) -> Json:
    """Read what `pack` wrote."""
    return cast("Json", json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))
