"""Language models whose nodes send messages in their services' own forms."""

from dataclasses import replace
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import post, settings
from exeoflow.importers.n8n.applications.model import Application, Operation

_MESSAGES: Final = "{messages:messages.values}"
_SAID: Final = (
    '$m := [$filter($request.messages, function($e) { $trim($e.content) != "" })]; '
    '$count($m) = 0 ? $error("A non-empty prompt is required.") : '
)

_CLAUDE: Final = {
    "model": "{need:modelId}",
    "messages": _MESSAGES,
    **settings("options", "system max_tokens=maxTokens temperature top_p=topP top_k=topK"),
    "$": f'({_SAID}$merge([{{"max_tokens": 1024}}, $request, {{"messages": $m}}]))',
}
_CLAUDE_TEXT: Final = '{"merged_response": $join([$answer.content[type = "text"].text])}'
_ANTHROPIC: Final = Application(
    "Anthropic",
    "https://api.anthropic.com/v1",
    {
        ("text", "message"): post(
            "/messages",
            _CLAUDE,
            '{"content": [$answer.content]}',
            is_one=True,
            where={
                ("addAttachments", True): None,
                ("options.includeMergedResponse", True): post(
                    "/messages",
                    _CLAUDE,
                    f'$merge([{{"content": [$answer.content]}}, {_CLAUDE_TEXT}])',
                    is_one=True,
                    where={
                        ("simplify", False): post(
                            "/messages", _CLAUDE, f"$merge([$answer, {_CLAUDE_TEXT}])", is_one=True
                        )
                    },
                ),
                ("simplify", False): post("/messages", _CLAUDE, is_one=True),
            },
        )
    },
    default="text",
    defaults={"text": "message"},
    header="x-api-key",
    headers={"anthropic-version": "2023-06-01"},
)

_SETTINGS_OF_OLLAMA: Final = (
    *("temperature", "top_p", "top_k", "num_predict", "frequency_penalty", "presence_penalty"),
    *("repeat_penalty", "num_ctx", "repeat_last_n", "min_p", "seed", "stop", "keep_alive", "low_vram"),
    *("main_gpu", "num_batch", "num_gpu", "num_thread", "penalize_newline", "use_mlock", "use_mmap"),
    *("vocab_only", "format"),
)
_STOP: Final = '[$filter([$map($split($o.stop, ","), $trim)], function($e) { $e != "" })]'
_LLAMA: Final = {
    "model": "{need:modelId}",
    "messages": _MESSAGES,
    "stream": False,
    "tools": [],
    "options": {name: f"{{options.{name}}}" for name in _SETTINGS_OF_OLLAMA},
    "think": "{options.think}",
    "system": "{options.system}",
    "$": (
        "($o := $exists($request.options) ? $request.options : {}; $s := $request.system; "
        f'$o := $type($o.stop) = "string" ? $merge([$o, {{"stop": {_STOP}}}]) : $o; '
        '$first := $exists($s) and $s != "" ? [{"role": "system", "content": $s}] : []; '
        '$rest := $sift($request, function($v, $k) { $k != "system" }); '
        '$merge([$rest, {"messages": $append($first, $request.messages), "options": $o}]))'
    ),
}
_OLLAMA: Final = Application(
    "Ollama",
    "https://<host>/api",
    {
        ("text", "message"): post(
            "/chat",
            _LLAMA,
            '{"content": $answer.message.content}',
            is_one=True,
            where={("simplify", False): post("/chat", _LLAMA, is_one=True)},
        )
    },
    default="text",
    defaults={"text": "message"},
)

_GENERATE: Final = {
    "model": "{need:modelId}",
    "messages": _MESSAGES,
    "config": settings(
        "options",
        "frequencyPenalty maxOutputTokens candidateCount presencePenalty temperature topP topK",
    ),
    "thinkingBudget": "{options.thinkingBudget}",
    "is_json": "{jsonOutput}",
    "system": "{options.systemMessage}",
    "ran": "{options.codeExecution}",
    "built": "{built:builtInTools}",
    "$": (
        f"({_SAID}$r := $request; $maps := $r.built.googleMaps; $there := [$maps.latitude, $maps.longitude]; "
        "$config := $merge([{}, $r.config, "
        '$r.is_json = true ? {"responseMimeType": "application/json"} : {}, '
        "$exists($r.thinkingBudget) "
        '? {"thinkingConfig": {"thinkingBudget": $r.thinkingBudget}} : {}]); '
        '$names := $append($r.ran = true ? ["codeExecution"] : [], '
        '$keys($sift($r.built, function($v) { $v = true or $type($v) = "object" }))); '
        '$merge([{"tools": [$map($names, function($t) { {$t: {}} })], '
        '"contents": [$m.{"parts": [{"text": content}], "role": role}], "generationConfig": $config}, '
        '$boolean($r.system) ? {"systemInstruction": {"parts": [{"text": $r.system}]}} : {}, '
        '$count($there[$ != ""]) = 2 ? {"toolConfig": {"retrievalConfig": {"latLng": '
        '{"latitude": $number($there[0]), "longitude": $number($there[1])}}}} : {}]))'
    ),
}
_CANDIDATES: Final = "[$answer.candidates]"
_MERGED: Final = (
    "[$map($answer.candidates, function($c) { $merge([$c, "
    '{"mergedResponse": $join([$c.content.parts[$type(text) = "string"].text])}]) })]'
)


