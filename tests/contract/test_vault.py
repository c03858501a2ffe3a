"""What every vault does."""

from dataclasses import replace

import pytest

from exeoflow.service.ports.vault import Place, Vault

PLACE = Place("acme", "cred_01hm4nc3d4e5f6g7h8j9k0m1n2", "v_1")


def test_a_secret_is_read_where_it_was_put_and_nowhere_else(vault: Vault) -> None:
    vault.put(PLACE, "gr\u00f6\u00dfe \U0001f511 {{ $input }}")
    vault.put(PLACE, "another")

    assert vault.get(PLACE) == "gr\u00f6\u00dfe \U0001f511 {{ $input }}"
    assert vault.get(PLACE) == "gr\u00f6\u00dfe \U0001f511 {{ $input }}"
    for other in (
        replace(PLACE, workspace="other"),
        replace(PLACE, workspace="acme-2"),
        replace(PLACE, credential_id="cred_2"),
        replace(PLACE, version="v_2"),
    ):
        assert vault.get(other) is None


def test_a_secret_is_removed_and_its_siblings_stay(vault: Vault) -> None:
    sibling = replace(PLACE, version="v_2")
    vault.put(PLACE, "a")
    vault.put(sibling, "b")
    vault.get(PLACE)

    vault.remove(PLACE)
    vault.remove(PLACE)

    assert vault.get(PLACE) is None
    assert vault.get(sibling) == "b"


def test_all_versions_of_a_credential_are_removed_and_no_others(vault: Vault) -> None:
    versions = [replace(PLACE, version=f"v_{number}") for number in range(12)]
    others = [replace(PLACE, credential_id=f"{PLACE.credential_id}x"), replace(PLACE, workspace="other")]
    for place in (*versions, *others):
        vault.put(place, "secret")
        vault.get(place)

    vault.remove_all(PLACE.workspace, PLACE.credential_id)
    vault.remove_all("nobody", "cred_9")

    assert [vault.get(place) for place in versions] == [None] * 12
    assert [vault.get(place) for place in others] == ["secret", "secret"]


@pytest.mark.parametrize("size", [1, 4_097])
def test_a_secret_may_be_as_long_as_the_vault_says(vault: Vault, size: int) -> None:
    assert vault.max_bytes >= 8_192
    vault.put(PLACE, "x" * size)

    assert vault.get(PLACE) == "x" * size


def test_a_secret_of_the_greatest_length_is_kept(vault: Vault) -> None:
    secret = "ü" * (vault.max_bytes // 2)

    vault.put(PLACE, secret)

    assert vault.get(PLACE) == secret


def test_no_vault_shows_what_it_keeps_when_it_is_printed(vault: Vault) -> None:
    if type(vault).__name__ == "FakeVault":
        return
    vault.put(PLACE, "hidden away")
    vault.get(PLACE)

    assert "hidden away" not in repr(vault).replace(repr(getattr(vault, "vault", "")), "")
