"""How did the demo city's people meet and talk? Workshops with their records, and the conversation on ideas."""

from datetime import timedelta

from convite.conversations.actions import follow, report, settle_reports, support, write_comment
from convite.conversations.models import Comment
from convite.core.actors import SYSTEM
from convite.core.translated import Translated
from convite.demo.city import City
from convite.demo.content import conversations, records, workshops
from convite.gatherings.actions import (
    AgreementRow,
    Opinion,
    bring_agreements,
    call_gatherings,
    change_agreement,
    key_opinions,
    publish_minutes,
    record_attendance,
    write_minutes,
)
from convite.gatherings.models import Gathering
from convite.people.actions import open_account
from convite.people.models import Person
from convite.planning.actions import (
    convene,
)
from convite.planning.models import Idea


def add_workshops(city: City) -> None:
    told = [*workshops.socialisations(city.today), *workshops.meetings(city.today)]
    called = call_gatherings([gathering(city, w) for w in told], by=city.officer)
    counts = {g: {(s, band): n for s, band, n in w.attendance} for g, w in zip(called, told, strict=True)}
    record_attendance(counts, by=city.officer)
    coming = call_gatherings([call(city, w) for w in workshops.called(city.today)], by=city.officer)
    convene(city.editions[0], [*called, *coming], by=city.officer)
    city.gatherings = {w.number: g for g, w in zip(called, told, strict=True) if w.kind == "socialisation"}


def gathering(city: City, told: workshops.Workshop) -> Gathering:
    return Gathering(
        kind=told.kind,
        title=Translated(es=told.title),
        territory=city.places[told.local_code],
        place=told.place,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
    )


def call(city: City, told: workshops.Workshop) -> Gathering:
    """One of the next days: it says what for, and takes registrations."""
    made = gathering(city, told)
    made.call, made.agenda = Translated(es=records.CALLS[told.number]), Translated(es=records.AGENDA)
    made.access, made.takes_registration = records.ACCESS, True
    made.places = records.PLACES.get(told.number)
    return made


def add_records(city: City) -> None:
    """Some of the workshops that were held left minutes, agreements and what people thought."""
    for number, held in city.gatherings.items():
        if not records.has_record(number):
            continue
        held.minutes = Translated(es=records.MINUTES)
        publish_minutes(write_minutes(held, by=city.officer), by=city.officer)
        told = records.agreements(number, held.starts_at.date())
        rows = [AgreementRow(a.key, a.text, a.responsible, a.due_on) for a in told]
        bring_agreements(held, rows, by=city.officer)
        for agreement in held.agreements.all():
            ended = next(a for a in told if a.key == agreement.client_key)
            if ended.state != agreement.state:
                agreement.state, agreement.state_reason = ended.state, ended.reason
                change_agreement(agreement, by=city.officer)
        said = records.opinions(number)
        key_opinions(held, [Opinion(f"demo-{n}", *one) for n, one in enumerate(said)], by=city.officer)


def add_conversations(city: City) -> None:
    """While ideas may still be supported. Neighbours who talk have accounts of their own."""
    voices = dict(city.cast)
    for told in conversations.NEIGHBOURS:
        lives_in = city.places[told.lives_in]
        voices[told.key] = open_account(email=told.email, name=told.name, territory=lives_in, by=SYSTEM)
    by_title = {idea.title["es"]: idea for idea in city.ideas.values()}
    said = {talk.idea: talk_over(by_title[talk.idea], talk, voices) for talk in conversations.TALKS}
    for told in conversations.COMPLAINTS:
        comment = said[told.idea][told.remark]
        report(comment, told.reason, told.text, by=voices[told.by])
        if told.settled:
            name = ("conversations.comment", comment.public_id)
            settle_reports([name], told.settled, told.because, by=city.officer)


def talk_over(idea: Idea, told: conversations.Talk, voices: dict[str, Person]) -> list[Comment]:
    for key in told.follows:
        follow(idea, by=voices[key])
    for key in told.supports:
        support(idea, by=voices[key])
    said: list[Comment] = []
    for remark in told.remarks:
        parent = said[remark.answers] if remark.answers is not None else None
        moment = idea.created_at + timedelta(days=remark.days, minutes=7 * len(said))
        said.append(
            write_comment(
                idea, remark.text, by=voices[remark.by], parent=parent, alignment=remark.alignment, now=moment
            )
        )
    return said
