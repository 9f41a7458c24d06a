"""Who came: by the code at the door, by the list, by a sheet, by the paper. And who may see the names."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from convite.core.errors import NotAllowed
from convite.gatherings.actions import AttendeeRow, Mark, arrive, bring_attendees, forget_people, mark_arrivals
from convite.gatherings.models import Attendance, Attendee, Gathering, Registration
from convite.gatherings.queries import attendees_of, door_token, who_came
from tests.builders import make_gathering, make_registration
from tests.watching import refusal_of, remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def gathering(commune):
    return make_gathering(commune, starts_at=timezone.now() - timedelta(minutes=30))


def door_url(gathering, token=""):
    return reverse("gathering_arrive", args=[gathering.public_id, token or door_token(gathering)])


def url(name, gathering):
    return reverse(name, args=[gathering.public_id])


def counts(gathering):
    return list(Attendance.objects.filter(gathering=gathering).order_by("sex").values_list("sex", "age_band", "count"))


# The code at the door


def test_arrive_with_the_code_of_the_door_counts_her_and_gives_her_a_ticket(client, gathering):
    response = client.post(door_url(gathering), {"key": "qr-abc", "sex": "f", "age_band": "60+"})

    assert counts(gathering) == [("f", "60+", 1)]
    assert response["Location"].startswith(f"/encuentros/{gathering.public_id}/opinar/")
    assert Gathering.objects.get().state == Gathering.State.HELD


def test_arrive_without_any_answer_counts_as_no_answer(client, gathering):
    client.post(door_url(gathering), {"key": "qr-abc"})

    assert counts(gathering) == [("", "", 1)]


def test_arrive_sent_twice_counts_once(client, gathering):
    for _n in range(2):
        client.post(door_url(gathering), {"key": "qr-abc", "sex": "f"})

    assert counts(gathering) == [("f", "", 1)]


def test_arrive_with_her_registration_is_the_same_row_as_the_list(client, gathering, facilitator):
    hers = make_registration(gathering)
    client.post(door_url(gathering), {"key": "qr-abc", "code": hers.code.upper(), "sex": "f"})

    mark_arrivals(gathering, [Mark(hers, came=True, sex="f")], by=facilitator)

    assert [(a.registration, a.name) for a in attendees_of(gathering)] == [(hers, "Rosa Múnera")]


def test_arrive_with_another_door_s_code_is_not_found(client, commune, gathering):
    other = door_token(make_gathering(commune))

    assert client.get(door_url(gathering, other)).status_code == 404
    with pytest.raises(NotAllowed):
        arrive(gathering, other, AttendeeRow("qr-a"))


@pytest.mark.parametrize("hours", [-6, 4])
def test_arrive_long_before_or_after_is_refused(commune, hours):
    gathering = make_gathering(commune, starts_at=timezone.now() - timedelta(hours=hours + 2 * (hours > 0)))

    said = refusal_of(arrive, gathering, door_token(gathering), AttendeeRow("qr-a"))

    assert said == "La llegada se registra desde tres horas antes hasta tres horas después del encuentro."


def test_arrive_with_a_code_of_another_gathering_says_so(client, commune, gathering):
    other = make_registration(make_gathering(commune))

    page = client.post(door_url(gathering), {"key": "qr-abc", "code": other.code})

    assert (list(page.context["form"].errors), Attendee.objects.count()) == (["code"], 0)


def test_code_typed_at_the_door_leads_to_the_registration(as_person, gathering, facilitator):
    hers = make_registration(gathering)
    typed = f"{hers.code[:4]}-{hers.code[4:8]} {hers.code[8:]}".upper()

    response = as_person(facilitator).post(url("gathering_attendance", gathering), {"code": typed})

    assert response["Location"] == reverse("registration_page", args=[hers.code])


def test_registration_page_marks_her_for_the_team_only(as_person, gathering, facilitator, resident):
    page = reverse("registration_page", args=[make_registration(gathering).code])

    answers = [as_person(person).post(page, {"sex": "m"}).status_code for person in (resident, facilitator)]

    assert (answers, counts(gathering)) == ([403, 302], [("m", "", 1)])


# The list of the registered


def test_mark_page_ticks_unticks_and_adds(as_person, gathering, facilitator):
    client, page = as_person(facilitator), url("attendance_mark", gathering)
    rosa, ivan = make_registration(gathering, "Rosa"), make_registration(gathering, "Iván")
    client.post(url("people_open", gathering), {"purpose": "attend", "a": "attendance_mark"})
    sent = {f"m{rosa.pk}-came": "on", f"m{rosa.pk}-sex": "f", "lines": "1", "r0-name": "Luz", "r0-key": "key-1"}

    client.post(page, {**sent, f"m{ivan.pk}-came": "on"})
    client.post(page, sent)

    assert [a.name for a in attendees_of(gathering)] == ["Rosa", "Luz"]


# Names


def test_names_are_shown_after_saying_what_for_and_that_is_remembered(as_person, gathering, facilitator):
    make_registration(gathering, "Rosa Múnera", needs="Rampa")
    client, page = as_person(facilitator), url("attendance_people", gathering)
    before = client.get(page).text

    client.post(url("people_open", gathering), {"purpose": "prepare"})

    assert ["Rosa Múnera" in text for text in (before, client.get(page).text)] == [False, True]
    assert remembered("read_people_to_prepare") == [
        (facilitator.public_id, "gatherings.gathering", gathering.public_id)
    ]


def test_names_leave_as_a_file_only_with_a_reason_that_is_remembered(as_person, gathering, facilitator):
    bring_attendees(gathering, [AttendeeRow("a", "Rosa Múnera")], door=Attendee.Door.KEYED, by=facilitator)
    client, export = as_person(facilitator), url("attendance_export", gathering)

    assert client.post(export).status_code == 409
    book = openpyxl.load_workbook(io.BytesIO(client.post(export, {"purpose": "answer"}).content))

    assert book["attendees"]["B2"].value == "Rosa Múnera"
    assert len(remembered("read_people_to_answer")) == 1


def test_public_page_never_says_a_name(client, gathering, facilitator):
    hers = make_registration(gathering, "Rosa Múnera", contact="rosa@example.org")
    mark_arrivals(gathering, [Mark(hers, came=True)], by=facilitator)

    page = client.get(url("gathering_page", gathering)).text

    assert [word for word in ("Rosa", "rosa@", hers.code) if word in page] == []


# The sheet

HEAD = "N.º,nombre,documento,sexo,edad,grupo,organización\n"


def send_sheet(client, gathering, text):
    return client.post(url("attendance_sheet", gathering), {"pasted": text})


def yes(client, gathering, page):
    return client.post(url("attendance_sheet", gathering), {"filas": page.context["sheet"].carried})


def test_sheet_is_shown_first_and_twice_is_once(as_person, gathering, facilitator):
    client = as_person(facilitator)
    text = HEAD + "1,Rosa,1234567,Mujer,60+,,JAC\n2,,,,,,\n3,,,,,,\n"
    for _n in range(2):
        page = send_sheet(client, gathering, text)
        yes(client, gathering, page)

    assert (page.context["known"], counts(gathering)) == (3, [("", "", 2), ("f", "60+", 1)])


def test_sheet_with_a_name_of_4_kb_says_the_cell_and_stores_nothing(as_person, gathering, facilitator):
    page = send_sheet(as_person(facilitator), gathering, f"{HEAD}1,Rosa,,,,,\n2,{'x' * 4096},,,,,\n")

    (fault,) = page.context["sheet"].faults
    assert fault == "Fila 3, columna B (nombre): El texto tiene 4096 caracteres; caben 300."
    assert (page.context["sheet"].carried, Attendee.objects.count()) == ("", 0)


def test_sheet_that_is_no_table_is_refused_with_a_sentence(as_person, gathering, facilitator):
    upload = io.BytesIO(b"%PDF-1.4 no es una tabla")
    upload.name = "lista.xlsx"

    page = as_person(facilitator).post(url("attendance_sheet", gathering), {"file": upload})

    assert len(page.context["form"].non_field_errors()) == 1


def test_sheet_of_one_gathering_is_no_yes_for_another(as_person, commune, gathering, facilitator):
    client = as_person(facilitator)
    page = send_sheet(client, gathering, HEAD + "1,Rosa,,,,,\n")

    answer = yes(client, make_gathering(commune), page)

    assert (answer.status_code, Attendee.objects.count()) == (409, 0)


def test_sheet_template_comes_back_as_it_went(as_person, gathering, facilitator):
    client = as_person(facilitator)
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("attendance_template", gathering)).content))
    book["attendees"].append([1, "Rosa", "", "f", "60+", "", "JAC"])
    filled = io.BytesIO()
    book.save(filled)
    filled.seek(0)
    filled.name = "lista.xlsx"

    page = client.post(url("attendance_sheet", gathering), {"file": filled})

    assert [(row.name, row.sex, row.age_band) for row in page.context["sheet"].rows] == [("Rosa", "f", "60+")]


# The paper


def keyed(*names, **more):
    lines = {
        f"r{n}-{field}": value for n, name in enumerate(names) for field, value in (("name", name), ("key", f"key-{n}"))
    }
    return {"lines": str(len(names)), **lines, **more}


def test_keyed_lines_are_stored_once_and_blank_ones_left_out(as_person, gathering, facilitator):
    client = as_person(facilitator)
    for _n in range(2):
        client.post(url("attendance_key", gathering), keyed("Rosa", "", "Iván"))

    assert [a.name for a in attendees_of(gathering)] == ["Rosa", "Iván"]


def test_keyed_name_that_is_there_is_shown_before_it_is_stored(as_person, gathering, facilitator):
    client, page = as_person(facilitator), url("attendance_key", gathering)
    client.post(page, keyed("Rosa Múnera"))
    again = {**keyed("rosa munera"), "r0-key": "key-9"}

    shown = client.post(page, again)
    before = attendees_of(gathering).count()
    client.post(page, {**again, "sure": "1"})

    assert (shown.context["twins"], before, attendees_of(gathering).count()) == (["rosa munera"], 1, 2)


def test_keyed_name_of_4_kb_says_the_line_and_keeps_what_was_typed(as_person, gathering, facilitator):
    page = as_person(facilitator).post(url("attendance_key", gathering), keyed("Rosa", "x" * 4096))

    assert [line for line, _control, _text in page.context["grid"].faults] == ["2"]
    assert ('value="Rosa"' in page.text, Attendee.objects.count()) == (True, 0)


def test_keying_more_lines_keeps_what_was_typed(as_person, gathering, facilitator):
    page = as_person(facilitator).post(url("attendance_key", gathering), keyed("Rosa", more="1"))

    assert (len(page.context["grid"].lines), 'value="Rosa"' in page.text) == (11, True)


# What everybody may know


def came(gathering, **groups):
    Attendance.objects.bulk_create(
        Attendance(gathering=gathering, sex=sex, count=number) for sex, number in groups.items()
    )
    return who_came(gathering)


def test_who_came_of_fewer_than_ten_tells_no_number(gathering):
    told = came(gathering, f=6, m=3)

    assert (told.total, told.splits) == (None, ())


def test_who_came_hides_small_groups_and_those_that_would_give_them_away(gathering):
    told = came(gathering, f=40, m=12, x=3)

    assert [people for _label, people in told.splits[0].rows] == [40, None, None]


def test_who_came_tells_groups_only_where_they_are_asked(gathering, facilitator):
    rows = [AttendeeRow(f"k{n}", group="rural") for n in range(12)]
    bring_attendees(gathering, rows, door=Attendee.Door.KEYED, by=facilitator)
    asked = [len(who_came(gathering).splits)]
    gathering.asks_group = True

    assert [*asked, len(who_came(gathering).splits)] == [0, 1]


# A year later


def test_forget_people_empties_names_after_a_year_and_keeps_the_counts(commune, facilitator):
    now = timezone.now()
    old, young = (make_gathering(commune, starts_at=now - timedelta(days=days)) for days in (366, 364))
    for gathering in (old, young):
        hers = make_registration(gathering, contact="rosa@example.org", needs="Rampa")
        mark_arrivals(gathering, [Mark(hers, came=True, sex="f")], by=facilitator)

    assert [forget_people(now), forget_people(now)] == [1, 0]
    kept = Registration.objects.order_by("id").values_list("name", "contact", "needs")
    assert list(kept) == [("", "", ""), ("Rosa Múnera", "rosa@example.org", "Rampa")]
    assert (Attendee.objects.get(gathering=old).name, counts(old)) == ("", [("f", "", 1)])
