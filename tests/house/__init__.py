"""The structure of the code in numbers: `make house` prints them, `tests/unit/house` holds some of them."""
