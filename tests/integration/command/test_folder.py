"""A folder and a server: pulled, changed, tested, diffed and pushed, and what may go wrong between."""

import json
from concurrent.futures import ThreadPoolExecutor

from tests.e2e.api import Api
from tests.integration.command.conftest import Shell, named

SIMPLE = """\
name: {name}
nodes:
  - id: start
    type: trigger
  - id: value
    type: set
    config:
      values:
        text: "{text}"
connections:
  - source: start
    target: value
"""
CALLER = """\
name: {name}
nodes:
  - id: start
    type: trigger
  - id: call
    type: sub_workflow
    config:
      workflow_id: {target}
connections:
  - source: start
    target: call
"""
CASES = """\
cases:
  - name: says one
    expect:
      output: {text: one}
"""


def ten_workflows(shell: Shell) -> None:
    """Write five that stand for themselves, and five in a row that run each other and one of these."""
    for number in range(5):
        shell.write(f"workflows/plain-{number}.yaml", SIMPLE.format(name=f"Plain {number}", text="one"))
        shell.write(f"workflows/plain-{number}.cases.yaml", CASES)
    for number in range(5):
        target = f"Caller {number + 1}" if number < 4 else "Plain 0"
        shell.write(
            f"workflows/deep/caller-{number}.yaml", CALLER.format(name=f"Caller {number}", target=target)
        )


def test_a_folder_of_ten_goes_up_and_comes_down_and_is_run(shell: Shell, api: Api) -> None:
    ten_workflows(shell)
    assert shell.well("validate", "workflows").endswith("files: 10, errors: 0, warnings: 0\n")
    assert "cases: 5, failed: 0" in shell.well("test")
    assert "pushed: 10," in shell.well("push", "-m", "first")
    stored = named(api)
    assert stored["Caller 4"]["nodes"][1]["config"]["workflow_id"] == stored["Plain 0"]["id"]
    assert "different: 0, the same: 10" in shell.well("diff", "--check")
    ended = json.loads(shell.well("run", "Caller 0", "-f", "-o", "json"))
    assert (ended["status"], ended["output"]) == ("success", {"text": "one"})

    other = Shell(shell.folder / "other", shell.url)
    other.folder.mkdir()
    assert "pulled: 10," in other.well("pull")
    assert "workflow_id: Plain 0\n" in other.read("workflows/caller-4.yaml")
    assert "different: 0," in other.well("diff", "--all", "--check")


def test_a_change_is_told_by_node_and_pushed_alone(shell: Shell, api: Api) -> None:
    ten_workflows(shell)
    shell.well("push")
    shell.write("workflows/plain-0.yaml", SIMPLE.format(name="Plain 0", text="two"))
    difference = shell("diff", "--check")
    assert difference.returncode == 1
    assert '~ value.config.values.text: "one" → "two"' in difference.stdout
    assert shell("test").returncode == 1
    assert "pushed: 1, switched: 0, deleted: 0, the same: 9" in shell.well("push", "-m", "two")
    revisions = api.get(f"/v1/workflows/{named(api)['Plain 0']['id']}/revisions").data["revisions"]
    assert revisions[0]["comment"] == "two"


