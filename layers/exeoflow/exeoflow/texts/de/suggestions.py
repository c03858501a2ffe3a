"""What is asked where another word was probably meant."""

DID_YOU_MEAN = "Meinten Sie „{suggestion}“?"
