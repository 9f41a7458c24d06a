"""What did each territory plan? Its local development plan: lines → programmes → goals, and the goal of each kind.

The wording is common to the city; each territory keeps the goals that its own projects serve, so plans have three to
five lines. ``{of}`` becomes «de la comuna Popular»; ``{n}`` is worked out from the population.
"""

from dataclasses import dataclass

from convite.demo.content.geography import Territory
from convite.demo.content.kinds import de

LINES = {
    1: "Territorio seguro, verde y con agua",
    2: "Hábitat, movilidad y espacio público",
    3: "Vida digna, cuidado y equidad",
    4: "Educación, cultura y deporte",
    5: "Economía local y organización comunitaria",
}
RURAL_LINES = {1: "Agua, bosque y montaña segura", 5: "Campo vivo y organización comunitaria"}
PROGRAMMES = {
    "1.1": "Gestión comunitaria del riesgo",
    "1.2": "Agua y saneamiento para todos",
    "1.3": "Ecosistemas, residuos y bienestar animal",
    "2.1": "Caminar y moverse sin peligro",
    "2.2": "Espacio público y hábitat digno",
    "2.3": "Seguridad y convivencia",
    "3.1": "Cuidado a lo largo de la vida",
    "3.2": "Alimentos y salud cerca de casa",
    "3.3": "Mujeres, juventudes y diversidad",
    "4.1": "Estudiar y permanecer",
    "4.2": "Cultura y memoria vivas",
    "4.3": "Deporte y recreación para todas las edades",
    "5.1": "Trabajo, negocios y turismo comunitario",
    "5.2": "Economía campesina",
    "5.3": "Organización y comunicación comunitarias",
}
# goal → programme, people in a thousand that {n} stands for, wording
GOALS: dict[str, tuple[str, int, str]] = {
    "riesgo": ("1.1", 12, "Reducir el riesgo de {n} personas que viven junto a laderas y quebradas {of}"),
    "agua": ("1.2", 20, "Llevar agua potable y continua a {n} habitantes {of} que hoy no la tienen"),
    "saneamiento": ("1.2", 15, "Tratar las aguas residuales de {n} habitantes {of}"),
    "verde": ("1.3", 60, "Sembrar y cuidar {n} árboles nativos en zonas verdes y orillas {of}"),
    "residuos": ("1.3", 80, "Lograr que {n} personas {of} separen y aprovechen sus residuos"),
    "animales": ("1.3", 15, "Esterilizar y vacunar {n} perros y gatos {of}"),
    "peaton": ("2.1", 90, "Hacer seguros y accesibles los recorridos diarios de {n} peatones {of}"),
    "vias": ("2.1", 80, "Asegurar el paso todo el año a {n} habitantes de las veredas {of}"),
    "parques": ("2.2", 70, "Renovar parques y espacios de encuentro para {n} habitantes {of}"),
    "habitat": ("2.2", 8, "Mejorar la vivienda o la tenencia de {n} habitantes {of}"),
    "seguridad": ("2.3", 60, "Iluminar y hacer más seguros los recorridos de {n} habitantes {of}"),
    "paz": ("2.3", 20, "Vincular a {n} personas {of} a procesos de convivencia, memoria y paz"),
    "mayores": ("3.1", 12, "Acompañar a {n} personas mayores {of}"),
    "discapacidad": ("3.1", 4, "Dar apoyos para la vida independiente a {n} personas con discapacidad {of}"),
    "cuidadores": ("3.1", 3, "Dar relevo y formación a {n} personas cuidadoras {of}"),
    "ninez": ("3.1", 10, "Ofrecer juego y cuidado después de clases a {n} niñas y niños {of}"),
    "alimentos": ("3.2", 10, "Mejorar la alimentación de {n} personas {of}"),
    "salud": ("3.2", 25, "Acercar la salud física y mental a {n} personas {of}"),
    "mujeres": ("3.3", 9, "Acompañar la autonomía de {n} mujeres y personas diversas {of}"),
    "jovenes": ("3.3", 9, "Apoyar proyectos de {n} jóvenes {of}"),
    "becas": ("4.1", 6, "Apoyar el acceso y la permanencia de {n} estudiantes {of} en la educación superior"),
    "refuerzo": ("4.1", 9, "Mejorar los aprendizajes de {n} estudiantes {of}"),
    "digital": ("4.1", 20, "Formar y conectar a {n} personas {of} para la vida digital"),
    "cultura": ("4.2", 40, "Sumar {n} asistentes y aprendices a la oferta cultural {of}"),
    "deporte": ("4.3", 18, "Sostener la práctica deportiva gratuita de {n} personas {of}"),
    "empleo": ("5.1", 6, "Certificar en un oficio a {n} personas {of}"),
    "negocios": ("5.1", 5, "Fortalecer los negocios de {n} personas {of}"),
    "turismo": ("5.1", 5, "Vincular a {n} personas {of} al turismo comunitario"),
    "campo": ("5.2", 15, "Mejorar el ingreso de {n} personas de familias campesinas {of}"),
    "comunal": ("5.3", 8, "Formar a {n} personas de las organizaciones {of}"),
    "sedes": ("5.3", 30, "Tener sedes comunitarias dignas para {n} habitantes {of}"),
    "medios": ("5.3", 60, "Llegar a {n} habitantes {of} con medios comunitarios"),
}


@dataclass(frozen=True)
class PlanItem:
    code: str  # "1", "1.1", "1.1.1"
    level: int  # 1 line, 2 programme, 3 goal
    parent: str  # code, "" for a line
    name: str
    key: str = ""  # of a goal: as kinds name it


@dataclass(frozen=True)
class Plan:
    local_code: str
    name: str
    starts_in: int
    ends_in: int
    items: tuple[PlanItem, ...]  # parents before children


def plan_of(territory: Territory, goals: set[str], fiscal_year: int) -> Plan:
    """The plan of a territory whose projects serve ``goals``; twelve years, now in its sixth."""
    items: list[PlanItem] = []
    numbers: dict[str, int] = {}
    for key in sorted(goals, key=lambda k: (GOALS[k][0], list(GOALS).index(k))):
        programme, thousandth, wording = GOALS[key]
        for code, level, name in (
            (programme[0], 1, _line(int(programme[0]), territory)),
            (programme, 2, PROGRAMMES[programme]),
        ):
            if code not in numbers:
                numbers[code] = 0
                items.append(PlanItem(code, level, code[:-2], name))
        numbers[programme] += 1
        n = max(10, territory.population * thousandth // 1000 // 10 * 10)
        name = wording.format(n=f"{n:,}".replace(",", "."), of=de(territory.phrase))
        items.append(PlanItem(f"{programme}.{numbers[programme]}", 3, programme, name, key))
    name = f"Plan de desarrollo local {de(territory.phrase)}"
    return Plan(territory.local_code, name, fiscal_year - 5, fiscal_year + 6, tuple(items))


def _line(number: int, territory: Territory) -> str:
    return RURAL_LINES.get(number, LINES[number]) if territory.is_rural else LINES[number]
