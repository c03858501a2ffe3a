"""Source maps as bytes: they stand beside revisions, and beside the executions that ran them."""

from dataclasses import asdict
from typing import Any, cast

from exeoflow.adapters.dynamodb.packing import pack, unpack
from exeoflow.model.workflows.source_map import SourceMap


def pack_source_map(source_map: SourceMap) -> bytes:
    """Compress a source map."""
    return pack(asdict(source_map))


def unpack_source_map(data: bytes) -> SourceMap:
    """Read what `pack_source_map` wrote."""
    content = cast("dict[str, Any]", unpack(data))
    return SourceMap(**content | {"wrapped_triggers": tuple(content["wrapped_triggers"])})
