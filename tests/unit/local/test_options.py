from pathlib import Path

import pytest

from local.options import read_options


def test_without_options_the_state_is_in_the_folder_and_the_port_is_3000(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PORT", raising=False)

    options = read_options([])

    assert (options.port, options.data, options.key) == (3000, Path(".exeoflow"), "exo_local_demo_key")
    assert options.allowed_hosts == ""


def test_the_variable_port_is_the_port_unless_the_option_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "3100")

    assert read_options([]).port == 3100
    assert read_options(["--port", "3200"]).port == 3200


def test_in_memory_there_is_no_folder() -> None:
    assert read_options(["--memory"]).data is None


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "x"],
        ["--port", "70000"],
        ["--key", "a b"],
        ["--key", ""],
        ["--url", "example.org"],
        ["--base-path", "api"],
    ],
)
def test_a_wrong_option_is_told_in_a_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_options(arguments)

    assert f"argument {arguments[0]}:" in capsys.readouterr().err


def test_the_limits_of_aws_are_those_of_who_asks_for_them() -> None:
    assert not read_options([]).has_aws_limits
    assert read_options(["--aws-limits"]).has_aws_limits


def test_on_premises_there_are_an_address_a_path_and_no_key() -> None:
    options = read_options(["--url", "https://a.example/", "--base-path", "/api/v1/", "--no-key"])

    assert (options.url, options.base_path, options.key) == ("https://a.example", "/api/v1", None)
