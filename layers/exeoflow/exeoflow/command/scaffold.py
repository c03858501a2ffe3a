"""The commands `init` and `new`: a folder of workflows to begin with."""

from pathlib import Path
from typing import Final

from exeoflow.command.documents.writing import file_name
from exeoflow.command.terminal import say
from exeoflow.command.words import words
from exeoflow.remote.trouble import Trouble

_MANUAL: Final = """\
name: {name}
nodes:
  - id: start
    type: trigger
  - id: greet
    type: set
    config:
      values:
        text: "Hello {{{{ $trigger.name }}}}"
connections:
  - source: start
    target: greet
"""
_WEBHOOK: Final = """\
name: {name}
nodes:
  - id: received
    type: trigger
    config:
      mode: webhook
  - id: answer
    type: respond
    config:
      body:
        text: "Hello {{{{ $trigger.body.name }}}}"
connections:
  - source: received
    target: answer
"""
_SCHEDULE: Final = """\
name: {name}
nodes:
  - id: every_morning
    type: trigger
    config:
      mode: schedule
      cron: 30 7 * * 1-5
      timezone: Europe/Berlin
  - id: say
    type: set
    config:
      values:
        text: Good morning
connections:
  - source: every_morning
    target: say
"""
TEMPLATES: Final = {"manual": _MANUAL, "webhook": _WEBHOOK, "schedule": _SCHEDULE}

_CASES: Final = """\
cases:
  - name: whoever calls is greeted by name
    input: {name: Ada}
    expect:
      output: {text: Hello Ada}
      steps: [greet]
"""
_GITHUB: Final = """\
name: workflows
on:
  pull_request:
  push:
    branches: [main]
jobs:
  workflows:
    runs-on: ubuntu-latest
    env:
      EXEOFLOW_URL: ${{ vars.EXEOFLOW_URL }}
      EXEOFLOW_KEY: ${{ secrets.EXEOFLOW_KEY }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: pip install "exeoflow[cli]"
      - run: exeoflow validate workflows --format github
      - run: exeoflow diff workflows
        if: github.event_name == 'pull_request'
      - run: exeoflow push workflows --managed
        if: github.event_name == 'push'
"""
_AGENTS: Final = """\
# Workflows of exeoflow

Each file in `workflows/` is one workflow: `nodes`, each with an `id`, a `type` and a `config`, and
`connections` between them. `{{ ... }}` holds JSONata over `$trigger`, `$input` and `$nodes.<id>`.

- `exeoflow validate workflows` tells every fault with its line; run it after each change.
- `exeoflow test workflows` runs the cases in `*.cases.yaml`; add one for what you change.
- `exeoflow diff workflows` shows what a push would change; `exeoflow push workflows` does it.
- References to other workflows are by name.
"""


def init(folder: Path) -> None:
    """Write a folder with one workflow, its cases, a check for pull requests, and words for agents."""
    files = {
        "workflows/hello.yaml": _MANUAL.format(name="Hello"),
        "workflows/hello.cases.yaml": _CASES,
        ".github/workflows/workflows.yaml": _GITHUB,
        "AGENTS.md": _AGENTS,
    }
    for name, text in files.items():
        path = folder / name
        if path.exists():
            say(words("init_kept", path=path))
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        say(words("init_written", path=path))
    say(words("init_next"))


def new(name: str, template: str, folder: Path) -> None:
    """Write one workflow that begins in a certain way."""
    path = folder / f"{file_name(name)}.yaml"
    if path.exists():
        raise Trouble(words("new_exists", path=path))
    path.parent.mkdir(parents=True, exist_ok=True)
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    path.write_text(TEMPLATES[template].format(name=quoted), encoding="utf-8")
    say(words("init_written", path=path))
