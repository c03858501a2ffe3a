"""An account of moto's, a stack in it, and a sam that only notes what it is told."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from local.aws.services import local_aws
from local.deployment.sam import Sam
from local.deployment.target import Target
from local.place import REGION

ROOT = Path(__file__).parents[3]
TARGET = Target("staging", "exeoflow-staging", REGION)


@dataclass(frozen=True)
class RecordedSam:
    """A program in the place of sam: a line per call in a file; `fails` has the commands that fail."""

    folder: Path

    @property
    def sam(self) -> Sam:
        return Sam(self.folder / "sam", self.folder)

    @property
    def calls(self) -> list[str]:
        log = self.folder / "calls"
        return log.read_text().splitlines() if log.exists() else []

    def answers(self, status: int = 0) -> None:
        program = self.folder / "sam"
        program.write_text(f'#!/bin/sh\necho "$@" >> {self.folder}/calls\nexit {status}\n')
        program.chmod(0o755)


@dataclass
class Told:
    """What a command said."""

    lines: list[str] = field(default_factory=list)

    def __call__(self, line: str) -> None:
        self.lines.append(line)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def sam(tmp_path: Path) -> RecordedSam:
    recorded = RecordedSam(tmp_path)
    recorded.answers()
    return recorded


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "samconfig.toml", tmp_path / "samconfig.toml"))


@pytest.fixture
def say() -> Told:
    return Told()


@pytest.fixture
def aws() -> Iterator[None]:
    with local_aws():
        yield
