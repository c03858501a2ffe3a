"""What takes a process its powers before it runs what an author wrote.

The limits of a process hold whatever the code in it does, and are the last wall behind the languages' own.
Source: https://man7.org/linux/man-pages/man2/setrlimit.2.html
"""

import math
import os
import resource
from typing import Final

_NOBODY: Final = 65_534


def confine(memory: int, seconds: float) -> None:
    """Allow no new file, connection or process; `memory` in bytes, `seconds` of computing."""
    _become_nobody()
    computing = math.ceil(seconds) + 2
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, computing),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        # Files and sockets alike; the three that are open already stay so.
        (resource.RLIMIT_NOFILE, 3),
    ):
        resource.setrlimit(limit, (value, value))


def _become_nobody() -> None:
    """Give up the rights of root, whom the limits of files and processes would not bind."""
    if os.geteuid() != 0:
        return
    os.setgroups(())
    os.setgid(_NOBODY)
    os.setuid(_NOBODY)
