"""HTTP on top of the use cases: requests, answers, errors, and the document that describes them."""
