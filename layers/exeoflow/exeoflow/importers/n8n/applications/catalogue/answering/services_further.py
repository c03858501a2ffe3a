"""Further operations of the applications of `services`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get
from exeoflow.importers.n8n.applications.model import Operation

_SPOTIFY: Final = {
    ("artist", "getRelatedArtists"): get(
        "/artists/{id}/related-artists",
        items="$answer.artists",
        is_one=True,
        headers={"A.c.c.e.p.t": " application/json"},
    ),
    ("playlist", "search"): get(
        "/search",
        {"q": "{query}", "type": "playlist", "limit": "{limit|=50}", "market": "{filters.market}"},
        "$answer.playlists.items",
        headers={"A.c.c.e.p.t": " application/json"},
    ),
}

_STRAVA: Final = {
    ("activity", "getStreams"): get(
        "/activities/{activityId}/streams",
        {"keys": "{joined:keys}", "key_by_type": "true"},
        is_one=True,
        body_type="form",
    )
}

_NASA: Final = {
    ("earthAssets", "get"): get(
        "/insight_weather/earth/imagery",
        {"lat": "{lat}", "lon": "{lon}", "dim": "0.025", "feedtype": "json", "ver": "1.0"},
        is_one=True,
    ),
    ("inSightMarsWeatherService", "get"): get("", is_one=True),
    ("imageAndVideoLibrary", "get"): get("", is_one=True),
    ("techTransfer", "get"): get("", is_one=True),
    ("twoLineElementSet", "get"): get("", is_one=True),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"spotify": _SPOTIFY, "strava": _STRAVA, "nasa": _NASA}
)
"""By the type of n8n's node."""
