"""`python -m local.sam`: exeoflow in real Lambda containers, over the local AWS.

With a command after `--` it serves only while that command runs, which finds the API by `EXEOFLOW_URL` and
`EXEOFLOW_KEY`, and ends with the status of the command.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Final

from local.aws.stack import run_stack
from local.keys import make_key
from local.place import TEMPLATE
from local.sam.build import build, write_container_template
from local.sam.command_line import SamOptions, read_command_line
from local.sam.container_functions import ContainerFunctions
from local.sam.containers import SamLocal
from local.sam.docker import HOST_IN_CONTAINERS, Docker
from local.sam.errors import UnusableMachineError
from local.sam.function_image import build_function_image
from local.sam.ports import free_port, require_free
from local.sam.python import runtime_python
from local.sam.runtime_image import bring_runtime_image, runtime_image
from local.server import HOST, PortError, bind, port_of, served_beside
from local.state.database import Database

_ROOT: Final = TEMPLATE.parent


def main() -> int:
    """Serve until stopped, or until the command has ended; return the exit status."""
    options = read_command_line()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _run(options)
    except KeyboardInterrupt:
        _say("Stopped.")
    except (UnusableMachineError, PortError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _run(options: SamOptions) -> int:
    docker = Docker.usable()
    python = runtime_python()
    port = options.port or free_port(HOST)
    require_free(HOST, port)
    _say(bring_runtime_image(docker, python))
    built = build(options.sam, python, _ROOT)
    build_function_image(docker, runtime_image(), built.parent)
    lambda_port = free_port(HOST)
    logging.getLogger().addHandler(logging.NullHandler())  # libraries are silent; what matters has a line
    with ExitStack() as stack:
        listener = stack.enter_context(bind(0, "--port", docker.host_address()))
        functions = partial(ContainerFunctions, port=lambda_port)
        database = stack.enter_context(closing(Database(":memory:")))
        running = stack.enter_context(run_stack(database, _parameters(options, port), _say, functions))
        make_key(options.key, running.keys)
        stack.enter_context(served_beside(running.door, listener))
        endpoint = f"http://{HOST_IN_CONTAINERS}:{port_of(listener)}"
        sam = SamLocal(options.sam, write_container_template(built, running.declared, endpoint), docker)
        _say("Starting a container for every function ...")
        stack.enter_context(sam.api(port))
        stack.enter_context(sam.functions(lambda_port))
        _say(_welcome(options, port, sam))
        return _serve(options, port)


def _parameters(options: SamOptions, port: int) -> dict[str, str]:
    """Return what a deployment would say of the stack."""
    return {
        "HttpAllowedHosts": options.allowed_hosts,
        "LogLevel": options.log_level,
        "ApiUrl": f"http://{HOST}:{port}",
    }


def _serve(options: SamOptions, port: int) -> int:
    if not options.command:
        threading.Event().wait()
    environment = {
        **os.environ,
        "EXEOFLOW_URL": f"http://{HOST}:{port}",
        "EXEOFLOW_KEY": options.key,
        # the name by which the containers reach what a test serves
        "EXEOFLOW_TARGET_HOST": HOST_IN_CONTAINERS,
    }
    return subprocess.run(options.command, env=environment, check=False).returncode


def _welcome(options: SamOptions, port: int, sam: SamLocal) -> str:
    url = f"http://{HOST}:{port}"
    logs = os.path.relpath(sam.log("start-api").parent, Path.cwd())
    return (
        f"exeoflow is ready at {url}, every function in its container, the state in memory only.\n"
        f"API key: {options.key}\n"
        f"Logs of the functions: {logs}/start-api.log (API), {logs}/start-lambda.log (tasks and events)"
    )


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  the server talks to the person who started it


if __name__ == "__main__":
    sys.exit(main())
