"""What is asked where another word was probably meant."""

DID_YOU_MEAN = "Did you mean “{suggestion}”?"
