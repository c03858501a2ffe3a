"""Deploying: what sam is told, what is asked, and what is refused before anything happens."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError

from local.deployment import deploy as deployment
from local.deployment.account import RESERVING_FUNCTIONS, check_concurrency
from local.deployment.deploy import Wishes, ask_first, ask_region, deploy
from local.deployment.errors import CannotDeployError
from local.deployment.target import find_target
from local.template.document import read_document
from tests.unit.deployment.conftest import ROOT, TARGET, RecordedSam, Told

DEPLOY = (
    "deploy --config-env staging --stack-name exeoflow-staging --region eu-central-1 "
    "--no-confirm-changeset --no-fail-on-empty-changeset --parameter-overrides Stage=staging"
)


def answering(*answers: str) -> Callable[[str], str]:
    waiting = list(answers)
    return lambda _question: waiting.pop(0)


@pytest.fixture(autouse=True)
def _some_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake sam builds nothing, so that Lambda's Python need not be here."""
    monkeypatch.setattr("local.deployment.sam.runtime_python", lambda: Path("/opt/python/bin/python3.13"))


@pytest.mark.usefixtures("aws")
def test_a_deployment_asks_nothing(sam: RecordedSam, config: Path, say: Told) -> None:
    deploy(TARGET, Wishes(), sam.sam, config, say)

    assert sam.calls == ["build", DEPLOY]
    assert say.lines[0] == "Deploying exeoflow-staging to account 123456789012 in eu-central-1."


@pytest.mark.usefixtures("aws")
def test_wishes_become_parameters_of_the_template(sam: RecordedSam, config: Path, say: Told) -> None:
    given = ("Tracing=on", "HttpAllowedHosts=10.0.0.0/8,db", "Stage=production", "ApiUrl=")
    wishes = Wishes("ops@example.com", given)

    deploy(TARGET, wishes, sam.sam, config, say)

    expected = (
        'Stage=production AlarmEmail=ops@example.com Tracing=on HttpAllowedHosts=10.0.0.0/8,db ApiUrl=""'
    )
    assert sam.calls[-1] == DEPLOY.replace("Stage=staging", expected)


@pytest.mark.usefixtures("aws")
def test_a_failing_sam_ends_the_deployment(sam: RecordedSam, config: Path, say: Told) -> None:
    sam.answers(status=1)

    with pytest.raises(CannotDeployError, match="sam build failed"):
        deploy(TARGET, Wishes(), sam.sam, config, say)
    assert sam.calls == ["build"]


@pytest.mark.usefixtures("aws")
def test_the_outputs_of_the_stack_are_told(sam: RecordedSam, config: Path, say: Told) -> None:
    template = """{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}, "Outputs": {
        "ApiUrl": {"Value": "https://api"}, "CreateKeyCommand": {"Value": "make me a key"}}}"""
    boto3.client("cloudformation").create_stack(StackName=TARGET.stack_name, TemplateBody=template)

    deploy(TARGET, Wishes(), sam.sam, config, say)

    assert "The API is at https://api." in say.lines
    assert say.lines[-1].endswith("  make me a key")


@pytest.mark.usefixtures("aws")
def test_a_guided_deployment_asks_three_things_and_remembers_the_region(config: Path) -> None:
    ask = answering("eu-west-1", "ops@example.com", "")

    region = ask_region(None, ask) or ""
    wishes = ask_first(replace(TARGET, region=region), Wishes(), config, ask)

    assert (region, wishes.email) == ("eu-west-1", "ops@example.com")
    assert find_target(config, "staging", {}, region=None, stack_name=None).region == "eu-west-1"


@pytest.mark.usefixtures("aws")
def test_a_guided_deployment_keeps_what_is_answered_by_enter(config: Path) -> None:
    wishes = ask_first(TARGET, Wishes("ops@example.com"), config, answering("", "y"))

    assert wishes.email == "ops@example.com"
    assert ask_region("eu-central-1", answering("")) == "eu-central-1"


@pytest.mark.usefixtures("aws")
def test_a_guided_deployment_ends_where_somebody_says_no(config: Path) -> None:
    before = config.read_text()

    with pytest.raises(CannotDeployError, match="Nothing was deployed"):
        ask_first(TARGET, Wishes(), config, answering("", "n"))
    assert config.read_text() == before


@pytest.mark.usefixtures("aws")
def test_a_reservation_that_lambda_would_refuse_is_refused_before_the_build(
    sam: RecordedSam, config: Path, say: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deployment, "concurrency_limit", lambda _: 10)

    with pytest.raises(CannotDeployError, match="ReservedConcurrency=5"):
        deploy(TARGET, Wishes(parameters=("ReservedConcurrency=5",)), sam.sam, config, say)
    assert sam.calls == []


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("reserved", ["many", "-1", "1.5", "²"])
def test_a_reservation_that_is_no_number_is_told(
    sam: RecordedSam, config: Path, say: Told, reserved: str
) -> None:
    with pytest.raises(CannotDeployError, match="is no number"):
        deploy(TARGET, Wishes(parameters=(f"ReservedConcurrency={reserved}",)), sam.sam, config, say)
    assert sam.calls == []


@pytest.mark.parametrize("region", ["eu central", "moon-1"])
def test_a_region_that_is_none_is_not_taken_for_missing_credentials(
    sam: RecordedSam, config: Path, say: Told, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://sts.moon-1.amazonaws.com/")

    monkeypatch.setattr("botocore.httpsession.URLLib3Session.send", unreachable)
    monkeypatch.setattr("local.deployment.account._PATIENT", Config(retries={"total_max_attempts": 1}))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")

    with pytest.raises(CannotDeployError, match=f"not reached in the region {region}"):
        deploy(replace(TARGET, region=region), Wishes(), sam.sam, config, say)


@pytest.mark.usefixtures("aws")
def test_the_small_concurrency_of_a_new_account_is_told(
    sam: RecordedSam, config: Path, say: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deployment, "concurrency_limit", lambda _: 10)

    deploy(TARGET, Wishes(), sam.sam, config, say)

    assert "Lambda lets 10 functions of this account run at once" in say.text


@pytest.mark.parametrize(
    ("limit", "reserved", "is_told"), [(None, 50, False), (1000, 128, False), (800, 100, True)]
)
def test_other_concurrency_is_taken(limit: int | None, reserved: int, is_told: bool) -> None:  # noqa: FBT001
    assert (check_concurrency(limit, reserved) is not None) is is_told


def test_as_many_functions_reserve_as_the_check_counts() -> None:
    resources: dict[str, Any] = read_document(ROOT / "template.yaml")["Resources"]
    reserving = [
        name
        for name, resource in resources.items()
        if "ReservedConcurrentExecutions" in resource.get("Properties", {})
    ]

    assert len(reserving) == RESERVING_FUNCTIONS


def test_a_deployment_asks_nothing_by_its_configuration() -> None:
    assert "confirm_changeset = true" not in (ROOT / "samconfig.toml").read_text()
