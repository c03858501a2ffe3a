"""The errors of this room.

ImageFailed
├── ImageInvalid    the bytes are no image, or a broken one
├── StepInvalid     a step is asked for what cannot be done with any image
└── ImageTooLarge   more pixels than are held at once
"""


class ImageFailed(Exception):
    """There is no image; the message repeats none of the data."""


class ImageInvalid(ImageFailed):
    """The bytes are no image of a format that is read, or end before it does."""


class StepInvalid(ImageFailed):
    """The values of a step are of no use: no number, no colour, nothing left of the image."""


class ImageTooLarge(ImageFailed):
    """An image, as it comes or as a step would make it, has too many pixels."""
