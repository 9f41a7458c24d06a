"""Which pictures does an idea take, who sees them, and what refuses a bad one without writing anything?"""

import struct
import zlib
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from convite.core.errors import NotAllowed
from convite.core.files import path_of_hash
from convite.planning.actions import add_photo, remove_photo, write_idea
from convite.planning.models import Idea, IdeaPhoto
from tests.builders import make_edition, make_idea, make_idea_photo, make_phase, picture_bytes
from tests.watching import answer_to, refusal_of, rows_of_all_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(city):
    edition = make_edition(city)
    make_phase(edition, acts=("propose_idea",))
    return edition


@pytest.fixture
def idea(edition, resident):
    return make_idea(edition, author=resident)


def picture(form="JPEG"):
    return BytesIO(picture_bytes(form))


def bomb(width=60_000, height=60_000):
    """A PNG of a few hundred bytes that says it unpacks to gigabytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 10_000)
    return BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_add_photo_keeps_it_drawn_anew(idea, resident, form):
    photo = add_photo(idea, picture(form), "cancha.jpg", " La cancha sin luz ", by=resident)

    with Image.open(path_of_hash(photo.file.sha256)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (64, 48), {})
    assert (photo.alt, photo.position) == ("La cancha sin luz", 1)


def test_add_photo_that_is_a_bomb_is_refused_with_its_name(idea, resident):
    before = rows_of_all_tables()

    sentence = refusal_of(add_photo, idea, bomb(), "cancha.png", "La cancha", by=resident)

    assert sentence.startswith("La foto «cancha.png» no se puede recibir. La foto ")
    assert sentence.endswith("demasiado grande. Envíela más pequeña.")
    assert rows_of_all_tables() == before


@pytest.mark.parametrize("content", [b"", b"no soy una foto", b"PK\x03\x04" + b"\0" * 50, b"<svg onload=alert(1)>"])
def test_add_photo_of_another_kind_is_refused(idea, resident, content):
    sentence = refusal_of(add_photo, idea, BytesIO(content), "cancha.jpg", "La cancha", by=resident)

    assert sentence.startswith("La foto «cancha.jpg» no se puede recibir. ")
    assert IdeaPhoto.objects.count() == 0


def test_add_photo_without_saying_what_is_seen_is_refused(idea, resident):
    sentence = refusal_of(add_photo, idea, picture(), "cancha.jpg", "  ", by=resident)

    assert sentence == "Diga qué se ve en la foto «cancha.jpg»: quien no la ve lo va a leer."


def test_add_photo_beyond_the_fourth_is_refused(idea, resident):
    for _ in range(4):
        add_photo(idea, picture(), "cancha.jpg", "La cancha", by=resident)

    sentence = refusal_of(add_photo, idea, picture(), "otra.jpg", "La cancha", by=resident)

    assert sentence == "Una idea lleva a lo sumo 4 fotos."


@pytest.mark.parametrize("person", ["neighbour", "facilitator", "outsider"])
def test_add_photo_to_an_idea_of_somebody_else_is_not_allowed(idea, person, request):
    with pytest.raises(NotAllowed):
        add_photo(idea, picture(), "cancha.jpg", "La cancha", by=request.getfixturevalue(person))

    assert IdeaPhoto.objects.count() == 0


def test_add_photo_to_a_decided_idea_is_refused(edition, resident):
    idea = make_idea(edition, author=resident, state=Idea.State.FORMULATED)

    sentence = refusal_of(add_photo, idea, picture(), "cancha.jpg", "La cancha", by=resident)

    assert sentence == "Sobre «Luz para la cancha de La Salle» ya se decidió: sus fotos no se cambian."


def test_remove_photo_leaves_no_version_of_it(idea, resident):
    photo = add_photo(idea, picture(), "cancha.jpg", "La cancha", by=resident)

    remove_photo(photo, by=resident)

    assert IdeaPhoto.objects.count() == 0


def test_write_idea_with_a_bad_photo_keeps_nothing(edition, resident):
    idea = Idea(edition=edition, territory=edition.territory, author=resident, origin="resident", title="Luz")
    before = rows_of_all_tables()
    photos = [(picture(), "buena.jpg", "La cancha"), (bomb(), "mala.png", "La cancha")]

    refusal_of(write_idea, idea, photos, by=resident, send=True)

    assert rows_of_all_tables() == before


def test_idea_photo_page_gives_it_to_whoever_may_see_the_idea(as_person, idea, resident, neighbour):
    photo = make_idea_photo(idea)
    Idea.objects.filter(pk=idea.pk).update(state=Idea.State.DRAFT)

    answers = [answer_to(as_person(p), "idea_photo", photo.public_id, 320) for p in (None, neighbour, resident)]

    assert answers == [404, 404, 200]


def test_idea_page_shows_its_photos_with_their_words(client, idea):
    photo = make_idea_photo(idea, alt="Sombra a las seis")

    text = client.get(reverse("idea_page", args=[idea.public_id])).text

    assert f'src="{reverse("idea_photo", args=[photo.public_id, 640])}" alt="Sombra a las seis"' in text
