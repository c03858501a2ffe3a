"""Node types: the row and the answer of the endpoint that describes them."""
