"""A process that has loaded a language and makes a copy of itself for each run, which takes a millisecond.

It runs nothing itself, so that no run finds anything of another, and it is the parent of the copies: until it
has waited for one, the system gives the number of that to no other process.
"""

import gc
import importlib
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import Final, NoReturn

MESSAGE: Final = struct.Struct("!i")
"""What both sides say. Asked: `START` with two files (where the copy reads its job and writes its answer), or
the number of a copy that is to end. Answered, to `START` alone: the number of the copy, or `NONE`."""

START: Final = 0
NONE: Final = -1


def main() -> None:
    """Start and end copies, as the socket that is the standard input says, until nobody is left who asks."""
    run = importlib.import_module(sys.argv[1]).main
    # What all copies share stays shared: looking for garbage would write to it.
    gc.freeze()
    asked = socket.socket(fileno=0)
    copies: set[int] = set()
    while True:
        message, files, _, _ = socket.recv_fds(asked, MESSAGE.size, 2, socket.MSG_WAITALL)
        if len(message) < MESSAGE.size:
            break
        (number,) = MESSAGE.unpack(message)
        if number == START:
            asked.sendall(MESSAGE.pack(_copied(run, files, copies)))
        else:
            _end(number, copies)
    for each in tuple(copies):
        _end(each, copies)


def _copied(run: Callable[[], None], files: list[int], copies: set[int]) -> int:
    """The number of a copy that runs what comes on the first of the files."""
    try:
        number = os.fork()
    except OSError:  # no room for one more process
        return NONE
    else:
        if number == 0:
            _become_worker(run, files)
        copies.add(number)
        return number
    finally:
        for file in files:
            os.close(file)


def _become_worker(run: Callable[[], None], files: list[int]) -> NoReturn:
    """Run with the two files as standard input and output, and with nothing else that is open."""
    try:
        for standard, file in enumerate(files):
            os.dup2(file, standard)  # the socket was the standard input
            os.close(file)
        run()
    finally:
        os._exit(1)


def _end(number: int, copies: set[int]) -> None:
    if number in copies:
        copies.discard(number)
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
