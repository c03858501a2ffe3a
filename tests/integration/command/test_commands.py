"""Commands about what a server has: lists, runs, keys, and one line where something cannot be."""

import json
import signal
import stat
from pathlib import Path

from tests.e2e.api import Api
from tests.e2e.local_server import KEY, ROOT
from tests.fakes.graphs import WEBHOOK
from tests.integration.command.conftest import Shell, named, until

GREETING = {
    "name": "Greeting",
    "nodes": [
        {"id": "start", "type": "trigger"},
        {
            "id": "greet",
            "type": "set",
            "config": {"values": {"text": "Hello {{ $uppercase($trigger.name) }}"}},
        },
    ],
    "connections": [{"source": "start", "target": "greet"}],
}


def test_a_run_is_started_watched_listed_and_shown(shell: Shell, api: Api) -> None:
    api.create(GREETING)
    assert "Greeting" in shell.well("ls")
    watched = shell.well("run", "greet", "-i", '{"name": "Ada"}', "--follow")
    assert '"text": "Hello ADA"' in watched
    identifier = json.loads(shell.well("runs", "-w", "Greeting", "-o", "json"))[0]["id"]
    shown = json.loads(shell.well("show", identifier, "--data", "-o", "json"))
    assert shown["steps"][-1]["output"] == {"text": "Hello ADA"}
    assert identifier in shell.well("logs")


def test_a_failed_run_is_an_exit_status_with_the_authors_field(shell: Shell, api: Api) -> None:
    api.create(GREETING)
    failed = shell("run", "Greeting", "-f", "-i", '{"name": 1}')
    assert failed.returncode == 1
    assert "in greet" in failed.stderr
    assert shell("show", "last").returncode == 1


def test_input_comes_from_the_line_a_file_or_a_pipe(shell: Shell, api: Api) -> None:
    api.create(GREETING)
    shell.write("input.yaml", "name: Ada\n")
    for arguments, given in ((["-i", "@input.yaml"], ""), (["-i", "-"], '{"name": "Ada"}')):
        done = shell("run", "Greeting", "-f", "-o", "json", *arguments, given=given)
        assert json.loads(done.stdout)["output"] == {"text": "Hello ADA"}
    for wrong in ("[1]", "{", "@nowhere.json"):
        refused = shell("run", "Greeting", "-i", wrong)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


def test_a_workflow_is_got_as_a_file(shell: Shell, api: Api) -> None:
    api.create(GREETING)
    shell.well("get", "Greeting", "-f", "greeting.yaml")
    assert "errors: 0" in shell.well("validate", "greeting.yaml")
    shell.well("activate", "Greeting")
    assert named(api)["Greeting"]["status"] == "active"
    shell.well("delete", "Greeting", "--yes")
    assert named(api) == {}


def test_activation_prints_addresses_a_token_and_times(shell: Shell, api: Api) -> None:
    daily = {"id": "daily", "type": "trigger", "config": {"mode": "schedule", "cron": "0 9 1 1 ? 2150"}}
    api.create({"name": "Called", "nodes": [WEBHOOK, daily], "connections": []})

    said, again = shell.well("activate", "Called"), shell.well("activate", "Called")

    assert "/webhook/wh_" in said
    assert "whsec_" in said
    assert "daily  2150-01-01T09:00:00.000Z" in said
    assert "whsec_" not in again


def test_a_key_is_kept_for_its_user_alone(shell: Shell) -> None:
    without = {"EXEOFLOW_URL": "", "EXEOFLOW_KEY": ""}
    done = shell("login", shell.url, "--name", "here", given=f"{KEY}\n", **without)
    assert done.returncode == 0, done.stderr
    kept = shell.folder / ".config/exeoflow/profiles.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "workflows" in shell.well("doctor", **without)
    assert "here" in shell.well("profile", **without)
    refused = shell("login", shell.url, given="exo_live_wrong\n", **without)
    assert refused.returncode == 2
    assert "exo_live_wrong" not in refused.stderr + refused.stdout


