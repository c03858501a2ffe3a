"""Work that is done again and again on a thread of its own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def repeated(work: Callable[[], None], every_seconds: float, name: str) -> Iterator[None]:
    """Do `work` again after each pause, on a thread of this name, for as long as the context lasts."""
    is_closing = threading.Event()

    def run() -> None:
        while not is_closing.wait(every_seconds):
            work()

    thread = threading.Thread(target=run, daemon=True, name=name)
    thread.start()
    try:
        yield
    finally:
        is_closing.set()
        thread.join()
