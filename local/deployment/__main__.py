"""`python -m local.deployment deploy|destroy|republish|redrive STAGE`, behind the Makefile's commands."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from local.deployment.account import require_account
from local.deployment.deploy import Wishes, ask_first, ask_region, deploy
from local.deployment.destroy import destroy
from local.deployment.errors import CannotDeployError
from local.deployment.options import Options, read_options
from local.deployment.pace import Pace
from local.deployment.redrive import redrive
from local.deployment.republish import republish
from local.deployment.sam import Sam
from local.deployment.target import Target, find_target, known_region
from local.sam.errors import UnusableMachineError

_ROOT: Final = Path(__file__).resolve().parents[2]
_CONFIG: Final = _ROOT / "samconfig.toml"
# Step Functions refills one deletion, and one publication, a second. Its buckets hold 100, half of which is
# left to the product.
_PER_SECOND: Final = 1
_AT_ONCE: Final = 50


def main() -> int:
    """Do what the command line says; return the exit status."""
    options = read_options()
    try:
        region = options.region
        if options.is_guided and region is None:
            region = ask_region(known_region(_CONFIG, options.stage, os.environ), input)
        target = find_target(_CONFIG, options.stage, os.environ, region=region, stack_name=options.stack_name)
        _do(options, target)
    except (CannotDeployError, UnusableMachineError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except (BotoCoreError, ClientError) as error:
        sys.stderr.write(f"AWS did not let it be done: {error}\nThe same command goes on from here.\n")
        return 1
    except EOFError:
        sys.stderr.write("Nobody can be asked here: make deploy asks nothing.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; the same command goes on.\n")
        return 130
    return 0


def _do(options: Options, target: Target) -> None:
    sam = Sam(_ROOT / ".venv-sam/bin/sam", _ROOT)
    pace = Pace(_PER_SECOND, _AT_ONCE)
    match options.action:
        case "deploy":
            wishes = Wishes(options.email, options.parameters)
            if options.is_guided:
                wishes = ask_first(target, wishes, _CONFIG, input)
            deploy(target, wishes, sam, _CONFIG, _say)
        case "destroy":
            require_account(target)
            _confirm(options, target, input)
            destroy(target, sam, pace, _say)
        case "republish":
            require_account(target)
            republish(target, pace, _say, options.after)
        case _:
            require_account(target)
            redrive(target, _say)


def _confirm(options: Options, target: Target, ask: Callable[[str], str]) -> None:
    if options.is_confirmed:
        return
    if not sys.stdin.isatty():
        raise CannotDeployError(
            f"Nobody can be asked here: say by CONFIRM=yes that {target.stack_name} may go."
        )
    if ask(f"Delete the stack {target.stack_name} in {target.region}? Type its name: ") != target.stack_name:
        raise CannotDeployError("Nothing was deleted.")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  the command talks to the person who started it


if __name__ == "__main__":
    sys.exit(main())