def test_keys_are_made_listed_and_revoked(shell: Shell) -> None:
    made = json.loads(shell.well("keys", "create", "CI", "--scope", "workflows:read", "-o", "json"))
    assert made["id"] in shell.well("keys", "list")
    assert shell("runs", EXEOFLOW_KEY=made["secret"]).returncode == 2
    shell.well("keys", "revoke", made["id"])
    assert shell("ls", EXEOFLOW_KEY=made["secret"]).returncode == 2


def test_what_cannot_be_is_one_line(shell: Shell) -> None:
    for arguments in (
        ["run", "nobody"],
        ["show", "exec_nothing"],
        ["validate", "nowhere.yaml"],
        ["compile", "nowhere.yaml"],
        ["push", "nowhere"],
        ["test", "nowhere"],
        ["ls", "--profile", "nobody"],
        ["login", "ftp://example.com"],
    ):
        refused = shell(*arguments)
        assert refused.returncode in {1, 2}, arguments
        assert refused.stderr.count("\n") == 1, (arguments, refused.stderr)
    gone = shell("ls", EXEOFLOW_URL="http://127.0.0.1:1")
    assert (gone.returncode, gone.stderr.count("\n")) == (2, 1)


def test_errors_speak_the_language_of_the_terminal(shell: Shell) -> None:
    path = shell.write("a.yaml", "name: A\nnodes:\n  - {id: s, type: nothing}\n")
    assert "hat keinen Auslöser" in shell("validate", str(path), LANG="de_DE.UTF-8").stderr
    annotated = shell("validate", str(path), "--format", "github", LANG="C")
    assert f"::error file={path},line=3,col=19,title=node-type-unknown::" in annotated.stdout


def test_a_new_folder_is_valid_tested_and_pushed(shell: Shell, api: Api) -> None:
    shell.well("init")
    for template in ("manual", "webhook", "schedule"):
        shell.well("new", f"Mein {template}", "--template", template)
    for verb in ("validate", "cost", "test"):
        assert shell(verb).stdout == shell.well(verb, "workflows")
    shell.well("test", "--junit", "junit.xml")
    assert 'failures="0"' in shell.read("junit.xml")
    shell.well("push")
    assert set(named(api)) == {"Hello", "Mein manual", "Mein webhook", "Mein schedule"}


def test_a_workflow_is_compiled_priced_and_drawn_without_a_server(shell: Shell) -> None:
    path = str(Path(ROOT) / "docs/examples/order.json")
    nobody = {"EXEOFLOW_URL": "http://127.0.0.1:1"}
    assert json.loads(shell.well("compile", path, **nobody))["budgets"]["states"] == 4
    assert "0.075" in shell.well("cost", path, **nobody)
    assert shell.well("graph", path, **nobody).startswith("flowchart TD\n")
    assert shell.well("graph", "--svg", path, **nobody).startswith("<svg ")


def test_the_console_opens_with_a_key_of_its_own_that_ends(shell: Shell, api: Api) -> None:
    identifier = api.create(GREETING)
    address = shell.well("open", "Greeting", "--print").strip()
    assert address.startswith(f"{shell.url}/console/workflows/{identifier}#key=exo_")
    key = address.partition("#key=")[2]
    assert Api(shell.url, key).get("/v1/keys/current").data["expires_at"] is not None


def test_a_saved_file_is_pushed_while_dev_watches(shell: Shell, api: Api) -> None:
    shell.well("init")
    port = shell.url.rpartition(":")[2]
    with shell.started("dev", "workflows", "--port", port) as process:
        until(lambda: "Hello" in named(api))
        shell.write("workflows/hello.yaml", shell.read("workflows/hello.yaml").replace("Hello {{", "Hi {{"))
        until(lambda: "Hi {{" in str(named(api)["Hello"]["nodes"]))
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
