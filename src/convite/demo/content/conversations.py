"""What do neighbours say of the ideas of the present edition, what do they support, and what was reported?

Everybody is invented. A comment is told with the days after its idea was said; an answer names the comment above it
by its place in the list.
"""
# ruff: noqa: E501 - what a neighbour says stands on one line

from dataclasses import dataclass


@dataclass(frozen=True)
class Neighbour:
    key: str
    name: str
    email: str
    lives_in: str  # local code of the territory


NEIGHBOURS: tuple[Neighbour, ...] = (
    Neighbour("omaira", "Omaira Usuga", "omaira@example.org", "01"),
    Neighbour("wbeimar", "Wbeimar Rentería", "wbeimar@example.org", "01"),
    Neighbour("celmira", "Celmira Hincapié", "celmira@example.org", "03"),
    Neighbour("arnulfo", "Arnulfo Betancur", "arnulfo@example.org", "03"),
    Neighbour("yeraldin", "Yeraldin Marulanda", "yeraldin@example.org", "03"),
    Neighbour("edilson", "Edilson Urrego", "edilson@example.org", "01"),
    Neighbour("nubia", "Nubia Arboleda", "nubia@example.org", "03"),
    Neighbour("kevin", "Kevin Zuleta", "kevin@example.org", "01"),
)


@dataclass(frozen=True)
class Remark:
    """`answers`: the place of the remark it answers among those of its idea, none for what opens a thread."""

    by: str
    days: int
    text: str
    alignment: str = "neutral"
    answers: int | None = None


@dataclass(frozen=True)
class Talk:
    idea: str  # its title
    supports: tuple[str, ...]
    follows: tuple[str, ...]
    remarks: tuple[Remark, ...]


