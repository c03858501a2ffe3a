"""The figures in the documents are those of the code."""

import re

import pytest

from exeoflow.adapters.dynamodb.executions.items import OPEN_SHARDS
from exeoflow.adapters.step_functions.histories import PAGE_WITH_DATA
from exeoflow.api.executions.steps import MOST_SHOWN
from exeoflow.api.webhooks.authentication_bodies import MAX_AUTHENTICATIONS
from exeoflow.api.workflows.requests import MAX_LABELS
from exeoflow.code import run as code
from exeoflow.code.worker.exchange import MAX_LOG, MAX_LOG_LINES
from exeoflow.content.archives import MAX_BYTES, MAX_FILES
from exeoflow.expressions.asl_functions import LONGEST_RANGE
from exeoflow.http_request.exchange.client import MOST_ASKED_BYTES
from exeoflow.http_request.key_sets import TIMEOUT as KEYS_TIMEOUT
from exeoflow.http_request.messages import request as http_request
from exeoflow.images.editing import MAX_STEPS
from exeoflow.images.picture import MAX_FRAMES
from exeoflow.model.credential import TOKEN_LIFETIME, CredentialKind
from exeoflow.model.execution import MAX_WAIT_SECONDS
from exeoflow.model.file_reference import MAX_FILE_BYTES
from exeoflow.model.history import MOST_DATA_BYTES
from exeoflow.model.notification import MAX_NOTIFICATIONS
from exeoflow.model.state_room import MOST_STATE_BYTES
from exeoflow.model.webhooks.token_rule import LEAST_SECRET_BYTES
from exeoflow.model.webhooks.webhook import CALLS_A_MINUTE
from exeoflow.nodes.action.code import MAX_SOURCE, MAX_TIMEOUT
from exeoflow.nodes.action.http_request import MAX_SECONDS
from exeoflow.nodes.action.messages import MAX_ATTACHMENTS
from exeoflow.nodes.formats.channels import MOST_CHANNELS
from exeoflow.nodes.formats.cron import AWS_FIELDS
from exeoflow.nodes.formats.event_pattern import (
    MAX_COMBINATIONS,
    MAX_PATTERN_LENGTH,
    USUAL_PATTERN_LENGTH,
)
from exeoflow.nodes.logic.approval import MAX_PATIENCE_SECONDS, PATIENCE_SECONDS
from exeoflow.service.approvals.request import MAX_QUESTION_BYTES
from exeoflow.service.executions.starting import backfill
from exeoflow.service.files.coding import MAX_CALL_BYTES
from exeoflow.service.files.mailing import MAX_MAIL_BYTES
from exeoflow.service.webhooks import sns_messages
from exeoflow.service.webhooks.public_keys import LEAST_RSA_BITS
from exeoflow.service.webhooks.web_tokens import MOST_CLAIMS_BYTES
from local.embedded.engine.interpreter import MOST_BYTES_HERE
from local.gateway.heads import LARGEST_HEAD
from tests.house.rooms import ROOT

_REPOSITORY = ROOT.parents[2]
_KIB, _MIB = 1_024, 1_024**2
_NUMBERS = {5: "five", 12: "twelve"}
_TEXTS = "layers/exeoflow/exeoflow/texts"

