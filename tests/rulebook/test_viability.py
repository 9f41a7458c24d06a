"""What do opinions amount to, and who may look again?"""

from datetime import date

import pytest

from convite.rulebook.viability import Opinion, check_answers, due_day, judge_opinions, may_look_again

ASKED = ("formal", "technical", "legal", "financial")


def said(**verdicts: str) -> list[Opinion]:
    return [Opinion(kind, 1, verdict) for kind, verdict in verdicts.items()]


FINE = dict.fromkeys(ASKED, "favourable")


@pytest.mark.parametrize(
    ("opinions", "expected"),
    [
        ([], ("waiting", ASKED)),
        (said(**FINE), ("viable", ASKED)),
        (said(**FINE | {"legal": ""}), ("waiting", ("legal",))),
        (said(**FINE | {"legal": "correct", "financial": "correct"}), ("correct", ("legal", "financial"))),
        (said(**FINE | {"legal": "correct", "technical": "unfavourable"}), ("not_viable", ("technical",))),
        (said(formal="unfavourable"), ("not_viable", ("formal",))),
        (said(formal="favourable", technical="unfavourable"), ("waiting", ("legal", "financial"))),
        ([*said(**FINE | {"legal": "correct"}), Opinion("legal", 2, "favourable")], ("viable", ASKED)),
        ([*said(**FINE), Opinion("legal", 2)], ("waiting", ("legal",))),
    ],
)
def test_judge_opinions(opinions: list[Opinion], expected: tuple[str, tuple[str, ...]]) -> None:
    outcome = judge_opinions(ASKED, opinions)

    assert (outcome.state, outcome.kinds) == expected


def test_judge_opinions_does_not_depend_on_their_order() -> None:
    opinions = [*said(**FINE | {"legal": "correct"}), Opinion("legal", 2, "unfavourable")]

    assert judge_opinions(ASKED, opinions) == judge_opinions(ASKED, opinions[::-1])


def test_who_formulates_does_not_decide_her_own_appeal() -> None:
    assert str(may_look_again("ana", (), {"ana"})) == "Quien formuló el proyecto no decide sobre él."


def test_due_day_counts_working_days_only() -> None:
    holiday = date(2026, 3, 23)

    assert due_day(date(2026, 3, 19), 2, {holiday}) == date(2026, 3, 24)


def test_opinion_with_an_unanswered_criterion_is_not_ready() -> None:
    criteria = [{"code": "T1", "text": "…", "must": True}, {"code": "T2", "text": "…"}]

    assert [str(f) for f in check_answers(criteria, {"T1": "yes"}, "favourable")] == ["Falta responder el criterio T2."]


def test_unmet_criterion_that_is_no_must_allows_a_favourable_opinion() -> None:
    assert check_answers([{"code": "T2", "text": "…"}], {"T2": "no"}, "favourable") == ()