def _generated(items: str, **more: Any) -> Operation:  # noqa: ANN401 - fields of an operation
    at = '$address & $request.model & ":generateContent"'
    return post("/", _GENERATE, items, address=at, **more)


def _candidates(listed: str) -> Operation:
    whole = _generated(f'$merge([$answer, {{"candidates": {listed}}}])', is_one=True)
    return _generated(listed, where={("simplify", False): whole})


_SAYS: Final = _candidates(_CANDIDATES)


def _asked_about(question: str, addresses: str = "") -> Operation:
    """What the model says of files, of which n8n sends a copy before it asks.

    `question` is JSONata for what is asked, over the request `$r`; `addresses` is the setting with those of
    the files, which the model fetches itself. Without it a file of the item stands in the request.
    """
    body = _question(question, addresses)
    at = '$address & $request.model & ":generateContent"'
    where: dict[tuple[str, object], Operation | None] = {
        ("simplify", False): post("/", body, is_one=True, address=at)
    }
    if addresses:
        where = {("inputType", "binary"): _asked_about(question), **where}
    return post("/", body, _CANDIDATES, address=at, where=where)


def _question(question: str, addresses: str) -> dict[str, str]:
    file = _BY_ADDRESS if addresses else _IN_REQUEST
    return {
        "model": "{need:modelId}",
        "file": f"{{need:{addresses}}}" if addresses else "{picture:binaryPropertyName|data}",
        "text": "{text}",
        "most": "{number:options.maxOutputTokens}",
        "start": "{options.startTime}",
        "end": "{options.endTime}",
        "$": (
            f'($r := $request; $parts := [{file}, {{"text": {question}}}]; '
            '$merge([{"contents": [{"role": "user", "parts": $parts}]}, '
            '$exists($r.most) ? {"generationConfig": {"maxOutputTokens": $r.most}} : {}]))'
        ),
    }


_IN_REQUEST: Final = (
    '{"inlineData": {"mimeType": $substringAfter($substringBefore($r.file, ";base64,"), "data:"), '
    '"data": $substringAfter($r.file, ";base64,")}}'
)
_BY_ADDRESS: Final = '$split($r.file, ",").($a := $trim($); $a != "" ? {"fileData": {"fileUri": $a}})'
_SPEECH: Final = (
    '"Generate a transcript of the speech" & ($boolean($r.start) ? " from " & $r.start : "") '
    '& ($boolean($r.end) ? " to " & $r.end : "")'
)


def _questioned(kind: str) -> Operation:
    """What is asked of a file unless the node says it; n8n fails where that is empty."""
    asked = _asked_about(f'$exists($r.text) ? $r.text : "What\'s in this {kind}?"', f"{kind}Urls")
    return replace(asked, where={("text", ""): None, **asked.where})


_ABOUT_FILES: Final = {
    **{(kind, "analyze"): _questioned(kind) for kind in ("image", "document", "video", "audio")},
    ("audio", "transcribe"): _asked_about(_SPEECH, "audioUrls"),
}
_ONE: Final = (
    "($p := $exists($answer.predictions) ? $answer.predictions[0] : "
    "$answer.candidates[0].content.parts.inlineData[0]; "
    '$m := $exists($p.mimeType) ? $p.mimeType : "image/png"; $e := $split($m, "/")[1]; '
    '{"mimeType": $m, "data": $exists($p.data) ? $p.data : $p.bytesBase64Encoded, '
    '"fileName": "image." & ($e = "jpeg" ? "jpg" : $e)})'
)
"""JSONata for the picture in an answer."""
_DRAWN: Final = post(
    "/",
    {
        "model": "{need:modelId}",
        "prompt": "{need:prompt}",
        "$": '$contains($request.model, "gemini") ? {"contents": [{"role": "user", "parts": '
        '[{"text": $request.prompt}]}], "generationConfig": {"responseModalities": ["IMAGE", "TEXT"]}} : '
        '{"instances": [{"prompt": $request.prompt}], "parameters": {"sampleCount": 1}}',
    },
    f'$sift($n8_told_files({{"data": {_ONE}}}).data, function($v, $k) {{ $k != "data" }})',
    address=(
        '$address & $request.model & ($contains($request.model, "gemini") ? ":generateContent" : ":predict")'
    ),
    is_one=True,
    files=f"{{$file: {_ONE}}}",
    file_name="options.binaryPropertyOutput",
)
_GEMINI: Final = Application(
    "Gemini",
    "https://generativelanguage.googleapis.com/v1beta",
    {
        ("text", "message"): replace(
            _SAYS,
            where={
                ("builtInTools.fileSearch", ...): None,
                ("options.includeMergedResponse", True): _candidates(_MERGED),
                **_SAYS.where,
            },
        ),
        **_ABOUT_FILES,
        ("image", "generate"): replace(
            _DRAWN, where={("options.sampleCount", 1): _DRAWN, ("options.sampleCount", ...): None}
        ),
    },
    default="text",
    defaults={"text": "message", "document": "analyze", "audio": "transcribe", "image": "generate"},
    header="x-goog-api-key",
)

APPLICATIONS: Final = {"anthropic": _ANTHROPIC, "googleGemini": _GEMINI, "ollama": _OLLAMA}
