"""Applications that publish, and services that answer questions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post, settings
from exeoflow.importers.n8n.applications.model import Application, Operation

X: Final = Application(
    "X (Twitter)",
    "https://api.x.com/2",
    {
        ("tweet", "create"): post("/tweets", {"text": "{text}"}, "$answer.data"),
        ("tweet", "search"): get(
            "/tweets/search/recent", {"query": "{searchText}", "max_results": "{limit|50}"}, "$answer.data"
        ),
    },
    default="tweet",
    defaults={"tweet": "create"},
)

OPEN_WEATHER_MAP: Final = Application(
    "OpenWeatherMap",
    "https://api.openweathermap.org/data/2.5",
    {
        ("", "currentWeather"): get(
            "/weather", {"q": "{cityName}", "units": "{format|metric}", "lang": "{language}"}, is_one=True
        ),
        ("", "5DayForecast"): get(
            "/forecast", {"q": "{cityName}", "units": "{format|metric}", "lang": "{language}"}, is_one=True
        ),
    },
    defaults={"": "currentWeather"},
)

_CHAT: Final = {
    "model": "{modelId, model, chatModel|gpt-4o-mini}",
    "messages": "{messages:messages.values, prompt.messages, prompt}",
    **settings(
        "options",
        "temperature max_tokens=maxTokens top_p=topP n frequency_penalty presence_penalty reasoning_effort",
    ),
}
_TALK: Final = {
    **{name: each for name, each in _CHAT.items() if name != "max_tokens"},
    "max_completion_tokens": "{options.maxTokens}",
}
_TALK_IN_JSON: Final = {
    **_TALK,
    "response_format": {"type": "json_object"},
    "$": '$merge([$request, {"messages": $append([{"role": "system", "content": '
    '"You are a helpful assistant designed to output JSON."}], $request.messages)}])',
}
_CHOICES: Final = '$answer.choices.{"index": index, "message": message, "finish_reason": finish_reason}'
_PARSED_CHOICES: Final = (
    '$answer.choices.$merge([$, {"message": $merge([message, {"content": $parse(message.content)}])}])'
)
_CHOICES_IN_JSON: Final = _CHOICES.replace("$answer.choices", f"({_PARSED_CHOICES})")
_WHOLE_IN_JSON: Final = f'$merge([$answer, {{"choices": [{_PARSED_CHOICES}]}}])'

_PICTURE: Final = {
    "model": "{model, imageModel|dall-e-3}",
    "prompt": "{prompt}",
    "quality": "{options.dalleQuality, options.quality}",
    "size": "{options.size}",
    "style": "{options.style}",
}


def _picture(more: Mapping[str, str], where: Mapping[tuple[str, object], Operation]) -> Operation:
    """A picture whose bytes are in the answer."""
    picture = '{"data": $answer.data[0].b64_json, "mimeType": "image/png", "fileName": "data.png"}'
    return Operation(
        "POST",
        "/images/generations",
        body={**_PICTURE, **more},
        items='$sift($answer.data[0], function($v, $k) { $k != "b64_json" })',
        is_one=True,
        files=f"{{$file: {picture}}}",
        file_name="options.binaryPropertyOutput",
        where=where,
    )


def _seen(address: str, where: Mapping[tuple[str, object], Operation]) -> Operation:
    """A question about a picture."""
    content = [{"type": "text", "text": "{text}"}, {"type": "image_url", "image_url": {"url": address}}]
    return post(
        "/chat/completions",
        {
            "model": "{modelId|gpt-4o}",
            "messages": [{"role": "user", "content": content}],
            "max_tokens": "{number:options.maxTokens|300}",
        },
        '{"content": $answer.choices[0].message.content}',
        is_one=True,
        where=where,
    )


_RESPONSE: Final = post(
    "/responses",
    {
        "model": "{modelId}",
        "input": "{messages:responses.values}",
        "instructions": "{options.instructions}",
        "max_output_tokens": "{number:options.maxTokens}",
        "temperature": "{number:options.temperature}",
    },
    '{"output": [$answer.output[type = "message"]]}',
    is_one=True,
)

OPENAI: Final = Application(
    "OpenAI",
    "https://api.openai.com/v1",
    {
        ("text", "message"): post(
            "/chat/completions",
            _TALK,
            _CHOICES,
            where={
                ("responses", ...): _RESPONSE,
                ("jsonOutput", True): post(
                    "/chat/completions",
                    _TALK_IN_JSON,
                    _CHOICES_IN_JSON,
                    where={
                        ("simplify", False): post(
                            "/chat/completions", _TALK_IN_JSON, _WHOLE_IN_JSON, is_one=True
                        )
                    },
                ),
                ("simplify", False): post("/chat/completions", _TALK),
            },
        ),
        ("text", "response"): _RESPONSE,
        ("chat", "complete"): post("/chat/completions", _CHAT, '{"message": $answer.choices[0].message}'),
        ("image", "generate"): _picture(
            {"response_format": "b64_json"},
            {
                ("options.returnImageUrls", True): post("/images/generations", _PICTURE, "$answer.data"),
                ("model", "gpt-image-1"): _picture({}, {}),
            },
        ),
        ("image", "analyze"): _seen(
            "{need:imageUrls}", {("inputType", "base64"): _seen("{picture:binaryPropertyName|data}", {})}
        ),
        ("audio", "transcribe"): post(
            "/audio/transcriptions",
            {
                "file": "{file:binaryPropertyName|data}",
                "model": "whisper-1",
                "language": "{options.language}",
                "temperature": "{options.temperature}",
            },
            body_type="multipart",
        ),
        ("audio", "translate"): post(
            "/audio/translations",
            {
                "file": "{file:binaryPropertyName|data}",
                "model": "whisper-1",
                "temperature": "{options.temperature}",
            },
            body_type="multipart",
        ),
        ("audio", "generate"): post(
            "/audio/speech",
            {
                "model": "{model|tts-1}",
                "input": "{input}",
                "voice": "{voice|alloy}",
                "response_format": "{options.response_format|mp3}",
                "speed": "{number:options.speed}",
            },
            "{}",
            response="binary",
            files="{$file: $n8_answered_file($sent, $file)}",
            file_name="options.binaryPropertyOutput",
        ),
        ("image", "create"): post("/images/generations", {"prompt": "{prompt}"}, "$answer.data"),
        ("text", "complete"): post(
            "/completions",
            {"model": "{model|gpt-3.5-turbo-instruct}", "prompt": "{prompt}"},
            "$answer.choices",
        ),
        ("text", "edit"): post(
            "/edits",
            {
                "model": "{model|text-davinci-edit-001}",
                "input": "{input}",
                "instruction": "{instruction}",
                **settings("options", "temperature top_p=topP n"),
            },
            "$answer.choices",
        ),
        ("text", "classify"): post("/moderations", {"input": "{input}"}, "$answer.results"),
        ("file", "upload"): post(
            "/files",
            {"purpose": "{options.purpose|assistants}", "file": "{file:binaryPropertyName|data}"},
            body_type="multipart",
        ),
        ("file", "list"): get(
            "/files",
            {"purpose": "{options.purpose}"},
            "$answer.data",
            where={("options.purpose", "any"): get("/files", items="$answer.data")},
        ),
        ("file", "deleteFile"): delete("/files/{fileId}", "$answer"),
    },
    default="text",
    defaults={"text": "message", "image": "generate", "audio": "generate", "file": "upload"},
)


_PICTURES: Final = "https://api.linkedin.com/rest/images"
# Marks of LinkedIn's "little text" are quoted, as n8n does.
_POST: Final = (
    '{"author": $request.author, "lifecycleState": "PUBLISHED", "distribution": {"feedDistribution": '
    '"MAIN_FEED", "thirdPartyDistributionChannels": []}, "visibility": $request.visibility, '
    '"commentary": $replace($request.text, /[(*)\\[\\]{}<>@|~_]/, '
    'function($m) { "\\\\" & $m.match })%s}'
)
_ARTICLE: Final = '"title": $request.title, "description": $request.description, "source": $request.url'


def _posted(author: str, visibility: str) -> Operation:
    """A text on LinkedIn, a picture with it, or an article."""
    fields = {
        "author": author,
        "visibility": visibility,
        "text": "{text|}",
        "title": "{additionalFields.title|}",
    }
    media = ', "content": {"media": {"title": $request.title, "id": $begun.value.image}}'
    return replace(
        _post_of(fields),
        where={
            ("shareMediaCategory", "IMAGE"): _post_of(fields, media, "{file:binaryPropertyName|data}"),
            ("shareMediaCategory", "ARTICLE"): _article(fields),
        },
    )


def _article(fields: Mapping[str, str]) -> Operation:
    """An article, with a picture where one is named."""
    body = {
        **fields,
        "description": "{additionalFields.description|}",
        "url": "{additionalFields.originalUrl|}",
    }
    picture = "additionalFields.thumbnailBinaryPropertyName"
    thumbnail = f', "content": {{"article": {{{_ARTICLE}, "thumbnail": $begun.value.image}}}}'
    return replace(
        _post_of(body, f', "content": {{"article": {{{_ARTICLE}}}}}'),
        where={(picture, ...): _post_of(body, thumbnail, f"{{file:{picture}}}")},
    )


def _post_of(body: Mapping[str, str], content: str = "", picture: str = "") -> Operation:
    """A post whose content is JSONata; a picture, if any, is sent before it."""
    before = _uploaded(body["author"], picture) if picture else None
    items = '{"urn": $sent.headers.`x-restli-id`}'
    return post("/posts", {**body, "$": _POST % content}, items, is_one=True, before=before)


def _uploaded(owner: str, picture: str) -> Operation:
    """A picture for a post; where it goes is asked for before."""
    where_to = post(f"{_PICTURES}?action=initializeUpload", {"initializeUploadRequest": {"owner": owner}})
    return post(_PICTURES, picture, address="$before.value.uploadUrl", before=where_to, body_type="binary")


_OF_PERSON: Final = _posted("urn:li:person:{need:person}", "{additionalFields.visibility|PUBLIC}")

LINKEDIN: Final = Application(
    "LinkedIn",
    "https://api.linkedin.com/rest",
    {
        ("post", "create"): replace(
            _OF_PERSON,
            where={
                ("postAs", "organization"): _posted("urn:li:organization:{need:organization}", "PUBLIC"),
                **_OF_PERSON.where,
            },
        )
    },
    default="post",
    defaults={"post": "create"},
    headers={
        "Accept": "application/json",
        "LinkedIn-Version": "202604",
        "X-Restli-Protocol-Version": "2.0.0",
    },
)

REDDIT: Final = Application(
    "Reddit",
    "https://oauth.reddit.com",
    {
        ("post", "get"): get("/r/{subreddit}/comments/{postId}", is_one=True),
        ("post", "getAll"): get(
            "/r/{subreddit}/{filters.category|hot}.json",
            {"limit": "{limit|100}"},
            "$answer.data.children.data",
        ),
        ("post", "search"): get(
            "/r/{subreddit}/search.json",
            {
                "q": "{keyword}",
                "restrict_sr": "on",
                "limit": "{limit|100}",
                "sort": "{additionalFields.sort}",
            },
            "$answer.data.children.data",
            where={
                ("location", "allReddit"): get(
                    "/search.json",
                    {"q": "{keyword}", "limit": "{limit|100}", "sort": "{additionalFields.sort}"},
                    "$answer.data.children.data",
                )
            },
        ),
        ("post", "create"): post(
            "/api/submit", "api_type=json&sr={url:subreddit}&kind=self&title={url:title}&text={url:text}",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            where={("kind", each): None for each in ("link", "image")},
        ),
        ("profile", "get"): get("/api/v1/me", is_one=True),
    },
    default="post",
    defaults={"post": "create", "profile": "get"},
)  # fmt: skip

FACEBOOK_GRAPH: Final = Application(
    "Facebook Graph",
    "https://graph.facebook.com",
    {
        ("", ""): get(
            "{graph_address:node}",
            is_one=True,
            where={
                ("httpRequestMethod", "POST"): post("{graph_address:node}", {}),
                ("httpRequestMethod", "DELETE"): delete("{graph_address:node}", "$answer"),
            },
        )
    },
)

APPLICATIONS: Final = {
    "twitter": X,
    "openWeatherMap": OPEN_WEATHER_MAP,
    "openAi": replace(OPENAI, defaults={"text": "complete", "chat": "complete", "image": "create"}),
    "linkedIn": LINKEDIN,
    "reddit": REDDIT,
    "facebookGraphApi": FACEBOOK_GRAPH,
}
