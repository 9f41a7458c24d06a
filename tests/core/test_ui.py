"""Do the pieces write numbers as the reader does, say what they show, and keep colours readable?"""

import re
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

import convite
from convite.core.money import Money
from convite.core.templatetags.ui import formats

STATIC = Path(convite.__file__).parent / "static"
TEMPLATES = Path(convite.__file__).parent / "templates"
CEILING = Money(25_126_514_820_800, "COP")
NBSP, THIN = "\u00a0", "\u202f"


def shown(source, **context):
    return Template("{% load ui %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "$251.265.148.208"),
        ("en", f"COP{NBSP}251,265,148,208"),
        ("fr", f"251{THIN}265{THIN}148{THIN}208{NBSP}$CO"),
        ("pt", f"COP{NBSP}251.265.148.208"),
    ],
)
def test_money_is_written_as_the_reader_writes_it(language, text):
    with override(language):
        assert formats.money_text(CEILING) == text


@pytest.mark.parametrize(
    ("language", "minor", "text"),
    [
        ("es", 25_126_514_820_800, f"$251.265{NBSP}millones"),
        ("es", 150_000_000, f"$1,5{NBSP}millones"),
        ("es", 100_000_000, f"$1{NBSP}millón"),
        ("es", -150_000_000, f"-$1,5{NBSP}millones"),
        ("es", 99_999_900, "$999.999"),
        ("en", 25_126_514_820_800, f"COP{NBSP}251.27{NBSP}billion"),
    ],
)
def test_money_short_is_read_at_a_glance(language, minor, text):
    with override(language):
        assert formats.money_short_text(Money(minor, "COP")) == text


def test_money_shows_cents_only_when_there_are():
    with override("es"):
        assert [formats.money_text(Money(n, "COP")) for n in (150, 100, -150)] == ["$1,50", "$1", "-$1,50"]


def test_money_of_another_country_keeps_its_code_apart():
    with override("es"):
        assert formats.money_text(Money(140_000_000, "PLN")) == f"PLN{NBSP}1.400.000"


def test_money_of_a_currency_without_cents():
    with override("en"):
        assert formats.money_text(Money(1500, "JPY")) == "¥1,500"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 1302|number }}", "1.302"),
        ("{{ 8.25|number:1 }}", "8,3"),
        ("{{ nothing|number }}", "–"),
        ("{{ 0.112|percent }}", f"11,2{NBSP}%"),
        ("{{ 0.64|percent }}", f"64{NBSP}%"),
        ("{{ d|day }}", "5 de septiembre de 2025"),
        ('{{ d|day:"full" }}', "viernes 5 de septiembre de 2025"),
        ('{{ d|day:"short" }}', "5 sep 2025"),
        ('{{ d|day:"tiny" }}', "5 sep"),
        ("{{ nothing|day }}", "–"),
    ],
)
def test_filters_write_in_spanish(source, text):
    with override("es"):
        assert shown(source, d=date(2025, 9, 5), nothing=None) == text


def test_moment_is_told_in_the_city_hour(settings):
    settings.TIME_ZONE = "America/Bogota"
    with override("es"):
        told = formats.moment_text(datetime(2025, 9, 5, 21, 0, tzinfo=UTC))
    assert re.sub(r"\s", " ", told) == "5 de septiembre de 2025, 4:00 p. m."


@pytest.mark.parametrize(
    ("value", "language", "text", "code"),
    [
        ({"es": "Parque", "en": "Park"}, "en", "Park", "en"),
        ({"es": "Parque", "en": ""}, "en", "Parque", "es"),
        ({"pt": "Praça"}, "en", "Praça", "pt"),
        ({}, "en", "", ""),
        ("Parque", "en", "Parque", ""),
        (None, "en", "", ""),
    ],
)
def test_text_falls_back_to_spanish_then_to_any(value, language, text, code):
    with override(language):
        assert (formats.text_in_language(value), formats.language_of(value)) == (text, code)


