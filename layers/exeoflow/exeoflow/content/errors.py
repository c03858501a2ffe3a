"""The one error of this package."""


class ContentInvalid(ValueError):
    """A text is not of the format it is said to be of; the message repeats nothing of it."""
