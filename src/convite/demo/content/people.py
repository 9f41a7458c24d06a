"""Who is who in the demo? The cast that one may log in as, and names for those who speak at workshops.

Everybody is invented. E-mails are at example.org, which never delivers.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Member:
    key: str  # as the stories and tests call this person
    name: str
    email: str
    role: str  # a value of people.Role, "" for residents
    role_on: str  # territory code on which the role holds, "" for everywhere
    lives_in: str  # local code of the territory, "" if not in the city
    says: str  # one line that presents this person on the demo page


MEDELLIN = "05001"
LEADER_ORGANIZATION = "Corporación Tejiendo Ladera"

CAST: tuple[Member, ...] = (
    Member(
        "resident",
        "Marta Lucía Ossa Quiceno",
        "marta@example.org",
        "",
        "",
        "01",
        "Modista, vive en Granizal; propuso una idea y quiere saber en qué va.",
    ),
    Member(
        "leader",
        "Jairo de Jesús Tabares",
        "jairo@example.org",
        "leader",
        "0500103",
        "03",
        "Coordina la Corporación Tejiendo Ladera en Manrique.",
    ),
    Member(
        "facilitator",
        "Yuliana Góez Sepúlveda",
        "yuliana@example.org",
        "facilitator",
        MEDELLIN,
        "06",
        "Anima los talleres y pasa a limpio lo que se dijo en ellos.",
    ),
    Member(
        "officer",
        "Claudia Patricia Mesa Arango",
        "claudia@example.org",
        "officer",
        MEDELLIN,
        "12",
        "Conduce la ruta desde la oficina de participación.",
    ),
    Member(
        "evaluator",
        "Andrés Felipe Ríos Velásquez",
        "andres@example.org",
        "evaluator",
        MEDELLIN,
        "16",
        "Revisa si los proyectos son viables en lo técnico y en lo legal.",
    ),
    Member(
        "scrutineer",
        "Gloria Inés Vahos Cardona",
        "gloria@example.org",
        "scrutineer",
        MEDELLIN,
        "09",
        "Custodia una parte de la llave y firma el acta del escrutinio.",
    ),
    Member(
        "poll_worker",
        "Duván Arley Zapata",
        "duvan@example.org",
        "poll_worker",
        "0500180",
        "80",
        "Atiende una mesa de votación en San Antonio de Prado.",
    ),
    Member(
        "project_manager",
        "Natalia Henao Ceballos",
        "natalia@example.org",
        "project_manager",
        MEDELLIN,
        "05",
        "Informa el avance de las obras y explica los retrasos.",
    ),
    Member(
        "auditor",
        "Samuel Echeverri Toro",
        "samuel@example.org",
        "auditor",
        MEDELLIN,
        "11",
        "Descarga los datos, vuelve a contar y compara.",
    ),
    Member(
        "administrator",
        "Beatriz Elena Londoño Pino",
        "beatriz@example.org",
        "administrator",
        "",
        "15",
        "Instala, respalda y actualiza el sistema.",
    ),
    Member(
        "outsider",
        "Ricardo Peñaloza Sáenz",
        "ricardo@example.org",
        "",
        "",
        "",
        "Visita el sitio desde otra ciudad, con una cuenta y sin ningún papel.",
    ),
)

WOMEN = (
    "Luz Marina",
    "Marta Elena",
    "Diana Marcela",
    "Gloria Stella",
    "Blanca Nubia",
    "Sandra Milena",
    "Yésica",
    "Ana Sofía",
    "María Eugenia",
    "Dora Alba",
    "Leidy Johana",
    "Olga Cecilia",
    "Rosa Amelia",
    "Valentina",
    "Erika Andrea",
    "Consuelo",
    "Nelly del Socorro",
    "Paula Andrea",
    "Luisa Fernanda",
    "Piedad",
)
MEN = (
    "Jhon Jairo",
    "Luis Alfonso",
    "Carlos Mario",
    "Juan Esteban",
    "Wilmar",
    "Hernán Darío",
    "Óscar Iván",
    "José Libardo",
    "Brayan",
    "Fabio León",
    "Gustavo Adolfo",
    "Édison",
    "Rubén Darío",
    "Sebastián",
    "Álvaro",
    "Miguel Ángel",
)
SURNAMES = (
    "Agudelo",
    "Álvarez",
    "Arboleda",
    "Bedoya",
    "Betancur",
    "Cano",
    "Cardona",
    "Castaño",
    "Correa",
    "David",
    "Gallego",
    "Gaviria",
    "Giraldo",
    "Guisao",
    "Higuita",
    "Hincapié",
    "Jaramillo",
    "Loaiza",
    "Marulanda",
    "Monsalve",
    "Montoya",
    "Mosquera",
    "Múnera",
    "Ochoa",
    "Osorio",
    "Palacios",
    "Piedrahíta",
    "Quintero",
    "Rentería",
    "Restrepo",
    "Rúa",
    "Salazar",
    "Tobón",
    "Urrego",
    "Usuga",
    "Vanegas",
    "Vélez",
    "Villa",
    "Zuleta",
)


def resident_name(rng: Random) -> str:
    """An invented neighbour: three in five who speak at workshops are women."""
    given = rng.choice(WOMEN if rng.random() < 0.6 else MEN)
    first, second = rng.sample(SURNAMES, 2)
    return f"{given} {first} {second}" if rng.random() < 0.5 else f"{given} {first}"
