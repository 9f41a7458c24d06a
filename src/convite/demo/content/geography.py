"""Where does the demo happen? Colombia › Antioquia › Medellín › 16 communes and 5 corregimientos.

Names and codes are public. Populations are *illustrative* (they do not come from a census of a stated year), and so is
the poverty index. The outlines are the sketch of ``borders.py``.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from convite.demo.content.borders import ARCS, RINGS
from convite.demo.content.shares import split

POPULATION_YEAR = 2026
POPULATION_SOURCE = "Cifra ilustrativa de la ciudad de demostración"
BOUNDARY_SOURCE = "Croquis dibujado para la ciudad de demostración"
SEXES = ("f", "m")
AGE_BANDS = ("0-13", "14-28", "29-44", "45-59", "60+")

LonLat = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """A territory above those that decide: country, department, municipality."""

    code: str
    kind: str
    name: str
    parent: str  # code, "" for the root
    centre: LonLat


@dataclass(frozen=True)
class Territory:
    """One of the 21 that decide."""

    code: str  # official, whole: "0500101"
    local_code: str  # as the city numbers it: "01", "50"
    kind: str  # "commune" or "corregimiento"
    name: str
    centre: LonLat
    population: int
    poverty_tenths: int  # illustrative index of multidimensional poverty, in tenths of a percent
    places: tuple[str, ...]  # neighbourhoods or veredas

    @property
    def phrase(self) -> str:
        """«la comuna Popular», «el corregimiento de Altavista»: as it stands in a sentence."""
        return f"la comuna {self.name}" if self.kind == "commune" else f"el corregimiento de {self.name}"

    @property
    def is_rural(self) -> bool:
        return self.kind == "corregimiento"

    @property
    def geometry(self) -> dict[str, object]:
        """A GeoJSON Polygon, closed, counter-clockwise."""
        return {"type": "Polygon", "coordinates": [[list(point) for point in ring(self.local_code)]]}


ABOVE: tuple[Place, ...] = (
    Place("CO", "country", "Colombia", "", (-73.1, 3.9)),
    Place("05", "department", "Antioquia", "CO", (-75.6, 7.0)),
    Place("05001", "municipality", "Medellín", "05", (-75.6, 6.26)),
)

# code, name, centre, population, poverty in tenths of a percent, neighbourhoods or veredas
_ROWS: tuple[tuple[str, str, LonLat, int, int, str], ...] = (
    ("01", "Popular", (-75.542, 6.295), 131191, 246, "Granizal, Santo Domingo Savio, La Avanzada, Villa Guadalupe"),
    ("02", "Santa Cruz", (-75.556, 6.298), 111452, 221, "La Isla, La Frontera, Andalucía, Villa del Socorro, La Rosa"),
    ("03", "Manrique", (-75.543, 6.275), 160253, 208, "La Salle, La Honda, La Cruz, Las Granjas, El Raizal"),
    ("04", "Aranjuez", (-75.561, 6.280), 162585, 152, "Moravia, Berlín, Miranda, Campo Valdés n.º 1, Palermo"),
    ("05", "Castilla", (-75.570, 6.296), 150284, 118, "Tricentenario, Alfonso López, Florencia, Las Brisas, Toscana"),
    ("06", "Doce de Octubre", (-75.582, 6.302), 194967, 187, "Picacho, Kennedy, Pedregal, Santander, El Triunfo"),
    ("07", "Robledo", (-75.598, 6.282), 174048, 143, "Aures n.º 2, Pajarito, El Diamante, Altamira, Villa Flora"),
    ("08", "Villa Hermosa", (-75.544, 6.252), 137726, 213, "Villatina, La Sierra, Enciso, Llanaditas, Sucre"),
    ("09", "Buenos Aires", (-75.550, 6.228), 136774, 112, "La Milagrosa, Loreto, Miraflores, El Salvador, Gerona"),
    ("10", "La Candelaria", (-75.572, 6.241), 85505, 96, "Prado, Boston, Guayaquil, San Benito, Villa Nueva"),
    ("11", "Laureles-Estadio", (-75.589, 6.250), 121234, 31, "Laureles, Carlos E. Restrepo, Estadio, Los Colores"),
    ("12", "La América", (-75.608, 6.254), 96788, 58, "La Floresta, Calasanz, Santa Lucía, Ferrini, Santa Mónica"),
    ("13", "San Javier", (-75.624, 6.255), 138063, 179, "Las Independencias, El Salado, Belencito, Veinte de Julio"),
    ("14", "El Poblado", (-75.567, 6.198), 130920, 22, "La Chacona, El Tesoro, Manila, La Aguacatala, Castropol"),
    ("15", "Guayabal", (-75.591, 6.206), 97479, 84, "Trinidad, Cristo Rey, Santa Fe, Campo Amor, La Colina"),
    ("16", "Belén", (-75.604, 6.225), 200178, 92, "Rosales, Fátima, La Gloria, Zafra, Las Mercedes, La Mota"),
    ("50", "San Sebastián de Palmitas", (-75.686, 6.332), 5412, 264, "La Aldea, La Suiza, Urquitá, La Frisola"),
    ("60", "San Cristóbal", (-75.642, 6.297), 67462, 193, "Boquerón, Pedregal Alto, El Llano, Travesías, La Loma"),
    ("70", "Altavista", (-75.638, 6.224), 39441, 205, "San José del Manzanillo, Aguas Frías, La Esperanza, San Pablo"),
    ("80", "San Antonio de Prado", (-75.681, 6.224), 106789, 124, "La Florida, Yarumalito, Pradito, El Limonar"),
    ("90", "Santa Elena", (-75.508, 6.236), 17524, 137, "Piedra Gorda, Mazo, Media Luna, El Llano, Barro Blanco"),
)  # fmt: skip

TERRITORIES: tuple[Territory, ...] = tuple(
    Territory(
        code="05001" + code,
        local_code=code,
        kind="commune" if code < "50" else "corregimiento",
        name=name,
        centre=centre,
        population=population,
        poverty_tenths=poverty,
        places=tuple(places.split(", ")),
    )
    for code, name, centre, population, poverty, places in _ROWS
)


@cache
def ring(local_code: str) -> tuple[LonLat, ...]:
    """The closed outline of a territory, counter-clockwise, in degrees."""
    points: list[tuple[int, int]] = []
    for number in RINGS[local_code]:
        arc = ARCS[number] if number >= 0 else ARCS[~number][::-1]
        points.extend(arc[:-1])
    points.append(points[0])
    if _doubled_area(points) < 0:
        points.reverse()
    return tuple((round(-76 + x / 1e4, 4), round(6 + y / 1e4, 4)) for x, y in points)


def _doubled_area(points: list[tuple[int, int]]) -> int:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(points))


@cache
def by_code() -> dict[str, Territory]:
    return {t.local_code: t for t in TERRITORIES}


@cache
def population_groups(local_code: str) -> tuple[tuple[str, str, int], ...]:
    """(sex, age band, people) of a territory: ten groups that add up to its population exactly."""
    territory = by_code()[local_code]
    counts = iter(split(territory.population, group_weights(territory)))
    return tuple((sex, band, next(counts)) for sex in SEXES for band in AGE_BANDS)


def group_weights(territory: Territory) -> tuple[int, ...]:
    """Poorer places are younger, and women live longer: a rule of thumb, in parts per ten thousand of each sex."""
    p = territory.poverty_tenths
    women = (900 + 4 * p, 1900 + 3 * p, 2350 + p, 2150 - 2 * p, 2700 - 6 * p)
    men = (1000 + 4 * p, 2050 + 3 * p, 2400 + p, 2050 - 2 * p, 2300 - 6 * p)
    share = 500 if territory.is_rural else 528  # women in a thousand
    return tuple(w * share for w in women) + tuple(m * (1000 - share) for m in men)
