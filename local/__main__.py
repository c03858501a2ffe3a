"""`python -m local`: exeoflow on this machine, without Docker, account or network."""

import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from local.options import Options, read_options
from local.server import HOST, PortError, bind, port_of, serve, served_beside
from local.state import backup
from local.state.database import Database
from local.state.errors import FolderError
from local.state.folder import open_folder, refuse_other_stack
from local.state.running import RunningServer, announced
from local.state.vault_key import kept_key, new_key

if TYPE_CHECKING:
    from local.running import RunningStack  # only the type: it brings the gateway along


_MAKE_KEY: Final = "python -m exeoflow.keys --local create --name NAME"


def main() -> int:
    """Run the server until it is stopped, put events into a running one, or back it up; return the status."""
    if sys.argv[1:2] == ["put-event"]:
        from local.events import put_event  # boto3 is not needed to refuse a taken port

        return put_event.main(sys.argv[2:])
    if sys.argv[1:2] == ["backup"]:
        return backup.main(sys.argv[2:])
    options = read_options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        # A signal at the very end of serving is spent there and interrupts nothing any more.
        with suppress(KeyboardInterrupt):
            _run(options)
    except (FolderError, PortError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _say("Stopped.")
    return 0


def _run(options: Options) -> None:
    with ExitStack() as stack:
        listener = stack.enter_context(bind(options.port, "--port (make run PORT=...)", options.host))
        aws_listener = stack.enter_context(_bind_aws(options, port_of(listener)))
        database = stack.enter_context(_state(options))
        if options.data is not None:
            running = RunningServer(os.getpid(), port_of(listener), port_of(aws_listener), options.is_on_moto)
            stack.enter_context(announced(options.data, running))
        _run_over(database, options, listener, aws_listener)


def _run_over(
    database: Database, options: Options, listener: socket.socket, aws_listener: socket.socket
) -> None:
    # Imported here so that a taken port or folder is told at once, not after a second of imports.
    from local.gateway.names import KnownKeyAtHome
    from local.keys import make_key

    logging.getLogger().addHandler(logging.NullHandler())  # libraries are silent; what matters has a line
    parameters = {
        "HttpAllowedHosts": options.allowed_hosts,
        "LogLevel": options.log_level,
        "ApiUrl": options.url or f"http://{HOST}:{port_of(listener)}",
    }
    with ExitStack() as stack:
        local_stack = stack.enter_context(_stack(database, options, parameters, port_of(aws_listener)))
        if options.key is not None:
            make_key(options.key, local_stack.keys)
        stack.enter_context(served_beside(local_stack.door, aws_listener))
        gc.freeze()  # what is loaded by now stays: the collector need not look at it again
        welcome = _welcome(options, port_of(listener), port_of(aws_listener))
        served = KnownKeyAtHome(local_stack.gateway, options.url, _say)
        serve(served, listener, lambda: _say(welcome))


def _stack(
    database: Database, options: Options, parameters: Mapping[str, str], aws_port: int
) -> "AbstractContextManager[RunningStack]":
    """Return the stack that is asked for; only its own parts are imported."""
    key = new_key() if options.data is None else kept_key(options.data, database)
    if options.is_on_moto:
        from local.aws.stack import run_stack

        return run_stack(database, parameters, _say, base_path=options.base_path, vault_key=key)
    from exeoflow.model.state_room import MOST_STATE_BYTES
    from local.embedded.engine.interpreter import MOST_BYTES_HERE
    from local.embedded.stack import run_embedded

    aws_url = f"http://{HOST}:{aws_port}"
    return run_embedded(
        database,
        parameters,
        _say,
        aws_url,
        options.base_path,
        vault_key=key,
        most_bytes=MOST_STATE_BYTES if options.has_aws_limits else MOST_BYTES_HERE,
    )


@contextmanager
def _state(options: Options) -> Iterator[Database]:
    if options.data is None:
        with closing(Database(":memory:")) as database:
            yield database
        return
    with open_folder(options.data, _say) as database:
        refuse_other_stack(database, options.data, is_on_moto=options.is_on_moto)
        yield database


def _bind_aws(options: Options, api_port: int) -> socket.socket:
    if options.aws_port is not None:
        return bind(options.aws_port, "--aws-port")
    try:
        return bind(api_port + 1, "--aws-port")
    except (PortError, OverflowError):
        return bind(0, "--aws-port")


def _welcome(options: Options, port: int, aws_port: int) -> str:
    url = f"http://{HOST}:{port}"
    place = "in memory only" if options.data is None else f"in {options.data}"
    key = options.key or "$KEY"
    entered = f"#key={quote(options.key, safe='')}" if options.key else ""
    made = f"API key: {options.key}" if options.key else f"Make an API key: {_MAKE_KEY}"
    return (
        f"exeoflow is ready at {url} (documentation: {url}/docs), its state {place}.\n"
        f"Console: {url}/{entered}\n"
        f"{made}\n"
        f"AWS endpoint of this stack: http://{HOST}:{aws_port}\n"
        f"Try: curl {url}{options.base_path or '/v1'}/workflows -H 'Authorization: Bearer {key}'"
    )


def _say(line: str) -> None:
    """Talk to the person who started the server, which goes on if nobody can hear it any more."""
    with suppress(OSError):
        print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