def test_badge_says_its_state_with_a_word_and_a_mark():
    assert re.findall(r"<svg|No alcanza", shown('{% badge "No alcanza" "bad" %}')) == ["<svg", "No alcanza"]


def test_link_button_without_address_leads_nowhere():
    assert shown('{% link_button "Votar" %}') == '<a class="button " role="link" aria-disabled="true">Votar</a>'


def test_icon_unknown_is_a_mistake():
    with pytest.raises(KeyError):
        shown('{% icon "unicorn" %}')


@pytest.mark.parametrize(
    "source",
    [
        "{% row bad bad bad badge=bad lead=bad lead_small=bad %}{% endrow %}",
        "{% button bad value=bad name=bad %}{% link_button bad bad %}{% badge bad %}{% bar 1 2 bad %}",
        '{% notice "info" bad %}{{ bad }}{% endnotice %}{% why bad %}{{ bad }}{% endwhy %}',
        "{% empty_state bad bad bad bad %}",
        "{% table bad columns rows %}{% definitions rows %}{% breadcrumbs rows %}{% diff pieces %}",
        '{% chart "columns" labels values bad desc=bad note=bad unit=bad %}{% map_frame "" bad bad bad bad %}',
    ],
)
def test_hostile_text_stays_text(source):
    bad = '"><script>alert(1)</script>'
    context = {"bad": bad, "columns": [bad, bad], "rows": [[bad, bad]], "labels": [bad], "values": [1]}
    page = shown(source, pieces=[{"kind": "added", "text": bad}, {"kind": "same", "text": bad}], **context)
    assert page.count("<script") == 0
    assert page.count("&lt;script") > 0


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ({"first": 1, "last": 20, "total": 293}, "1–20 de 293"),
        ({"first": 1, "last": 20, "total": 1000, "more": True}, "1–20 de más de 1.000"),
        ({"first": 1, "last": 20}, "1–20"),
    ],
)
def test_pagination_says_where_one_is(page, text):
    with override("es"):
        assert re.search(r"<p[^>]*>([^<]*)</p>", shown("{% pagination page %}", page=page))[1] == text


class Idea(forms.Form):
    title = forms.CharField(label="Nombre", help_text="Una frase.")
    cost = forms.IntegerField(label="Costo", min_value=0)
    axis = forms.ChoiceField(label="Eje", widget=forms.RadioSelect, choices=[("a", "Ambiente")])


def test_field_wrong_tells_help_and_error_beside_the_control():
    page = shown("{% field form.title %}", form=Idea({}))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', page)[1].split()
    assert sorted(described) == sorted(re.findall(r'<(?:p|div)[^>]* id="([^"]+)"', page))


def test_field_number_keeps_what_was_typed():
    page = shown("{% field form.cost %}", form=Idea({"cost": "mil pesos"}))
    assert re.search(r'<input type="(\w+)" name="cost" value="([^"]+)"', page).groups() == ("text", "mil pesos")


def test_field_group_has_a_legend_and_its_description():
    page = shown("{% field form.axis %}", form=Idea({}))
    assert re.search(r'<fieldset[^>]*aria-describedby="([^"]+)"><legend>([^<]+)', page).groups() == (
        "id_axis_error",
        "Eje",
    )


def test_error_summary_links_to_each_field():
    page = shown("{% error_summary form %}", form=Idea({"title": "Luz"}))
    assert re.findall(r'href="#(\w+)"', page) == ["id_cost", "id_axis_0"]


def test_error_summary_of_a_good_form_is_nothing():
    assert shown("{% error_summary form %}", form=Idea({"title": "Luz", "cost": "1", "axis": "a"})) == ""


def test_chart_has_title_description_and_table_twin():
    page = shown('{% chart "columns" l v "Creció 70 %" desc="De 1 a 2." %}', l=["2025", "2026"], v=[1, 2])
    ids = re.search(r'aria-labelledby="([^"]+)"', page)[1].split()
    assert re.findall(r'<(?:title|desc) id="([^"]+)"', page) == ids
    assert re.findall(r'<th scope="row"[^>]*>([^<]+)</th>', page) == ["2025", "2026"]


