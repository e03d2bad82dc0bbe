"""Policies in the reader's language: conditions, actions, what changed, what to know, what is wrong."""

from saleor_returns_app.web.policy_words.actions import action_sentences, setting_sentence
from saleor_returns_app.web.policy_words.changes import difference_sentence
from saleor_returns_app.web.policy_words.conditions import condition_words, when_words
from saleor_returns_app.web.policy_words.findings import finding_sentence

__all__ = [
    "action_sentences",
    "condition_words",
    "difference_sentence",
    "finding_sentence",
    "setting_sentence",
    "when_words",
]
