"""What Python code prints, as lines, as many as are kept."""

from typing import Final

from exeoflow.code.worker.exchange import MAX_LOG, MAX_LOG_LINE, MAX_LOG_LINES

_LEFT_OUT: Final = "…"


class Log:
    """Takes the place of `sys.stdout`."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._open = ""
        self._length = 0
        self._is_full = False

    def write(self, text: str) -> int:
        """Take a piece; a line ends with a line feed."""
        if not self._is_full:
            *ended, self._open = (self._open + text[: MAX_LOG + 1]).split("\n")
            for line in ended:
                self._add(line)
            self._open = self._open[: MAX_LOG_LINE + 1]
        return len(text)

    def flush(self) -> None:
        """Do nothing: what is written is kept anyway."""

    def lines(self) -> list[str]:
        """The lines, with the one that was not ended."""
        if self._open:
            self._add(self._open)
            self._open = ""
        return self._lines

    def _add(self, line: str) -> None:
        if self._is_full:
            return
        line = line if len(line) <= MAX_LOG_LINE else line[:MAX_LOG_LINE] + _LEFT_OUT
        self._length += len(line)
        self._is_full = len(self._lines) >= MAX_LOG_LINES or self._length > MAX_LOG
        self._lines.append(_LEFT_OUT if self._is_full else line)
