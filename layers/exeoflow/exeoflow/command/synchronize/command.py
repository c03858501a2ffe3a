"""Commands that bring a folder and a server to the same: pull, diff, push."""

from pathlib import Path

from exeoflow.command.connection import connect
from exeoflow.command.synchronize.plan import make_plan
from exeoflow.command.synchronize.pull import pull_plan
from exeoflow.command.synchronize.push import Wishes, push_plan
from exeoflow.command.synchronize.showing import show_pair
from exeoflow.command.terminal import say
from exeoflow.command.words import words
from exeoflow.remote.trouble import FAILED


def pull(folder: Path, *, force: bool, suffix: str, profile: str | None) -> int:
    """Write the server's workflows into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return pull_plan(make_plan(folder, connect(profile), everything=True), force=force, suffix=suffix)


def diff(folder: Path, *, check: bool, everything: bool, profile: str | None) -> int:
    """Print what differs; with `check` a difference is a failure."""
    plan = make_plan(folder, connect(profile), everything=everything)
    differing = [pair for pair in plan.pairs if pair.side != "same"]
    for pair in differing:
        show_pair(pair)
    say(words("diff_sum", differing=len(differing), same=len(plan.pairs) - len(differing)))
    return FAILED if check and differing else 0


def push(folder: Path, wishes: Wishes, *, profile: str | None) -> int:
    """Write the folder's workflows onto the server."""
    return push_plan(make_plan(folder, connect(profile), everything=False), wishes)
