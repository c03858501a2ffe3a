"""Which rules of signatures an authentication has."""

from exeoflow.model.webhooks.signature import DETECTED, PRESETS
from exeoflow.model.webhooks.webhook import WebhookAuthentication


def test_a_rule_of_ones_own_stands_before_a_preset_and_a_preset_before_what_is_detected() -> None:
    preset = next(iter(PRESETS))
    rule = PRESETS[preset][0]

    assert WebhookAuthentication(rule=rule, preset=preset).rules == (rule,)
    assert WebhookAuthentication(preset=preset).rules == PRESETS[preset]
    assert WebhookAuthentication().rules == DETECTED
