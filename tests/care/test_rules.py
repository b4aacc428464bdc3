"""The one rule: explicit sentences are met with the card, sentences of work are not. It claims no more than that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.care.rules import needs_person

EXPLICIT = (
    "I want to die",
    "honestly i just want to die",
    "I wanna die",
    "I'm suicidal",
    "im suicidal again",
    "I am not suicidal, just tired",
    "don't want to be here anymore",
    "I dont want to be here any more",
    "I don’t want to live",
    "I don't want to be alive",
    "they would be better off without me",
    "I'd be better off dead",
    "my partner died by suicide",
    "my friend is suicidal",
    "my brother killed himself in March",
    "she took her own life",
    "wrote one test for the suicide prevention dataset, honestly I want to die",
    "thinking about killing myself",
    "I keep thinking about ending my life",
    "I want to end it all",
    "wish I was dead",
    "I wish I were never born",
    "no reason to live",
    "life isn't worth living",
    "I can't go on like this",
    "I can't go on",
    "I hurt myself last night",
    "back to self harm",
    "I could jump off a bridge",
    "I took too many pills",
    "gonna kms",
    "my daughter wants to die",
    "I WANT   TO\nDIE",
    "_I want to die_",
    "I want to *kill* myself",
    "I've been cutting myself again",
    "he doesn't want to live",
    "I don't wanna be alive",
    "I don't want to live one more day",
    "I would rather die than live like this",
    "my friend overdosed last night",
    "I can't live like this anymore",
    "I want my life to end",
    "the world would be better without me",
    "I might as well be dead",
    "I don't want to wake up",
    "kms",
)

WORK = (
    "I'm done",
    "killed the job",
    "kill -9",
    "killing it",
    "deadline is killing me",
    "KMS keys",
    "rotate the KMS key, then I'm done",
    "dead letter queue",
    "the model died",
    "self-harm classifier",
    "label the self-harm dataset",
    "suicide prevention dataset",
    "read two pages of the suicide risk model paper",
    "cut the scope",
    "cut myself some slack",
    "what's the point of this ticket",
    "useless, I always mess up",
    "I miss him",
    "cried, then wrote two lines",
    "the pod wants to die on restart",
    "let the old service die",
    "I can't go on, the build is red",
    "don't want to be here until nine",
    "live demo",
    "don't want to live with this warning",
    "dying to see the plot",
    "the process killed itself",
    "hang on",
    "terminate the zombie children",
    "orphaned processes",
    "abort, retry, fail",
    "the deadline is dead",
    "drop dead code",
    "jump off the call",
    "take the pill icons out of the header",
    "suicide burn in the lander model",
    "overdosed on coffee",
    "execute the plan",
    "want to die of boredom",
    "who wants to die on this hill",
    "the child wants to die after SIGTERM",
    "take my life insurance form to HR",
    "shoot myself in the foot with this regex",
    "better off dead letter queue",
    "the meeting is better off without me",
    "any reason to live-reload here",
    "dream about death valley",
    "jump out of the window function",
    "end it all with a semicolon",
    "self harm content moderation policy",
    "I don't want to wake up early",
    "okay",
    "",
)


@pytest.mark.parametrize("sentence", EXPLICIT)
def test_an_explicit_sentence_is_met_with_the_card(sentence: str) -> None:
    assert needs_person(sentence)


@pytest.mark.parametrize("sentence", WORK)
def test_a_sentence_of_work_is_not(sentence: str) -> None:
    assert not needs_person(sentence)


@given(st.text(max_size=3000))
def test_any_text_is_answered_at_once(text: str) -> None:
    assert needs_person(text) in (True, False)


@pytest.mark.parametrize("sentence", EXPLICIT)
def test_words_of_work_around_it_change_nothing(sentence: str) -> None:
    assert needs_person(f"loader test. {sentence}")
