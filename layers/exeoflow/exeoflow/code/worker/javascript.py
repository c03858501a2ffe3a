"""Runs one source of JavaScript on an engine without any input or output."""

import json
import os
import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import _quickjs

from exeoflow.code.worker.confinement import confine
from exeoflow.code.worker.exchange import Answer, Job, failure, read_job, write_answer
from exeoflow.code.worker.time_zones import zones_in

_FOLDER: Final = Path(__file__).parents[1] / "javascript"
_MARGIN: Final = 512 * 1024 * 1024
_STACK: Final = 4 * 1024 * 1024

# A library is read only for a source that names it: it costs milliseconds.
_INTERNATIONAL: Final = re.compile(r"\b(?:Intl|toLocale\w*)\b")
_LUXON: Final = re.compile(r"\b(?:DateTime|Duration|Interval)\b|\$now\b|\$today\b|[\"'`]luxon\b")
_METHODS: Final = re.compile(r"\$extend[(.]")
_SORTING: Final = re.compile(r"\b(?:sort|toSorted)\b")
_BYTES: Final = re.compile(r"\b(?:Buffer|TextEncoder|TextDecoder)\b")
_MODULES: Final = re.compile(r"\brequire\s*\(")
# One of the modules is crypto.
_RANDOM: Final = re.compile(rf"\bcrypto\s*\.\s*(?:randomUUID|getRandomValues)\b|{_MODULES.pattern}")
# So many bytes an author's code may take in a run: 10,000 UUIDs.
_RANDOM_BYTES: Final = 160_000
_LIBRARIES: Final = {
    # jmespath compares texts by it, too.
    "collation.js": re.compile(r"\b(?:localeCompare|Collator)\b|\$jmes[pP]ath\b"),
    "web.min.js": re.compile(r"\b(?:URL|URLSearchParams|structuredClone)\b"),
    "random.js": _RANDOM,
    "jmespath.js": re.compile(r"\$jmes[pP]ath\b"),
    "html.min.js": re.compile(r"\b(?:cheerio|htmlToText|html-to-text)\b"),
    "alasql.min.js": re.compile(r"\balasql\b"),
}

# Reading it takes more than ten milliseconds, so it is done once for all copies of this process.
_WITH_LUXON: Final = _quickjs.Context()
_WITH_LUXON.eval((_FOLDER / "luxon.min.js").read_text())

_INTERRUPTED: Final = re.compile(r"\bInternalError: interrupted\b")
_NO_MEMORY: Final = re.compile(r"\bInternalError: out of memory\b|\AJSException: null\Z|\Anull\s*\Z")


def main() -> None:
    """Wait for a job, run it and answer."""
    job = read_job()
    if job is None:
        return
    context = _own_luxon_context() if _needs_luxon(job.source) else _quickjs.Context()
    scripts = [(_FOLDER / name).read_text() for name in _scripts(job)]
    zones = _zones(job)
    confine(_MARGIN + job.memory, job.timeout)
    write_answer(_answer(job, context, scripts, zones))


def _own_luxon_context() -> Any:
    """The context that was made before anybody asked, with random numbers of its own."""
    seed = struct.unpack("<4i", os.urandom(16))
    _WITH_LUXON.set("__seed", _WITH_LUXON.parse_json(json.dumps(seed)))
    _WITH_LUXON.eval((_FOLDER / "seeded.js").read_text())
    return _WITH_LUXON


def _scripts(job: Job) -> Iterable[str]:
    if _needs_luxon(job.source) or _INTERNATIONAL.search(job.source):
        yield "international.js"
    yield from (script for script, mentioned in _LIBRARIES.items() if mentioned.search(job.source))
    is_n8n = job.options.get("names") == "n8n"
    if is_n8n or _BYTES.search(job.source):
        yield "bytes.js"
    if is_n8n:
        if _SORTING.search(job.source):
            yield "sorting.js"
        if _MODULES.search(job.source):
            yield from ("hashes.min.js", "modules.js")
        yield "n8n.js"
    if _METHODS.search(job.source):
        yield "n8n_methods.js"
    yield "engine.js"


def _needs_luxon(source: str) -> bool:
    """n8n's methods make dates of texts."""
    return _LUXON.search(source) is not None or _METHODS.search(source) is not None


def _zones(job: Job) -> dict[str, Any]:
    if not (_needs_luxon(job.source) or _INTERNATIONAL.search(job.source)):
        return {}
    return zones_in(job.options.get("timezone", "UTC"), job.source, job.values)


def _answer(job: Job, context: Any, scripts: list[str], zones: dict[str, Any]) -> str:
    context.set_memory_limit(job.memory)
    context.set_max_stack_size(_STACK)
    context.set_time_limit(job.timeout)
    engine = None
    try:
        context.set("__zones", context.parse_json(json.dumps(zones)))
        if _RANDOM.search(job.source):
            context.set("__random", os.urandom(_RANDOM_BYTES).hex())
        for script in scripts:
            engine = context.eval(script)
        return _settled(context, engine, job)
    except (_quickjs.JSException, _quickjs.StackOverflow, MemoryError) as error:
        return json.dumps(_stopped(engine, job, str(error) or type(error).__name__))


def _settled(context: Any, engine: Any, job: Job) -> str:
    """Let the code run until its promise is kept; the engine itself writes the answer."""
    options = json.dumps({**job.options, "max_result": job.max_result, "memory": job.memory >> 20})
    engine("begin", job.source, options, job.values)
    while True:
        while context.execute_pending_job():
            pass
        answer = engine("advance")
        if answer is not None:
            return str(answer)


def _stopped(engine: Any, job: Job, said: str) -> Answer:
    """What the engine says when it stops the code itself, which no code can catch."""
    line, logs = _last_words(engine, said)
    if _INTERRUPTED.search(said):
        return failure("Code.Timeout", f"the code ran longer than {job.timeout:g} s", line, logs)
    if _NO_MEMORY.search(said):
        return failure("Code.OutOfMemory", f"the code wants more than {job.memory >> 20} MiB", line, logs)
    return failure("Code.Failed", said.strip().partition("\n")[0], line, logs)


def _last_words(engine: Any, said: str) -> tuple[int | None, list[str]]:
    """The line and what was logged, if the engine has memory and patience left to say so."""
    try:
        words = json.loads(engine("last words", said))
    except (_quickjs.JSException, _quickjs.StackOverflow, MemoryError, TypeError):
        return None, []
    return words["line"], words["logs"]
