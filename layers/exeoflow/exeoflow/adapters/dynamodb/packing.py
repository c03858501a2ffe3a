"""JSON as compressed bytes: an item of DynamoDB holds 400 KB at most and is paid by the kilobyte."""

import zlib

from exeoflow.model import json
from exeoflow.model.json import Json


def pack(value: object) -> bytes:
    """Compress a JSON value."""
    # A lone surrogate is no text, yet JSON can spell it: it must survive like anything else.
    return zlib.compress(json.write(value).encode("utf-8", "surrogatepass"))


def unpack(data: bytes) -> Json:
    """Read what `pack` wrote."""
    return json.read(zlib.decompress(data).decode("utf-8", "surrogatepass"))
