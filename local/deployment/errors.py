"""What keeps a command about a deployed stack from doing its work."""


class CannotDeployError(Exception):
    """Something is missing or refused; the message is one line that says what to do."""
