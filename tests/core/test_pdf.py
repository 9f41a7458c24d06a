"""Is the paper the same each time, readable by machines, and does what people typed stay text?"""

import shutil
import subprocess

import pytest
from django.utils import translation

from convite.core.pdf import SURE, NoPdf, render_pdf

HOSTILE = '#panic("x") #[*b*] $x^2$ </b> @label <lbl> \\u{0} {{7*7}} //c /*'


def act(**changed):
    row = {"number": "7", "title": "Cancha", "reason": "Cabe en el techo.", "votes": "120", "cost": "$900", "won": True}
    return {
        "lang": "es",
        "title": "Acta de resultados",
        "site": "Convite",
        "url": "https://convite.example.org/r/abc/",
        "territory": "Manrique",
        "edition": "Edición 2026",
        "ceiling": "$1.000",
        "spent": "$900",
        "left": "$100",
        "ballots": "200",
        "counted_at": "4 de mayo",
        "rule": ["Ganan los de más votos."],
        "rule_hash": "a" * 64,
        "ballots_hash": "b" * 64,
        "rows": [row, {**row, "number": "8", "title": "Huerta", "won": False}],
        **changed,
    }


@pytest.fixture
def text_of(tmp_path):
    """The words of a PDF, in one line."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")

    def read(pdf):
        (tmp_path / "x.pdf").write_bytes(pdf)
        done = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, check=True)
        return " ".join(done.stdout.decode().split())

    return read


def test_render_pdf_twice_gives_the_same_bytes():
    assert render_pdf("results", act()) == render_pdf("results", act())


def test_render_pdf_is_tagged_for_accessibility():
    pdf = render_pdf("results", act())
    assert (pdf[:5], b"/MarkInfo" in pdf, b"pdfuaid:part" in pdf) == (b"%PDF-", True, True)


def test_render_pdf_shows_what_won_and_by_which_rule(text_of):
    text = text_of(render_pdf("results", act()))
    wanted = [
        "Manrique · Edición 2026",
        "$1.000",
        "Cancha",
        "Cabe en el techo.",
        "Sí",
        "Ganan los de más votos.",
        "a" * 64,
    ]
    assert [words for words in wanted if words not in text] == []


def test_render_pdf_prints_hostile_text_as_it_stands(text_of):
    text = text_of(render_pdf("results", act(territory=HOSTILE, rule=[HOSTILE])))
    assert text.count(HOSTILE) == 2


def test_render_pdf_prints_letters_without_shape_as_boxes(text_of):
    text = text_of(render_pdf("results", act(territory="Fiesta 😀中 de fin de año")))
    assert "Fiesta □□ de fin de año" in text


def test_render_pdf_drops_control_characters(text_of):
    assert "ab cd" in text_of(render_pdf("results", act(territory="a\0\x07b \u202ecd\ud800")))


def test_render_pdf_has_a_shape_for_every_sure_letter(text_of):
    letters = "".join(sorted(SURE - set(" \u00a0\n\t")))
    assert "□" in letters
    assert text_of(render_pdf("results", act(territory=letters))).count("□") == 1


def test_render_pdf_speaks_the_readers_language(text_of):
    with translation.override("es"):
        assert "Techo" in text_of(render_pdf("results", act()))


def test_render_pdf_with_a_missing_field_says_so():
    broken = act()
    del broken["ceiling"]
    with pytest.raises(NoPdf, match="ceiling"):
        render_pdf("results", broken)


def test_render_pdf_of_300_projects_has_a_header_on_each_page(text_of):
    rows = [{**act()["rows"][0], "number": str(number)} for number in range(300)]
    assert text_of(render_pdf("results", act(rows=rows))).count("Proyecto y razón") > 5
