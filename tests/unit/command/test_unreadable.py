"""Why a file cannot be read is said in the words of the person at the terminal, and its name once."""

from pathlib import Path

import pytest

from exeoflow.command.connection import config_folder, read_profiles
from exeoflow.remote.trouble import Trouble


@pytest.fixture
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("EXEOFLOW_LANGUAGE", "de")
    config_folder().mkdir()
    return config_folder() / "profiles.json"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"profiles": {}', "kein JSON: ab Zeile 1, Spalte 16"),
        (b'{"profiles": {}, "profiles": {}}', "kein JSON: `profiles` steht zweimal da"),
        (b"\xff", "die Datei ist nicht UTF-8"),
    ],
)
def test_profiles_that_are_damaged_are_told(profiles: Path, content: bytes, reason: str) -> None:
    profiles.write_bytes(content)

    with pytest.raises(Trouble) as trouble:
        read_profiles()

    assert str(trouble.value) == f"{profiles} kann nicht gelesen werden: {reason}"


def test_profiles_that_the_system_keeps_back_are_told_with_its_reason(profiles: Path) -> None:
    profiles.mkdir()

    with pytest.raises(Trouble) as trouble:
        read_profiles()

    assert str(trouble.value) == f"{profiles} kann nicht gelesen werden: Is a directory"
