"""What does /patterns/ show? Invented data for every component, in each of its states. Nothing is read or stored."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import cos, pi, sin
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from convite.core.templatetags.ui import formats
from convite.core.templatetags.ui.pieces import icon_shapes

LONG_WORD = "Esternocleidomastoideo" * 12


@dataclass(frozen=True)
class Pesos:
    """Looks like core's Money: minor units, currency, exponent."""

    amount: int
    currency: str = "COP"
    exponent: int = 2


def pesos(millions: float) -> Pesos:
    return Pesos(round(millions * 100_000_000))


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label="Nombre de la idea", max_length=80, help_text="En una frase: «Luz para la cancha de La Salle»."
    )
    story = forms.CharField(
        label="Qué pasa hoy y qué cambiaría", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    cost = forms.IntegerField(label="Costo aproximado, en pesos", help_text="Solo números, sin puntos.")
    territory = forms.ChoiceField(
        label="Comuna o corregimiento", choices=[("3", "3 · Manrique"), ("50", "50 · Palmitas")]
    )
    axis = forms.ChoiceField(
        label="De qué trata",
        widget=forms.RadioSelect,
        choices=[("ambiente", "Ambiente"), ("educacion", "Educación"), ("deporte", "Deporte y recreación")],
    )
    helps = forms.MultipleChoiceField(
        label="A quién ayuda",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("ninez", "Niñez"), ("mayores", "Personas mayores"), ("todos", "Todo el barrio")],
    )
    since = forms.DateField(
        label="Desde cuándo pasa", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    photo = forms.FileField(label="Una foto del lugar", required=False, help_text="JPG o PNG, hasta 5 MB.")
    agree = forms.BooleanField(label="Acepto que la idea se publique con mi nombre")


class SampleFilter(forms.Form):
    q = forms.CharField(label="Palabras", required=False)
    state = forms.ChoiceField(
        label="Estado", required=False, choices=[("", "Todos"), ("won", "Ganó"), ("works", "En obra")]
    )
    territory = forms.ChoiceField(label="Territorio", required=False, choices=[("", "Todos"), ("3", "3 · Manrique")])


def samples() -> dict[str, Any]:
    return {
        **_words(),
        **_lists(),
        **_time(),
        **_drawings(),
        **_forms(),
        "map_svg": schematic_map(),
        "long_word": LONG_WORD,
        "hostile": "<script>alert(1)</script>",
    }


def _words() -> dict[str, Any]:
    return {
        "colours": [
            ("ink", "texto"),
            ("ink-soft", "texto de apoyo"),
            ("paper", "papel"),
            ("sand", "franjas"),
            ("line", "reglas"),
            ("line-strong", "bordes de campos"),
            ("brand", "verde: enlaces y actos"),
            ("brand-deep", "títulos"),
            ("accent", "caléndula: nunca texto"),
            ("red", "retraso, error"),
            ("blue", "pagado, información"),
            ("amber", "advertencia"),
        ],
        "ramp": [(step, f"{(step - 1) * 100 / 7:.2f}%") for step in range(1, 8)],
        "here": [("Inicio", "/"), ("Piezas de diseño", "")],
        "icons": sorted(icon_shapes()),
        "formats": _formats(),
        "badges": [
            ("Borrador", ""),
            ("Viable", "good"),
            ("En votación", "now"),
            ("22 días de retraso", "late"),
            ("No alcanza", "bad"),
            ("En revisión", "info"),
            ("Archivada", "off"),
        ],
        "pieces": [
            {"kind": "same", "text": "El parque tendrá "},
            {"kind": "removed", "text": "una cancha sintética"},
            {"kind": "added", "text": "una huerta y juegos de madera"},
            {"kind": "same", "text": " para 400 familias de la ladera"},
            {"kind": "added", "text": ", con riego de agua lluvia"},
            {"kind": "same", "text": "."},
        ],
    }


def _formats() -> list[tuple[str, str]]:
    ceiling, day = Pesos(25_126_514_820_800), date(2025, 9, 5)
    title = {"es": "Parque y huerta de la ladera", "en": "Hillside park and garden"}
    return [
        ("1302|number", formats.number_text(1302)),
        ("8.25|number:1", formats.number_text(8.25, 1)),
        ("0.112|percent", formats.percent_text(0.112)),
        ("techo|money", formats.money_text(ceiling)),
        ("techo|money_short", formats.money_short_text(ceiling)),
        ("costo|money_short", formats.money_short_text(pesos(1.5))),
        ("zloty|money", formats.money_text(Pesos(140_000_000, "PLN"))),
        ("día|day", formats.day_text(day)),
        ('día|day:"full"', formats.day_text(day, "full")),
        ('día|day:"short"', formats.day_text(day, "short")),
        ("momento|moment", formats.moment_text(datetime(2025, 9, 5, 21, 0, tzinfo=UTC))),
        ("título|in_language", formats.text_in_language(title)),
    ]


def _lists() -> dict[str, Any]:
    return {
        "trail": [("Medellín", "#"), ("Ruta 2026", "#"), ("Comuna 3 Manrique", "")],
        "tabs": [
            {"label": "Por votos (oficial)", "url": "#ways", "current": True},
            {"label": "¿Y con partes iguales?", "url": "#ways"},
            {"label": "¿Y por turnos?", "url": "#ways"},
        ],
        "page": {"first": 21, "last": 40, "total": 1000, "more": True, "previous_url": "#ways", "next_url": "#ways"},
        "page_short": {"first": 1, "last": 20, "total": 293, "next_url": "#ways"},
        "figures": [
            {"value": 103, "label": "talleres de socialización", "url": "#figures"},
            {"value": 436, "label": "ideas de proyecto", "url": "#figures"},
            {"value": 293, "label": "proyectos en 21 tarjetones", "url": "#figures"},
            {"value": 1302, "label": "personas en encuentros pedagógicos", "url": "#figures"},
        ],
        "facts": [
            ("Territorio", {"text": "Comuna 3 Manrique", "url": "#facts"}),
            ("Estado", {"text": "En obra", "badge": "now"}),
            ("Costo", pesos(1450)),
            ("Entrega prevista", date(2026, 6, 30)),
            ("Contrato", None),
        ],
        "columns": [
            {"label": "Proyecto", "sort_url": "#tables"},
            "Eje",
            {"label": "Votos", "number": True, "sort_url": "#tables", "sorted": "desc"},
            {"label": "Costo", "number": True, "sort_url": "#tables"},
            "Resultado",
        ],
        "rows": _result_rows(),
        "foot": ["Total", "", 15_049, pesos(6930), ""],
    }


def _result_rows() -> list[list[Any]]:
    rows = [
        ("Parque y huerta de la ladera", "Ambiente", 4812, 1450, True),
        ("Becas técnicas para 120 jóvenes", "Educación", 4377, 2100, True),
        ("Sede comunal Versalles 2", "Infraestructura", 3240, 1730, False),
        ("Escuela de fútbol femenino", "Deporte", 2620, 640, True),
    ]
    return [
        [
            {"text": title, "url": "#tables"},
            axis,
            votes,
            pesos(cost),
            {"text": "Gana" if won else "No alcanza", "badge": "good" if won else "bad"},
        ]
        for title, axis, votes, cost, won in rows
    ]


def _time() -> dict[str, Any]:
    return {
        "phases": [
            {"label": "Planeación", "dates": "abr – jun", "state": "past", "url": "#time"},
            {"label": "Formulación", "dates": "jun – ago", "state": "past", "url": "#time"},
            {"label": "Priorización", "dates": "30 ago – 7 sep", "state": "present", "url": "#time"},
            {"label": "Ejecución y seguimiento", "dates": "desde enero", "state": "future"},
        ],
        "steps": [
            {
                "at": date(2024, 5, 14),
                "title": "La dijo Marta en un taller",
                "text": ", con 38 vecinos presentes. Se unió con otras 2 ideas parecidas.",
                "url": "#time",
            },
            {"at": date(2024, 7, 2), "title": "Viable", "text": " en lo técnico y lo legal."},
            {
                "at": date(2024, 9, 7),
                "title": "1.204 votos",
                "text": ", tercer lugar. Le alcanzó el techo de la comuna.",
            },
            {
                "at": date(2025, 2, 18),
                "title": "Contrato",
                "text": " con la Junta de Acción Comunal por $412 millones.",
            },
            {
                "at": date(2025, 6, 3),
                "title": "Se detuvo 22 días",
                "text": ": faltó un permiso ambiental.",
                "state": "late",
            },
            {"at": "hoy", "title": "En obra", "text": ".", "state": "now", "physical": 0.64, "paid": 0.51},
            {"at": "diciembre de 2025", "title": "Entrega a la comunidad", "state": "next"},
        ],
    }


def _drawings() -> dict[str, Any]:
    winners = [
        ("Parque y huerta de la ladera", 1450),
        ("Becas técnicas", 2100),
        ("Muro de contención", 1980),
        ("Escuela de fútbol", 640),
        ("Comedor para mayores", 980),
        ("Festival de la memoria", 420),
    ]
    shares = [("Palmitas", "11,2"), ("Santa Elena", "10,4"), ("San Cristóbal", "8,9")]
    return {
        "parts": [{"label": label, "value": pesos(cost), "url": "#budget"} for label, cost in winners],
        "whole": pesos(7800),
        "years": ["2020", "2021", "2022", "2023", "2024", "2025", "2026"],
        "ceilings": [pesos(v) for v in (148_000, 156_300, 171_900, 189_400, 214_800, 232_100, 251_265)],
        "turnout_years": ["2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"],
        "turnout": [
            {"name": "Corregimientos", "values": [0.061, 0.072, None, 0.078, 0.091, 0.104, 0.11, 0.118]},
            {"name": "Comunas", "values": [0.042, 0.047, 0.031, 0.044, 0.052, 0.058, 0.061, 0.067]},
        ],
        "map_steps": ["0–2 %", "2–4 %", "4–5 %", "5–6 %", "6–8 %", "8–10 %", "más de 10 %"],
        "map_columns": ["Territorio", {"label": "Participación", "number": True}],
        "map_rows": [[{"text": name, "url": "#maps"}, f"{share} %"] for name, share in shares],
    }


def _forms() -> dict[str, Any]:
    wrong = SampleForm(
        {"title": "", "story": "La cancha queda a oscuras a las seis.", "cost": "mil pesos", "territory": "3"},
        auto_id="wrong_%s",
    )
    wrong.is_valid()
    return {
        "form": SampleForm(auto_id="ok_%s", initial={"axis": "ambiente", "territory": "3"}),
        "form_wrong": wrong,
        "filter_form": SampleFilter(auto_id="filter_%s"),
    }


# A schematic Medellín: one cell per territory, near where it stands. (code, name, column, row, step of the ramp)
CELLS = [
    (50, "Palmitas", 1, 0, 7),
    (60, "San Cristóbal", 1, 1, 6),
    (70, "Altavista", 1, 3, 5),
    (80, "San Antonio de Prado", 2, 4, 4),
    (90, "Santa Elena", 5, 3, 7),
    (1, "Popular", 5, 0, 6),
    (2, "Santa Cruz", 4, 0, 5),
    (3, "Manrique", 5, 1, 4),
    (4, "Aranjuez", 4, 1, 3),
    (5, "Castilla", 3, 1, 3),
    (6, "Doce de Octubre", 3, 0, 4),
    (7, "Robledo", 2, 1, 3),
    (8, "Villa Hermosa", 5, 2, 4),
    (9, "Buenos Aires", 4, 3, 2),
    (10, "La Candelaria", 4, 2, 1),
    (11, "Laureles Estadio", 3, 2, 2),
    (12, "La América", 2, 3, 3),
    (13, "San Javier", 2, 2, 5),
    (14, "El Poblado", 5, 4, 1),
    (15, "Guayabal", 4, 4, 2),
    (16, "Belén", 3, 3, 0),
]
RADIUS = 40


def schematic_map(current: int = 3) -> SafeString:
    """Drawn as territories does: each place a link with its label read aloud; step 0 has no data."""
    cells = []
    for code, name, column, row, step in CELLS:
        x = 50 + RADIUS * 3**0.5 * (column - 1 + row % 2 / 2)
        y = 44 + RADIUS * 1.5 * row
        mark, kind = "current" if code == current else "", f"r{step}" if step else "none"
        cells.append((mark, f"{code} {name}", kind, _hexagon(x, y), f"{x:.0f}", f"{y + 5:.0f}", code))
    return format_html(
        '<svg class="map" viewBox="0 0 420 330" role="group" aria-label="Mapa esquemático">{}</svg>',
        format_html_join(
            "",
            '<a class="{}" href="#maps" aria-label="{}"><path class="{}" d="{}"/>'
            '<text aria-hidden="true" x="{}" y="{}">{}</text></a>',
            cells,
        ),
    )


def _hexagon(x: float, y: float) -> str:
    corners = [(x + RADIUS * sin(pi * i / 3), y + RADIUS * cos(pi * i / 3)) for i in range(6)]
    return "M" + "L".join(f"{cx:.1f} {cy:.1f}" for cx, cy in corners) + "z"
