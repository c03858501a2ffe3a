"""Which stack a command means, and what keeps it from being deployed."""

import re
from pathlib import Path

import pytest

from exeoflow.adapters.system import RandomIds
from exeoflow.model.workflows.trigger import EventTrigger, trigger_name
from local.deployment.errors import CannotDeployError
from local.deployment.target import MAX_STACK_NAME, Target, find_target, save_region, saved_parameters
from tests.unit.deployment.conftest import ROOT


def found(
    config: Path, stage: str = "staging", *, region: str | None = None, name: str | None = None, **set_: str
) -> Target:
    return find_target(config, stage, set_, region=region, stack_name=name)


def test_a_stage_has_a_stack_of_its_own(config: Path) -> None:
    names = [
        found(config, stage, region="eu-central-1").stack_name
        for stage in ("development", "staging", "production")
    ]

    assert names == ["exeoflow-development", "exeoflow-staging", "exeoflow"]


def test_two_stacks_of_one_account_have_nothing_in_common(config: Path) -> None:
    production, staging = (found(config, stage, region="eu-central-1") for stage in ("production", "staging"))

    assert not staging.workflow_prefix.startswith(production.workflow_prefix)


def test_what_is_given_wins_over_the_environment_and_that_over_what_was_saved(config: Path) -> None:
    save_region(config, "staging", "eu-west-3")

    given = found(config, region="eu-west-1", AWS_REGION="eu-west-2").region
    by_environment = found(config, AWS_REGION="eu-west-2", AWS_DEFAULT_REGION="eu-north-1").region

    assert (given, by_environment, found(config).region) == ("eu-west-1", "eu-west-2", "eu-west-3")
    assert found(config, AWS_DEFAULT_REGION="eu-north-1").region == "eu-north-1"


def test_the_region_of_the_aws_profile_is_the_last_resort(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    (tmp_path / "aws").write_text("[default]\nregion = sa-east-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "aws"))

    assert found(config).region == "sa-east-1"


def test_without_a_region_one_line_says_how_to_name_it(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))

    with pytest.raises(CannotDeployError, match=r"REGION=\.\.\. .*make deploy-guided"):
        found(config)


@pytest.mark.parametrize("stage", ["development", "staging", "production"])
def test_a_saved_region_replaces_the_one_before_and_nothing_else(config: Path, stage: str) -> None:
    before = config.read_text()

    save_region(config, stage, "eu-west-1")
    save_region(config, stage, "eu-west-3")

    assert found(config, stage).region == "eu-west-3"
    assert config.read_text().replace('region = "eu-west-3"\n', "") == before
    assert saved_parameters(config, stage) == [f"Stage={stage}"]


@pytest.mark.parametrize("name", ["1st", "under_score", "", "exeoflow-of-all-the-world"])
def test_a_name_that_aws_would_refuse_is_refused_at_once(config: Path, name: str) -> None:
    if not name:
        assert found(config, region="eu-central-1", name=name).stack_name == "exeoflow-staging"
        return
    with pytest.raises(CannotDeployError, match=name):
        found(config, region="eu-central-1", name=name)


def test_the_longest_name_of_a_stack_leaves_room_for_the_names_of_rules() -> None:
    trigger = EventTrigger("node", {"source": ["shop"]})
    rule = f"{'s' * MAX_STACK_NAME}-{trigger_name(RandomIds().new_id('wf'), trigger)}"

    assert len(rule) == 64
    said = re.search(r"a stack's name may have (\d+) at most", (ROOT / "docs/operations.md").read_text())
    assert said is not None
    assert int(said[1]) == MAX_STACK_NAME