SAID = [
    ("CHANGELOG.md", f"by a request: {_NUMBERS[len(CredentialKind)]} types from `basic` to `tls`"),
    ("README.md", f"{MOST_STATE_BYTES // _KIB} KiB; on one machine {MOST_BYTES_HERE // _MIB} MiB;"),
    ("README.md", f"(docs/nodes.md#file) {MAX_FILE_BYTES // _MIB} MiB everywhere"),
    ("README.md", f"| notifications | {MAX_NOTIFICATIONS} in a workspace"),
    ("README.md", f"| `code` | {MAX_SOURCE // _KIB} KiB of source, {MAX_TIMEOUT} seconds"),
    ("README.md", f"of {MAX_CALL_BYTES // _MIB} MiB with `response: file`"),
    ("README.md", f"with the node's `timeout` up to {MAX_SECONDS // 60} minutes"),
    ("docs/nodes.md", f"seconds (1 to {MAX_PATIENCE_SECONDS:,}, default {PATIENCE_SECONDS:,}"),
    ("docs/nodes.md", f"together may have {MAX_QUESTION_BYTES // _KIB} KiB"),
    ("docs/nodes.md", f"up to {MAX_FILES:,} files of {MAX_BYTES // _MIB} MiB together"),
    ("docs/nodes.md", f"pixels and {MAX_FRAMES:,} frames at most"),
    ("docs/nodes.md", f"`steps`: {MAX_STEPS} at most"),
    ("docs/nodes.md", f"(30 seconds by default, {MAX_SECONDS} at most)"),
    ("docs/nodes.md", f"up to {MAX_LOG_LINES} lines and {MAX_LOG:,} characters"),
    ("docs/nodes.md", f"**E** for all of it: {MAX_ATTACHMENTS} at most"),
    ("docs/nodes.md", f"A mail has {MAX_MAIL_BYTES:,} bytes at most"),
    ("docs/executions.md", f"Values of more than {MOST_SHOWN:,} characters"),
    ("docs/executions.md", f"more than {MOST_DATA_BYTES // _MIB} MiB altogether"),
    ("docs/executions.md", f"the first {MOST_DATA_BYTES // _MIB} MiB are shown"),
    ("docs/executions.md", f"(up to {MAX_LABELS})"),
    ("docs/scale.md", f"index `open`, {OPEN_SHARDS} partitions"),
    ("docs/scale.md", f"`open` in {OPEN_SHARDS} partitions"),
    ("docs/scale.md", f"each an instance of a function for up to {MAX_WAIT_SECONDS} s"),
    ("docs/scale.md", f"(`/steps`, up to {MOST_DATA_BYTES // _MIB} MiB) a call reads {PAGE_WITH_DATA},"),
    ("docs/credentials.md", f"`lifetime` ({TOKEN_LIFETIME} seconds)"),
    ("layers/console/src/i18n/de.ts", f"Gültig für Sekunden ({TOKEN_LIFETIME})"),
    ("layers/console/src/i18n/en.ts", f"Valid for seconds ({TOKEN_LIFETIME})"),
    ("docs/webhooks.md", f"it is taken for {sns_messages.TOLERANCE_SECONDS // 60} minutes"),
    ("docs/webhooks.md", f"one of more than {MOST_CLAIMS_BYTES // _KIB} KB is refused"),
    ("docs/webhooks.md", f"of RSA at least {LEAST_RSA_BITS} bits"),
    ("docs/webhooks.md", f"or the webhook's own; at least {LEAST_SECRET_BYTES} bytes"),
    ("docs/webhooks.md", f"no redirects, {MOST_ASKED_BYTES // _KIB} KB, {KEYS_TIMEOUT:g} s)"),
    ("docs/webhooks.md", f"as a webhook takes in a minute ({CALLS_A_MINUTE:,})"),
    ("docs/webhooks.md", f"more than {CALLS_A_MINUTE:,} calls of this webhook in a minute"),
    ("docs/webhooks.md", f"`authentication` may be a list of up to {_NUMBERS[MAX_AUTHENTICATIONS]}"),
    ("docs/triggers.md", f"more than {MOST_CHANNELS} pairs of source and type"),
    ("docs/triggers.md", f"takes up to {USUAL_PATTERN_LENGTH:,} characters unless"),
    ("docs/triggers.md", f"and {MAX_COMBINATIONS:,} combinations of its `$or`"),
    ("docs/deployment.md", f"a first line with values of headers over {LARGEST_HEAD:,} bytes"),
    ("docs/on-premises.md", f"a first line with values of headers over {LARGEST_HEAD:,} bytes"),
    (f"{_TEXTS}/de/evaluation_faults.py", f"höchstens {LONGEST_RANGE} Zahlen"),
    (f"{_TEXTS}/en/evaluation_faults.py", f"at most {LONGEST_RANGE} numbers"),
    (f"{_TEXTS}/de/rules/nodes.py", f"höchstens {MOST_CHANNELS} Texte"),
    (f"{_TEXTS}/de/rules/nodes.py", f"auf {MAX_PATTERN_LENGTH} erhöhen"),
    (f"{_TEXTS}/en/rules/nodes.py", f"at most {MOST_CHANNELS} texts"),
    (f"{_TEXTS}/en/rules/nodes.py", f"raised to {MAX_PATTERN_LENGTH}"),
    (f"{_TEXTS}/de/failure_hints.py", f"eine Antwort bis {MAX_FILE_BYTES // _MIB} MiB"),
    (f"{_TEXTS}/en/failure_hints.py", f"an answer of up to {MAX_FILE_BYTES // _MIB} MiB"),
]


@pytest.mark.parametrize(("page", "sentence"), SAID)
def test_a_page_says_what_the_code_does(page: str, sentence: str) -> None:
    text = (_REPOSITORY / page).read_text(encoding="utf-8")

    assert sentence in " ".join(text.split())


def test_so_many_functions_read_the_queue_of_starts_as_the_page_says() -> None:
    template = (_REPOSITORY / "template.yaml").read_text(encoding="utf-8")
    start = next(
        each for each in re.split(r"\n(?=  \w+:\n)", template) if each.startswith("  StartByEventFunction:")
    )
    (most,) = re.findall(r"MaximumConcurrency: (\d+)", start)

    assert f"The {most} functions that read the queue" in (_REPOSITORY / "docs" / "scale.md").read_text()


def test_the_sizes_of_the_console_are_those_that_its_build_allows() -> None:
    build = (_REPOSITORY / "layers" / "console" / "build.py").read_text(encoding="utf-8")
    first, editor, whole = re.findall(r"^_LARGEST_\w+: Final = (\d+) \* _KIB$", build, re.MULTILINE)

    said = f"(first view {first} KiB, editor {editor}, all {whole}, packed)"
    assert said in (_REPOSITORY / "docs" / "console.md").read_text(encoding="utf-8")


def test_a_node_is_held_to_what_its_function_takes() -> None:
    assert (MAX_SOURCE, MAX_TIMEOUT) == (code.MAX_SOURCE, code.MAX_TIMEOUT)
    assert MAX_SECONDS == http_request.MAX_TIMEOUT


def test_backfills_know_the_first_year_of_cron_expressions() -> None:
    assert AWS_FIELDS[-1].low == backfill.FIRST.year