TALKS: tuple[Talk, ...] = (
    Talk(
        "Drenajes para que no se ruede la tierra en Granizal",
        ("omaira", "wbeimar", "edilson", "kevin", "celmira", "leader", "outsider"),
        ("resident", "omaira", "edilson", "leader"),
        (
            Remark("omaira", 1, "El año pasado el barro llegó hasta la puerta de mi casa. Esto no da espera.", "for"),
            Remark("edilson", 1, "Yo ayudé a sacar barro dos noches seguidas. Cuenten conmigo para mostrar por dónde baja el agua.", "for", 0),
            Remark("resident", 2, "Gracias, don Edilson. Si puede, lleve fotos al próximo taller y las pegamos a la idea.", "neutral", 1),
            Remark("wbeimar", 3, "¿Y las canales de las casas? Mucha agua cae de los techos sin control. Que el proyecto las incluya."),
            Remark("resident", 4, "Buena idea, yo lo había pensado solo para la calle.", "neutral", 3),
            Remark("kevin", 6, "Aquí pueden ver cómo se mide la lluvia en la ladera: https://siata.example.org/lluvia. Ese día cayeron 60 milímetros."),
            Remark("outsider", 9, "En mi ciudad lo hicieron con cunetas en piedra y las cuida la misma comunidad. Salió más barato."),
        ),
    ),
    Talk(
        "Semillas y herramientas para sembrar en María Cano-Carambolas",
        ("celmira", "arnulfo", "yeraldin", "nubia", "resident"),
        ("leader", "celmira", "nubia"),
        (
            Remark("celmira", 1, "La huerta de arriba nos dio cilantro y cebolla para doce familias. Con semillas alcanza para más.", "for"),
            Remark("arnulfo", 2, "Pregunto con respeto: ¿quién guarda las herramientas? La vez pasada se perdieron tres azadones."),
            Remark("leader", 2, "Don Arnulfo tiene razón. En la corporación tenemos un cuarto con llave y un cuaderno de préstamo.", "neutral", 1),
            Remark("arnulfo", 3, "Así sí. Con cuaderno apoyo.", "for", 2),
            Remark("yeraldin", 5, "Que también enseñen a hacer compost, porque la tierra de allá es pura greda.", "for"),
        ),
    ),
    Talk(
        "Agua potable todos los días en La Honda",
        ("celmira", "arnulfo", "yeraldin", "nubia", "leader", "resident", "omaira", "edilson", "facilitator"),
        ("nubia", "yeraldin", "leader"),
        (
            Remark("nubia", 0, "Tenemos agua día de por medio, y a veces sale amarilla. Los niños se enferman del estómago.", "for"),
            Remark("yeraldin", 1, "Confirmo. En mi cuadra somos veinte familias y el tanque no alcanza.", "for", 0),
            Remark("facilitator", 2, "En el taller quedó anotado que hay que pedir concepto a la empresa de servicios antes de formular. ¿Alguien tiene el último recibo o una respuesta de ellos?"),
            Remark("nubia", 3, "Yo tengo la respuesta de marzo: dicen que la red llega hasta la cancha. Se la llevo el sábado.", "neutral", 2),
            Remark("arnulfo", 5, "No estoy en contra del agua, pero con el techo de la comuna no alcanza para la red. Pidamos primero los estudios.", "against"),
            Remark("leader", 6, "Por eso se puede hacer por tramos, como se hizo en Versalles. Lo hablamos en la reunión.", "neutral", 4),
            Remark("celmira", 6, "Eso mismo: primero el tramo de la escuela.", "for", 5),
        ),
    ),
    Talk(
        "Que el tango vuelva a la 45",
        ("arnulfo", "celmira", "nubia"),
        ("arnulfo",),
        (
            Remark("arnulfo", 1, "Mi papá bailaba en la 45 todos los viernes. Ojalá los muchachos lo vieran.", "for"),
            Remark("yeraldin", 2, "Bonito, pero que no sea solo para turistas: clases gratis para el barrio.", "for"),
            Remark("kevin", 3, "A los jóvenes nos gusta más el rap. ¿Por qué no mezclar las dos cosas?"),
            Remark("arnulfo", 4, "¡Me gustaría oír eso!", "neutral", 2),
            Remark("edilson", 7, "Con tantas casas en riesgo, yo pondría la plata en otra cosa.", "against"),
            Remark("celmira", 8, "La cultura también cuida: los muchachos que bailan no están en la esquina.", "for", 4),
        ),
    ),
    Talk(
        "Una escalera eléctrica para Granizal",
        (),
        ("omaira", "wbeimar"),
        (
            Remark("wbeimar", 2, "Mi mamá tiene ochenta años y baja una vez al mes. Esto le cambiaría la vida.", "for"),
            Remark("edilson", 3, "Es muy cara y se daña. Pasamanos buenos y descansos cuestan menos y sirven a todos.", "against"),
            Remark("omaira", 4, "Las dos cosas: pasamanos ya, y que estudien la escalera para otro año.", "neutral", 1),
            Remark("wbeimar", 5, "Entiendo que pasa del techo. ¿Se puede volver a presentar con otra comuna?"),
            Remark("facilitator", 6, "Sí: una idea que pasa del techo se puede volver a presentar, o buscar con otros recursos de la ciudad.", "neutral", 3),
        ),
    ),
    Talk(
        "Ayuda para los animales abandonados en Las Granjas",
        ("yeraldin", "kevin", "omaira", "nubia"),
        ("yeraldin",),
        (
            Remark("yeraldin", 1, "Recojo perros hace seis años con mi plata. Una jornada de esterilización nos daría un respiro.", "for"),
            Remark("edilson", 2, "Eso lo paga gente que no tiene oficio. Desocupados.", "against"),
            Remark("yeraldin", 2, "Se puede no estar de acuerdo sin ofender, vecino.", "neutral", 1),
            Remark("kevin", 3, "Vendo comida para perro a domicilio, escríbame al 300 000 0000, promoción de la semana"),
        ),
    ),
    Talk(
        "Una cancha para jugar todo el año en Las Granjas",
        ("kevin", "arnulfo", "wbeimar", "yeraldin", "resident"),
        ("kevin",),
        (
            Remark("kevin", 1, "Cuando llueve se vuelve un charco y nos toca jugar en la calle.", "for"),
            Remark("nubia", 2, "Que tenga horario para las niñas también. Siempre nos sacan los grandes.", "for"),
            Remark("kevin", 2, "Cierto. Podemos repartir los días con la liga del barrio.", "neutral", 1),
            Remark("celmira", 4, "Y luz hasta las nueve, no más: los vecinos de enfrente madrugamos."),
        ),
    ),
    Talk(
        "Psicólogos cerca de la casa en la comuna Popular",
        ("omaira", "resident", "wbeimar"),
        ("omaira",),
        (
            Remark("omaira", 1, "Para una cita hay que esperar cuatro meses y coger dos buses.", "for"),
            Remark("wbeimar", 3, "Que atiendan también por la tarde: de día trabajamos.", "for", 0),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Complaint:
    """`remark`: its place among those of its idea."""

    idea: str
    remark: int
    by: str
    reason: str
    text: str
    settled: str = ""  # what the officer did: "hide", "leave" or nothing yet
    because: str = ""


COMPLAINTS: tuple[Complaint, ...] = (
    Complaint(
        "Ayuda para los animales abandonados en Las Granjas",
        3,
        "omaira",
        "spam",
        "Puso lo mismo en el grupo del barrio.",
        "hide",
        "Es publicidad. Aquí se conversa sobre las ideas.",
    ),
    Complaint(
        "Ayuda para los animales abandonados en Las Granjas", 1, "nubia", "insult", "Trata mal a quien cuida animales."
    ),
    Complaint("Que el tango vuelva a la 45", 4, "arnulfo", "other", "No le gusta la cultura."),
)
