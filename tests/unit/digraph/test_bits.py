from exeoflow.digraph import bits_of, numbers_in


def test_a_set_of_numbers_is_read_back_in_order() -> None:
    assert numbers_in(bits_of([70, 3, 0, 3])) == [0, 3, 70]


def test_no_numbers_are_no_bits() -> None:
    assert bits_of([]) == 0
    assert numbers_in(0) == []