def test_chart_of_money_tells_its_unit_once():
    with override("es"):
        page = shown('{% chart "columns" l v "Creció" %}', l=["2025", "2026"], v=[CEILING, CEILING])
    assert re.findall(r"<span>· ([^<]+)</span>", page) == ["en millones de pesos colombianos"]
    assert re.findall(r'class="value"[^>]*>([^<]+)<', page) == ["251.265", "251.265"]


def test_stacked_bar_twin_tells_the_rest():
    source = '{% stacked_bar parts whole "El 75 %" rest_label="Sobra" %}'
    with override("es"):
        page = shown(source, parts=[{"label": "Parque", "value": 75}], whole=100)
    assert re.findall(r'role="(?:rowheader|cell)"[^>]*>([^<]+)<', page) == [
        "Parque",
        "75",
        f"75{NBSP}%",
        "Sobra",
        "25",
        f"25{NBSP}%",
    ]


def test_table_cells_carry_their_heading_for_a_phone():
    page = shown('{% table "T" c r %}', c=["Proyecto", {"label": "Votos", "number": True}], r=[["Parque", 4812]])
    assert re.findall(r'data-label="([^"]+)"', page) == ["Votos"]


def colours(scheme):
    light, dark = (STATIC / "css/tokens.css").read_text().split("prefers-color-scheme: dark")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", light))
    return found if scheme == "light" else found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", dark))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("paper", "surface", "sand")
TEXT_PAIRS = [
    *((ink, on) for ink in ("ink", "ink-soft", "brand", "brand-deep", "red", "blue") for on in GROUNDS),
    ("on-brand", "brand"),
    ("on-brand", "brand-hover"),
    ("on-footer", "footer"),
    ("brand", "tint-green"),
    ("red", "tint-red"),
    ("blue", "tint-blue"),
    ("amber", "tint-amber"),
    ("ink", "tint-green"),
    ("ink", "tint-red"),
    ("ink", "tint-blue"),
    ("ink", "tint-amber"),
    ("brand", "tint-red"),
    ("brand", "tint-blue"),
    ("brand", "tint-amber"),
    ("ink-soft", "tint-blue"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_colours_pass_aa(scheme):
    have = colours(scheme)
    assert [pair for pair in TEXT_PAIRS if contrast(have[pair[0]], have[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_focus_are_seen(scheme):
    have = colours(scheme)
    pairs = [("line-strong", "paper"), ("line-strong", "surface"), ("focus", "paper"), ("focus", "surface")]
    assert [pair for pair in pairs if contrast(have[pair[0]], have[pair[1]]) < 3] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_map_ramp_steps_one_way_and_evenly_enough_for_grey(scheme):
    have = colours(scheme)
    steps = [luminance(have[f"ramp-{n}"]) + 0.05 for n in range(1, 8)]
    ratios = [max(a, b) / min(a, b) for a, b in pairwise(steps)]
    assert steps == sorted(steps, reverse=scheme == "light")
    assert min(ratios) > 1.15


def test_styles_and_scripts_stay_light():
    sizes = {path.stem: path.stat().st_size for path in (STATIC / "css").glob("*.css")}
    everywhere = [sizes.pop(name) for name in ("tokens", "base", "components", "pages", "print")]
    assert (sum(everywhere) <= 36 * 1024, max(sizes.values()) <= 4 * 1024) == (True, True)
    assert max(path.read_text().count("\n") for path in (STATIC / "js").glob("*.js")) <= 100


def test_templates_have_nothing_the_csp_forbids():
    forbidden = re.compile(r"""\sstyle=|\son\w+=["']|<style|<script(?![^>]* src=)|javascript:""")
    assert [path.name for path in TEMPLATES.rglob("*.html") if forbidden.search(path.read_text())] == []