def test_a_renamed_workflow_and_a_moved_file_stay_the_same_workflow(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", SIMPLE.format(name="First", text="one"))
    shell.well("push")
    before = named(api)["First"]["id"]
    shell.write("workflows/a.yaml", SIMPLE.format(name="Second", text="one"))
    shell.well("push")
    assert {name: each["id"] for name, each in named(api).items()} == {"Second": before}
    (shell.folder / "workflows/a.yaml").rename(shell.folder / "workflows/b.yaml")
    assert "pushed: 0, switched: 0, deleted: 0" in shell.well("push", "--prune", "--yes")
    assert named(api)["Second"]["id"] == before


def test_nothing_is_pushed_if_anything_is_wrong(shell: Shell, api: Api) -> None:
    shell.write("workflows/good.yaml", SIMPLE.format(name="Good", text="one"))
    shell.write("workflows/bad.yaml", SIMPLE.format(name="Bad", text="{{ $inptu.x }}"))
    shell.write("workflows/worse.yaml", CALLER.format(name="Worse", target="Nobody"))
    pushed = shell("push")
    assert pushed.returncode == 1
    assert "workflows/bad.yaml:9:15: error:" in pushed.stderr
    assert "No workflow here is called “Nobody”." in pushed.stderr
    assert named(api) == {}


def test_what_a_server_would_refuse_is_told_with_its_line_and_nothing_is_half_pushed(
    shell: Shell, api: Api
) -> None:
    shell.write("workflows/a.yaml", SIMPLE.format(name="Good", text="one"))
    shell.write("workflows/b.yaml", "tags: [1, 2]\n" + SIMPLE.format(name="Bad", text="one"))

    pushed = shell("push")

    assert pushed.returncode == 1
    assert "b.yaml:1:8: error" in pushed.stderr
    assert named(api) == {}


def test_what_runs_itself_in_a_circle_is_refused_before_anything_is_written(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", CALLER.format(name="A", target="B"))
    shell.write("workflows/b.yaml", CALLER.format(name="B", target="A"))
    pushed = shell("push")
    assert pushed.returncode == 1
    assert "in a circle: A → B → A" in pushed.stderr or "in a circle: B → A → B" in pushed.stderr
    assert named(api) == {}


def test_workflows_may_tell_each_other_of_their_failures(shell: Shell, api: Api) -> None:
    for name, other in (("A", "B"), ("B", "A")):
        shell.write(
            f"workflows/{name}.yaml",
            SIMPLE.format(name=name, text="one") + f"settings:\n  error_workflow: {other}\n",
        )
    shell.well("push")
    stored = named(api)
    assert stored["A"]["settings"] == {"error_workflow": stored["B"]["id"]}
    assert stored["B"]["settings"] == {"error_workflow": stored["A"]["id"]}
    assert "different: 0," in shell.well("diff", "--check")


def test_a_change_on_both_sides_is_nobodys_to_lose(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", SIMPLE.format(name="A", text="one"))
    shell.well("push")
    api.call("PUT", f"/v1/workflows/{named(api)['A']['id']}", {"description": "from the console"})
    shell.write("workflows/a.yaml", SIMPLE.format(name="A", text="two"))
    for command in ("push", "pull"):
        refused = shell(command)
        assert refused.returncode == 1
        assert "Both sides changed" in refused.stderr
    assert named(api)["A"]["description"] == "from the console"
    assert "two" in shell.read("workflows/a.yaml")
    shell.well("push", "--force")
    assert named(api)["A"]["description"] == ""


def test_a_change_there_alone_is_pulled_and_comments_stay(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", "# about it\n" + SIMPLE.format(name="A", text="one"))
    shell.well("push")
    api.call("PUT", f"/v1/workflows/{named(api)['A']['id']}", {"description": "from the console"})
    assert "newer on the server, left as it is: a.yaml" in shell.well("push")
    assert "pulled: 1," in shell.well("pull")
    assert shell.read("workflows/a.yaml").startswith("# about it\nname: A\n")
    assert "description: from the console" in shell.read("workflows/a.yaml")


def test_two_pushes_at_once_make_no_workflow_twice_over(shell: Shell, api: Api) -> None:
    for text in ("one", "two", "three"):
        shell.write("workflows/a.yaml", SIMPLE.format(name="A", text=text))
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda _: shell.process("push"), range(2)))
        assert 0 in [each.returncode for each in done]
        assert list(named(api)) == ["A"]
        assert named(api)["A"]["nodes"][1]["config"]["values"]["text"] == text


def test_two_pushes_at_once_of_what_was_deleted_make_one_workflow(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", SIMPLE.format(name="A", text="one"))
    for _ in range(2):
        (shell.folder / "workflows" / "exeoflow.lock").unlink(missing_ok=True)
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda _: shell.process("push"), range(2)))
        assert 0 in [each.returncode for each in done]
        api.call("DELETE", f"/v1/workflows/{named(api)['A']['id']}")


def test_a_file_that_is_gone_is_deleted_only_by_wish(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", SIMPLE.format(name="A", text="one"))
    shell.write("workflows/b.yaml", SIMPLE.format(name="B", text="one"))
    api.create({"name": "Not ours"})
    shell.well("push")
    (shell.folder / "workflows/b.yaml").unlink()
    shell.well("push")
    assert set(named(api)) == {"A", "B", "Not ours"}
    assert "deleted: 1," in shell.well("push", "--prune", "--yes")
    assert set(named(api)) == {"A", "Not ours"}
    shell.write("workflows/c.yaml", CALLER.format(name="C", target="A"))
    shell.well("push")
    for name in "ac":
        (shell.folder / f"workflows/{name}.yaml").unlink()
    assert "deleted: 2," in shell.well("push", "--prune", "--yes")
    assert set(named(api)) == {"Not ours"}


def test_a_status_in_a_file_is_what_the_server_has(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", SIMPLE.format(name="A", text="one") + "status: active\n")
    assert "switched: 1," in shell.well("push")
    assert named(api)["A"]["status"] == "active"
    assert "pushed: 0, switched: 0," in shell.well("push")


def test_names_that_may_mean_two_are_asked_about(shell: Shell, api: Api) -> None:
    for _ in range(2):
        api.create({"name": "Twice"})
    shell.write("workflows/a.yaml", SIMPLE.format(name="Twice", text="one"))
    refused = shell("push")
    assert refused.returncode == 2
    assert "say which by its `id`" in refused.stderr
    assert "say the id" in shell("run", "Twice").stderr


def test_a_workflow_deleted_there_is_made_again(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", SIMPLE.format(name="A", text="one"))
    shell.well("push")
    api.call("DELETE", f"/v1/workflows/{named(api)['A']['id']}")
    assert "pushed: 1," in shell.well("push")
    assert list(named(api)) == ["A"]
    assert "different: 0," in shell.well("diff", "--check")


def test_what_git_manages_is_changed_by_pushing_only(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", SIMPLE.format(name="A", text="one"))
    shell.write("workflows/b.yaml", SIMPLE.format(name="B", text="one"))
    shell.well("push")
    assert "managed_by" not in named(api)["A"]
    shell.well("push", "--managed")
    stored = named(api)
    assert {each["managed_by"] for each in stored.values()} == {"git"}
    refused = api.call("PUT", f"/v1/workflows/{stored['A']['id']}", {"description": "by hand"})
    assert refused.status == 409
    assert "WORKFLOW_MANAGED" in shell("delete", "A", "--yes").stderr

    shell.write("workflows/a.yaml", SIMPLE.format(name="A", text="one") + "description: by a file\n")
    assert "pushed: 1," in shell.well("push")
    assert named(api)["A"]["description"] == "by a file"
    (shell.folder / "workflows/b.yaml").unlink()
    shell.well("push", "--prune", "--yes")
    assert list(named(api)) == ["A"]
    shell.write("workflows/a.yaml", shell.read("workflows/a.yaml") + "managed_by: null\n")
    shell.well("push", "--managed")
    assert "managed_by" not in named(api)["A"]
    shell.write("workflows/a.yaml", shell.read("workflows/a.yaml").replace("null", "svn"))
    assert "Allowed are: 'git'." in shell("push").stderr


def test_a_reference_to_nobody_is_told_once_and_what_is_gone_is_created_again(shell: Shell, api: Api) -> None:
    shell.write("workflows/a.yaml", CALLER.format(name="A", target="Nobody"))
    refused = shell("push")
    assert (refused.returncode, refused.stderr.count("error:")) == (1, 1), refused.stderr
    assert named(api) == {}
    shell.write("workflows/a.yaml", SIMPLE.format(name="A", text="one"))
    shell.well("push")
    api.call("DELETE", f"/v1/workflows/{named(api)['A']['id']}")
    assert "created  a.yaml" in shell.well("push")
