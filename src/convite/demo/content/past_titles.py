"""What was on the ballots of the finished edition? Titles by kind; ``past.py`` places them in the territories."""

# kind → millions for a list of ordinary size, people reached, titles ({en} and {de} as in kinds.py)
TITLES: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "ladera": (2100, 300, ("Obras de contención {en}", "Manejo de aguas lluvias en la ladera {de}")),
    "riesgo": (520, 700, ("Escuela comunitaria de gestión del riesgo {en}", "Kits y planes de emergencia {en}")),
    "sendero": (
        1350,
        1800,
        ("Reparación de escalas y pasamanos {en}", "Andenes accesibles {en}", "Sendero peatonal {de}"),
    ),
    "movilidad": (1150, 4500, ("Entornos escolares seguros {en}", "Señalización y reductores {en}")),
    "transporte": (980, 900, ("Ruta escolar y de mercado {de}",)),
    "via": (2200, 500, ("Placa huella en la vía {de}", "Cunetas y alcantarillas en el camino {de}")),
    "agua": (1700, 600, ("Nuevas redes para el acueducto {de}", "Tanque y planta de tratamiento {en}")),
    "saneamiento": (1350, 350, ("Sistemas sépticos para viviendas {de}",)),
    "residuos": (560, 800, ("Puntos ecológicos y compostaje {en}", "Rutas de reciclaje {en}")),
    "arbol": (
        880,
        1800,
        ("Siembra y cuidado de árboles {en}", "Guardianes de la quebrada {en}", "Corredor verde {de}"),
    ),
    "huerta": (430, 120, ("Huertas comunitarias {en}", "Banco de semillas y saberes {de}")),
    "camara": (820, 3000, ("Alarmas comunitarias {en}", "Cámaras y luminarias nuevas {en}")),
    "parque": (1400, 3800, ("Juegos infantiles y mobiliario para el parque {de}", "Gimnasio al aire libre {en}")),
    "cancha": (1300, 1600, ("Mantenimiento de la cancha {de}", "Iluminación de la cancha {de}")),
    "sede": (1100, 1200, ("Mejoramiento de la sede social {de}", "Dotación del salón comunal {de}")),
    "sede_cultural": (1200, 2400, ("Espacios e instrumentos para los artistas {de}",)),
    "vivienda": (1800, 100, ("Mejoramientos de vivienda {en}",)),
    "turismo": (600, 200, ("Guías locales y rutas {de}", "Turismo comunitario {de}")),
    "campo": (1050, 110, ("Asistencia técnica a las familias campesinas {de}", "Mercado campesino {de}")),
    "digital": (650, 1000, ("Sala digital {de}", "Clases de informática para mayores {en}")),
    "beca": (2000, 130, ("Fondo de becas {de}",)),
    "estudio": (560, 300, ("Preuniversitario comunitario {de}", "Clubes de lectura {en}")),
    "arte": (600, 180, ("Semilleros artísticos {de}", "Escuela de música {de}", "Talleres de teatro y danza {en}")),
    "fiesta": (560, 5000, ("Festival comunitario {de}", "Semana cultural {de}")),
    "deporte": (540, 250, ("Escuela de fútbol {de}", "Juegos comunitarios {de}", "Ciclovía y deporte para todos {en}")),
    "mayor": (780, 300, ("Club de vida de personas mayores {de}", "Actividad física para mayores {en}")),
    "discapacidad": (720, 130, ("Apoyos y terapias para personas con discapacidad {de}",)),
    "cuidado": (650, 130, ("Respiro y formación para cuidadoras {de}",)),
    "mujer": (600, 200, ("Escuela de mujeres {de}", "Mujeres emprendedoras {de}")),
    "joven": (560, 180, ("Iniciativas juveniles {de}", "Laboratorio de jóvenes creadores {de}")),
    "ninez": (560, 240, ("Ludoteca comunitaria {de}", "Vacaciones recreativas {en}")),
    "comedor": (1050, 220, ("Comedor comunitario {de}", "Canastas de alimentos para mayores {de}")),
    "salud": (680, 900, ("Salud en casa {en}", "Jornadas de salud oral y visual {en}")),
    "mente": (600, 380, ("Centro de escucha {de}", "Salud mental en los colegios {de}")),
    "empleo": (860, 150, ("Formación para el trabajo {en}",)),
    "negocio": (820, 120, ("Capital semilla para emprendimientos {de}", "Feria de emprendedores {de}")),
    "junta": (380, 400, ("Dotación y formación para las organizaciones {de}",)),
    "medios": (420, 6000, ("Medios comunitarios {de}",)),
    "memoria": (450, 600, ("Memoria e historia {de}", "Museo itinerante {de}")),
    "convivencia": (480, 600, ("Mediación y cultura ciudadana {en}",)),
    "animal": (350, 1200, ("Jornadas de bienestar animal {en}",)),
}

COMMON: tuple[str, ...] = (
    *("arbol", "parque", "camara", "mayor", "deporte", "arte", "fiesta", "comedor", "mujer", "joven", "ninez", "salud"),
    *("mente", "discapacidad", "cuidado", "digital", "estudio", "negocio", "junta", "animal", "sede", "residuos"),
    *("sede_cultural", "medios", "convivencia"),
)
# The menus from which a territory's options are drawn; what is said twice is twice as likely.
HILLSIDE = (*COMMON, "ladera", "sendero", "cancha", "huerta", "riesgo", "memoria", "empleo", "vivienda", "sendero")
VALLEY = (*COMMON, "movilidad", "sendero", "movilidad", "cancha", "turismo", "empleo", "memoria")
RURAL: tuple[str, ...] = (
    *("saneamiento", "campo", "saneamiento", "campo", "arbol", "turismo", "huerta", "mayor", "deporte", "mujer"),
    *("joven", "salud", "sede", "transporte", "residuos", "digital", "arte", "fiesta", "riesgo", "ninez", "cuidado"),
    *("junta", "sede_cultural"),
)
ALWAYS = {"commune": ("beca",), "corregimiento": ("beca", "agua", "via")}
ON_HILLS = frozenset(("01", "02", "03", "06", "07", "08", "09", "13"))
