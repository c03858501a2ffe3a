"""The errors of this package.

ContentInvalid
├── EntitiesDeclared
├── NestedTooDeep
└── RowsTooLarge
"""


class ContentInvalid(ValueError):
    """A text is not of the format it is said to be of; the message repeats nothing of it.

    `line` is where it ceases to be, None where that is not known.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class EntitiesDeclared(ContentInvalid):
    """XML declares entities, which multiply or reach for other files."""


class NestedTooDeep(ContentInvalid):
    """XML or JSON has more values one in another than whoever reads them later takes."""


class RowsTooLarge(ContentInvalid):
    """CSV has too many columns, or rows that are too short for too many of them."""
