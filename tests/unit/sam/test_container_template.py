import json
from pathlib import Path
from typing import Any

from local.place import ACCOUNT_ID, REGION, STACK_NAME, TEMPLATE
from local.sam.build import build_environment, write_container_template
from local.template import read_stack
from local.template.resolver import Deployment

STACK = read_stack(TEMPLATE, Deployment(STACK_NAME, REGION, ACCOUNT_ID), {})


def written(folder: Path) -> dict[str, Any]:
    built = folder / "template.yaml"
    built.write_text(TEMPLATE.read_text())
    document: dict[str, Any] = json.loads(
        write_container_template(built, STACK, "http://host.docker.internal:5000").read_text()
    )
    return document


def test_every_function_finds_the_local_aws_and_its_own_variables(tmp_path: Path) -> None:
    resources = written(tmp_path)["Resources"]

    for function in STACK.functions:
        properties = resources[function.name.removeprefix(f"{STACK_NAME}-")]["Properties"]
        assert properties["FunctionName"] == function.name
        assert properties["Environment"]["Variables"] == {
            **function.environment,
            "AWS_ENDPOINT_URL": "http://host.docker.internal:5000",
            "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
        }


def test_everything_else_is_as_in_the_template_that_is_deployed(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    resources = written(tmp_path)["Resources"]

    assert resources["HttpApi"]["Type"] == "AWS::Serverless::HttpApi"
    assert {"DependenciesLayer", "ExeoflowLayer"} <= resources.keys()


def test_sam_finds_the_runtime_python_before_any_other() -> None:
    environment = build_environment({"PATH": "/usr/bin"}, Path("/opt/py/bin/python3.13"), "x86_64")

    assert environment["PATH"] == "/opt/py/bin:/usr/bin"
    assert environment["ARCHITECTURE"] == "x86_64"
