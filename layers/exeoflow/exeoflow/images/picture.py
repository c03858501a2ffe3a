"""An image as steps see it: its frames, one unless it moves, all with colours and transparency (RGBA)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from PIL.Image import Image

from exeoflow.images.errors import ImageTooLarge

MAX_PIXELS: Final = 40_000_000
"""Pixels of all frames together: 160 MB, of which a step needs up to four times in the function's 2 GB."""
MAX_SIDE: Final = 30_000
MAX_FRAMES: Final = 5_000
"""Frames of a few pixels are bounded by nothing else, and each costs what no pixel does."""

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """Frames of one size; `durations` are in milliseconds, `loop` says how often it is shown, 0 for ever."""

    frames: tuple[Image, ...]
    durations: tuple[int, ...] = ()
    loop: int = 0

    @property
    def size(self) -> Size:
        """Width and height."""
        return self.frames[0].size

    def changed(self, change: Callable[[Image], Image]) -> "Picture":
        """The picture with a change made to each of its frames."""
        return replace(self, frames=tuple(map(change, self.frames)))

    def check_size(self, size: Size) -> Size:
        """Return the size that its frames would have. Raises `ImageTooLarge`."""
        return check_size(size, len(self.frames))


def check_size(size: Size, frames: int = 1) -> Size:
    """Return the size of so many frames, of which no side is nothing. Raises `ImageTooLarge`."""
    width, height = (max(1, side) for side in size)
    if width * height * frames > MAX_PIXELS or max(width, height) > MAX_SIDE:
        count = f" in {frames} frames" if frames > 1 else ""
        raise ImageTooLarge(
            f"an image of {width:,} by {height:,} pixels{count} is larger than {MAX_PIXELS:,} pixels, "
            f"or than {MAX_SIDE:,} on a side"
        )
    return width, height


def only_frame(image: Image) -> Picture:
    """A picture that does not move."""
    return Picture((image,))


def bounded_frames(frames: Iterator[Image]) -> Iterator[Image]:
    """Yield frames as long as they are few enough, and their pixels together. Raises `ImageTooLarge`."""
    for count, frame in enumerate(frames, start=1):
        if count > MAX_FRAMES:
            raise ImageTooLarge(f"the image has more than {MAX_FRAMES:,} frames")
        check_size(frame.size, count)
        yield frame
