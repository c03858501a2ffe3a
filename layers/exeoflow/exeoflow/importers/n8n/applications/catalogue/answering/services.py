"""Services that answer, make or publish something."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    put,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import Application, Operation

SPOTIFY: Final = Application(
    "Spotify",
    "https://api.spotify.com/v1",
    {
        ("player", "addSongToQueue"): post("/me/player/queue?uri={id}", {}),
        ("player", "currentlyPlaying"): get("/me/player/currently-playing", is_one=True),
        ("player", "nextSong"): post("/me/player/next", {}),
        ("player", "previousSong"): post("/me/player/previous", {}),
        ("player", "pause"): put("/me/player/pause", {}),
        ("player", "resume"): put("/me/player/play", {}),
        ("player", "startMusic"): put("/me/player/play", {"context_uri": "{id}"}),
        ("player", "volume"): put("/me/player/volume?volume_percent={volumePercent|50}", {}),
        ("player", "recentlyPlayed"): get(
            "/me/player/recently-played", {"limit": "{limit|50}"}, "$answer.items"
        ),
        **{
            (resource, operation): each
            for resource, path in (("album", "albums"), ("artist", "artists"), ("track", "tracks"))
            for operation, each in (
                ("get", get(f"/{path}/{{id}}", is_one=True)),
                (
                    "search",
                    get(
                        "/search",
                        {"q": "{query}", "type": resource, "limit": "{limit|50}"},
                        f"$answer.{path}.items",
                    ),
                ),
            )
        },
        ("album", "getTracks"): get("/albums/{id}/tracks", {"limit": "{limit|50}"}, "$answer.items"),
        ("album", "getNewReleases"): get(
            "/browse/new-releases", {"limit": "{limit|50}"}, "$answer.albums.items"
        ),
        ("artist", "getAlbums"): get("/artists/{id}/albums", {"limit": "{limit|50}"}, "$answer.items"),
        ("artist", "getTopTracks"): get(
            "/artists/{id}/top-tracks", {"country": "{country}"}, "$answer.tracks"
        ),
        ("track", "getAudioFeatures"): get("/audio-features/{id}", is_one=True),
        ("playlist", "add"): post("/playlists/{id}/tracks?uris={trackID}", {}),
        ("playlist", "create"): post("/me/playlists", ({"name": "{name}"}, "{additionalFields}")),
        ("playlist", "get"): get("/playlists/{id}", is_one=True),
        ("playlist", "getUserPlaylists"): get("/me/playlists", {"limit": "{limit|50}"}, "$answer.items"),
        ("playlist", "getTracks"): get("/playlists/{id}/tracks", {"limit": "{limit|50}"}, "$answer.items"),
        ("playlist", "delete"): delete(
            "/playlists/{id}/tracks", "$answer", body={"tracks": [{"uri": "{trackID}"}]}
        ),
        ("library", "getLikedTracks"): get("/me/tracks", {"limit": "{limit|50}"}, "$answer.items"),
        ("myData", "getFollowingArtists"): get(
            "/me/following?type=artist", {"limit": "{limit|50}"}, "$answer.artists.items"
        ),
    },
    default="player",
    defaults={
        "player": "addSongToQueue",
        "album": "get",
        "artist": "get",
        "track": "get",
        "playlist": "add",
        "library": "getLikedTracks",
        "myData": "getFollowingArtists",
    },
)

STRAVA: Final = Application(
    "Strava",
    "https://www.strava.com/api/v3",
    {
        ("activity", "create"): post(
            "/activities",
            (
                {
                    "name": "{name}",
                    "sport_type": "{sport_type, type}",
                    "start_date_local": "{startDate}",
                    "elapsed_time": "{elapsedTime}",
                },
                "{additionalFields}",
            ),
        ),
        ("activity", "get"): get("/activities/{activityId}", is_one=True),
        ("activity", "getAll"): get("/activities", {"per_page": "{limit|50}"}),
        ("activity", "update"): put("/activities/{activityId}", "{updateFields}"),
        **{
            ("activity", operation): get(f"/activities/{{activityId}}/{path}", {"per_page": "{limit|50}"})
            for operation, path in (
                ("getComments", "comments"),
                ("getKudos", "kudos"),
                ("getLaps", "laps"),
                ("getZones", "zones"),
            )
        },
    },
    default="activity",
    defaults={"activity": "create"},
)

_DONKI: Final = {
    "startDate": "{additionalFields.startDate|=$now.minus(30, 'days').toFormat('yyyy-MM-dd')}",
    "endDate": "{additionalFields.endDate|=$now.toFormat('yyyy-MM-dd')}",
}

_DONKI_PATHS: Final = {
    "CoronalMassEjection": "CME",
    "GeomagneticStorm": "GST",
    "InterplanetaryShock": "IPS",
    "SolarFlare": "FLR",
    "SolarEnergeticParticle": "SEP",
    "MagnetopauseCrossing": "MPC",
    "RadiationBeltEnhancement": "RBE",
    "HighSpeedStream": "HSS",
    "Notifications": "notifications",
}

NASA: Final = Application(
    "NASA",
    "https://api.nasa.gov",
    {
        ("astronomyPictureOfTheDay", "get"): get(
            "/planetary/apod", {"date": "{additionalFields.date}"}, is_one=True
        ),
        ("asteroidNeoFeed", "get"): get(
            "/neo/rest/v1/feed",
            {
                "start_date": "{additionalFields.startDate|=$now.toFormat('yyyy-MM-dd')}",
                "end_date": "{additionalFields.endDate|=$now.toFormat('yyyy-MM-dd')}",
            },
            "$each($answer.near_earth_objects, function($day) { $day })",
        ),
        ("asteroidNeoLookup", "get"): get("/neo/rest/v1/neo/{asteroidId}", is_one=True),
        ("asteroidNeoBrowse", "getAll"): get(
            "/neo/rest/v1/neo/browse", {"size": "{limit|20}"}, "$answer.near_earth_objects"
        ),
        **{
            (f"donki{resource}", "get"): get(f"/DONKI/{path}", _DONKI)
            for resource, path in _DONKI_PATHS.items()
        },
    },
    default="astronomyPictureOfTheDay",
    defaults={"asteroidNeoBrowse": "getAll"}
    | usual("get", "astronomyPictureOfTheDay asteroidNeoFeed asteroidNeoLookup")
    | {f"donki{resource}": "get" for resource in _DONKI_PATHS},
)

HACKER_NEWS: Final = Application(
    "Hacker News",
    "https://hn.algolia.com/api/v1",
    {
        ("all", "getAll"): get(
            "/search",
            {
                "query": "{additionalFields.keyword}",
                "tags": "{additionalFields.tags}",
                "hitsPerPage": "{limit|100}",
            },
            "$answer.hits",
        ),
        ("article", "get"): get("/items/{articleId}", is_one=True),
        ("user", "get"): get("/users/{username}", is_one=True),
    },
    default="article",
    defaults={"all": "getAll", "article": "get", "user": "get"},
)

PEEKALINK: Final = Application(
    "Peekalink",
    "https://api.peekalink.io",
    {
        ("", "preview"): post("/", {"link": "{url}"}),
        ("", "isAvailable"): post("/is-available/", {"link": "{url}"}),
    },
    defaults={"": "preview"},
)

_AS_JSON: Final = {"output": "json"}

ONE_SIMPLE_API: Final = Application(
    "One Simple API",
    "https://onesimpleapi.com/api",
    {
        ("socialProfile", "instagramProfile"): get(
            "/instagram_profile", {"profile": "{profileName}", **_AS_JSON}, is_one=True
        ),
        ("socialProfile", "spotifyArtistProfile"): get(
            "/spotify_profile", {"profile": "{artistName}", **_AS_JSON}, is_one=True
        ),
        ("information", "exchangeRate"): get(
            "/exchange_rate",
            {**parameters("from_currency=fromCurrency to_currency=toCurrency from_value=value"), **_AS_JSON},
            is_one=True,
        ),
        ("information", "imageMetadata"): get(
            "/image_info", {"url": "{link}", "raw": "true", **_AS_JSON}, is_one=True
        ),
        ("website", "seo"): get("/page_info", {"url": "{link}", **_AS_JSON}, is_one=True),
        ("website", "pdf"): get(
            "/pdf",
            {"url": "{link}", "page": "{options.page}", "force": "{options.force|no}", **_AS_JSON},
            is_one=True,
        ),
        ("website", "screenshot"): get(
            "/screenshot",
            {
                "url": "{link}",
                "screen": "{options.screen}",
                "fullpage": "{options.fullpage|no}",
                "force": "{options.force|no}",
                **_AS_JSON,
            },
            is_one=True,
        ),
        ("utility", "qrCode"): get("/qr_code", {"message": "{message}", **_AS_JSON}, is_one=True),
        ("utility", "validateEmail"): get("/email", {"email": "{emailAddress}", **_AS_JSON}, is_one=True),
        ("utility", "expandURL"): get("/unshorten", {"url": "{link}", **_AS_JSON}, is_one=True),
    },
    default="website",
    defaults={
        "website": "pdf",
        "utility": "validateEmail",
        "socialProfile": "instagramProfile",
        "information": "exchangeRate",
    },
)

DHL: Final = Application(
    "DHL",
    "https://api-eu.dhl.com",
    {
        ("shipment", "get"): get(
            "/track/shipments",
            {"trackingNumber": "{trackingNumber}", "recipientPostalCode": "{options.recipientPostalCode}"},
            "$answer.shipments",
        )
    },
    default="shipment",
    defaults={"shipment": "get"},
    header="DHL-API-Key",
    scheme="",
)

MEDIUM: Final = Application(
    "Medium",
    "https://api.medium.com/v1",
    {
        ("post", "create"): Operation(
            "POST",
            "",
            body={
                **parameters("title contentFormat content"),
                "tags": "{list:additionalFields.tags}",
                "publishStatus": "{additionalFields.publishStatus}",
                "canonicalUrl": "{additionalFields.canonicalUrl}",
                "$": "$request",
            },
            items="$answer.data",
            is_one=True,
            address='$address & "/users/" & $before.data.id & "/posts"',
            before=get("/me"),
        ),
        ("publication", "getAll"): Operation(
            "GET",
            "",
            items="$answer.data",
            address='$address & "/users/" & $before.data.id & "/publications"',
            before=get("/me"),
        ),
    },
    default="post",
    defaults={"post": "create", "publication": "getAll"},
)

DEEPL: Final = Application(
    "DeepL",
    "https://api-free.deepl.com/v2",
    {
        ("language", "translate"): post(
            "/translate",
            {
                "text": ["{text}"],
                "target_lang": "{translateTo}",
                "source_lang": "{additionalFields.sourceLang}",
                "formality": "{additionalFields.formality}",
            },
            "$answer.translations",
        )
    },
    default="language",
    defaults={"language": "translate"},
    scheme="DeepL-Auth-Key",
)

GOOGLE_TRANSLATE: Final = Application(
    "Google Translate",
    "https://translation.googleapis.com/language/translate/v2",
    {
        ("language", "translate"): post(
            "", {"q": "{text}", "target": "{translateTo}"}, "$answer.data.translations[0]"
        )
    },
    default="language",
    defaults={"language": "translate"},
)

BITLY: Final = Application(
    "Bitly",
    "https://api-ssl.bitly.com/v4",
    {
        ("link", "create"): post(
            "/bitlinks",
            {"long_url": "{longUrl}", **settings("additionalFields", "title domain group_guid=group")},
        ),
        ("link", "get"): get("/bitlinks/{id}", is_one=True),
        ("link", "update"): patch("/bitlinks/{id}", {"title": "{updateFields.title}"}),
    },
    default="link",
    defaults={"link": "create"},
)

GHOST: Final = Application(
    "Ghost",
    "https://<site>/ghost/api/admin",
    {
        ("post", "create"): post(
            "/posts/?source=html",
            {
                "posts": [
                    (
                        {"title": "{title}", "html": "{content}"},
                        settings("additionalFields", "status slug tags"),
                    )
                ]
            },
            "$answer.posts",
        ),
        ("post", "get"): get("/posts/{identifier}/", items="$answer.posts"),
        ("post", "getAll"): get("/posts/", {"limit": "{limit|50}"}, "$answer.posts"),
        ("post", "delete"): delete("/posts/{postId}/"),
    },
    default="post",
    defaults={"post": "get"},
    scheme="Ghost",
)

GOOGLE_CONTACTS: Final = Application(
    "Google Contacts",
    "https://people.googleapis.com/v1",
    {
        ("contact", "create"): post(
            "/people:createContact", {"names": [{"familyName": "{familyName}", "givenName": "{givenName}"}]}
        ),
        ("contact", "get"): get("/people/{contactId}?personFields=names,emailAddresses", is_one=True),
        ("contact", "getAll"): get(
            "/people/me/connections?personFields=names,emailAddresses",
            {"pageSize": "{limit|100}"},
            "$answer.connections",
        ),
        ("contact", "delete"): delete("/people/{contactId}:deleteContact"),
    },
    default="contact",
    defaults={"contact": "create"},
)

CIRCLE_CI: Final = Application(
    "CircleCI",
    "https://circleci.com/api/v2",
    {
        ("pipeline", "get"): get("/project/{vcs}/{projectSlug}/pipeline/{pipelineNumber|1}", is_one=True),
        ("pipeline", "getAll"): get(
            "/project/{vcs}/{projectSlug}/pipeline", {"branch": "{filters.branch}"}, "$answer.items"
        ),
        ("pipeline", "trigger"): post("/project/{vcs}/{projectSlug}/pipeline", "{additionalFields}"),
    },
    default="pipeline",
    defaults={"pipeline": "get"},
    header="Circle-Token",
    scheme="",
)

PHANTOMBUSTER: Final = Application(
    "Phantombuster",
    "https://api.phantombuster.com/api/v2",
    {
        ("agent", "get"): get("/agents/fetch", {"id": "{agentId}"}, is_one=True),
        ("agent", "getAll"): get("/agents/fetch-all"),
        ("agent", "getOutput"): get("/agents/fetch-output", {"id": "{agentId}"}, is_one=True),
        ("agent", "launch"): post(
            "/agents/launch", {"id": "{agentId}", "arguments": "{additionalFields.argumentsJson}"}
        ),
        ("agent", "delete"): post("/agents/delete", {"id": "{agentId}"}),
    },
    default="agent",
    defaults={"agent": "launch"},
    header="X-Phantombuster-Key",
    scheme="",
)

BANNERBEAR: Final = Application(
    "Bannerbear",
    "https://api.bannerbear.com/v2",
    {
        ("image", "create"): post(
            "/images", {"template": "{templateId}", "modifications": "{modificationsUi.modificationsValues}"}
        ),
        ("image", "get"): get("/images/{imageId}", is_one=True),
        ("template", "get"): get("/templates/{templateId}", is_one=True),
        ("template", "getAll"): get("/templates"),
    },
    default="image",
    defaults={"image": "create", "template": "get"},
)

GRAPHQL: Final = Application(
    "GraphQL", "", {("", ""): post("{endpoint}", {"query": "{query}", "variables": "{json:variables}"})}
)

APPLICATIONS: Final = {
    "spotify": SPOTIFY,
    "strava": STRAVA,
    "nasa": NASA,
    "hackerNews": HACKER_NEWS,
    "peekalink": PEEKALINK,
    "oneSimpleApi": ONE_SIMPLE_API,
    "dhl": DHL,
    "medium": MEDIUM,
    "deepL": DEEPL,
    "googleTranslate": GOOGLE_TRANSLATE,
    "bitly": BITLY,
    "ghost": GHOST,
    "googleContacts": GOOGLE_CONTACTS,
    "circleCi": CIRCLE_CI,
    "phantombuster": PHANTOMBUSTER,
    "bannerbear": BANNERBEAR,
    "graphql": GRAPHQL,
}
