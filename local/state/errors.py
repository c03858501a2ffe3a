"""What is wrong with the folder of the state."""


class FolderError(Exception):
    """The folder cannot be used; the message is one line that says why and what to do."""
