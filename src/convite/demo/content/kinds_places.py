"""Kinds that change a place: slopes, water, paths, parks, houses, light, trees. Words shared by those projects."""

from convite.demo.content.kinds import Kind

KINDS: dict[str, Kind] = {
    "ladera": Kind(
        theme="risk",
        goal="riesgo",
        who="familias",
        objectives=(
            "Reducir el riesgo por deslizamientos {en} con obras de contención, drenaje y siembra de raíz profunda.",
            "Estabilizar los taludes {de} y conducir las aguas lluvias para que {n} familias vivan tranquilas.",
        ),
        diagnosis="El suelo saturado y la falta de drenajes mantienen las viviendas cercanas en riesgo mitigable.",
        asks=(
            "Que arreglen el barranco {de}",
            "Un muro para la ladera {de}",
            "Drenajes para que no se ruede la tierra {en}",
        ),
        voices=(
            "Ya hemos puesto costales y plásticos; ahora se necesita una obra bien hecha.",
            "Pedimos que un ingeniero venga antes del invierno y no después de la emergencia.",
        ),
    ),
    "riesgo": Kind(
        theme="risk",
        goal="riesgo",
        who="personas",
        objectives=(
            "Preparar y dotar a la comunidad {de} para avisar, evacuar y atenderse en los primeros minutos.",
            "Poner en marcha alertas y planes de evacuación {en}, con simulacros dos veces al año.",
        ),
        diagnosis="No hay equipos de medición, rutas señalizadas ni simulacros periódicos.",
        asks=("Alarmas y simulacros {en}", "Un comité de emergencias con equipos {en}"),
        voices=(
            "Con una sirena y un mapa de salida estaríamos todos más tranquilos.",
            "Los jóvenes quieren aprender primeros auxilios y cuidar la quebrada.",
        ),
    ),
    "sendero": Kind(
        theme="mobility",
        goal="peaton",
        who="personas",
        objectives=(
            "Construir y reparar escalas, andenes y barandas {en} para que toda persona camine segura.",
            "Mejorar la accesibilidad peatonal {en} con superficies firmes, pasamanos, rampas y buena luz.",
        ),
        diagnosis="El recorrido tiene tramos deteriorados, sin baranda ni iluminación, y no es accesible.",
        asks=(
            "Arreglo de escalas y pasamanos {en}",
            "Andenes para caminar sin peligro {en}",
            "Rampas para sillas y coches {en}",
        ),
        voices=(
            "Mi mamá se cayó en ese tramo y duró dos meses en cama.",
            "Por ahí pasan los niños para la escuela; en la mañana se ve la fila por la orilla de la calle.",
        ),
    ),
    "movilidad": Kind(
        theme="mobility",
        goal="peaton",
        who="personas",
        objectives=(
            "Hacer más seguros y cómodos los viajes a pie, en bicicleta y en transporte público {en}.",
            "Reducir los siniestros viales {en} y dar prioridad a quienes caminan y esperan el bus.",
        ),
        diagnosis="El espacio para quienes caminan y esperan el bus es insuficiente y está mal señalizado.",
        asks=(
            "Cruces seguros {en}",
            "Que podamos caminar y esperar el bus sin peligro {en}",
            "Señales y reductores {en}",
        ),
        voices=(
            "Hemos contado tres accidentes en lo que va del año.",
            "Con una cebra bien pintada y un reductor se arregla la mitad del problema.",
        ),
    ),
    "transporte": Kind(
        theme="mobility",
        goal="peaton",
        who="personas",
        objectives=("Garantizar transporte diario y seguro {en}, con horario fijo para quienes estudian y trabajan.",),
        diagnosis="Las rutas son pocas, terminan temprano y no llegan a todas las veredas.",
        asks=("Transporte entre las veredas {de}", "Que el bus llegue más temprano y salga más tarde {en}"),
        voices=("Perder el bus es perder el día.", "Que la ruta también cargue los bultos del mercado."),
    ),
    "via": Kind(
        theme="mobility",
        goal="vias",
        who="habitantes",
        objectives=(
            "Garantizar el paso todo el año por la vía terciaria {de} con placa huella, cunetas y obras de arte.",
            "Recuperar la vía {de} para sacar las cosechas y llegar a tiempo a la escuela y al médico.",
        ),
        diagnosis="La banca sin cunetas se deteriora con cada lluvia y encarece el transporte de personas y cosechas.",
        asks=(
            "Arreglo de la vía {de}",
            "Placa huella para la subida {de}",
            "Cunetas y pasos de agua en el camino {de}",
        ),
        voices=(
            "Los convites alcanzan para tapar huecos, no para hacer las cunetas.",
            "El bus escolar se devuelve cuando llueve y los niños pierden el día.",
        ),
    ),
    "agua": Kind(
        theme="water",
        goal="agua",
        who="personas",
        objectives=(
            "Asegurar agua de buena calidad y de manera continua {en}, con redes, tanque y medición.",
            "Mejorar la captación, el tratamiento y las redes {de}, y fortalecer a quienes administran el servicio.",
        ),
        diagnosis="Las redes perdieron su vida útil y el servicio no llega con la presión ni la calidad necesarias.",
        asks=(
            "Agua potable todos los días {en}",
            "Cambio de tubería y tanque {en}",
            "Apoyo a quienes cuidan el agua {en}",
        ),
        voices=(
            "Hervimos el agua para los niños y aun así se enferman del estómago.",
            "El fontanero de la comunidad hace lo que puede con retales de tubo.",
        ),
    ),
    "saneamiento": Kind(
        theme="water",
        goal="saneamiento",
        who="personas",
        objectives=(
            "Tratar las aguas residuales {de} con sistemas sépticos o redes, y enseñar a mantenerlos.",
            "Dejar de verter aguas sin tratar {en} y recuperar la calidad de las quebradas.",
        ),
        diagnosis="Los vertimientos directos contaminan las fuentes y enferman a quienes viven aguas abajo.",
        asks=("Pozos sépticos {en}", "Que no bajen aguas negras {en}"),
        voices=(
            "En la escuela el olor no deja dar clase después de mediodía.",
            "Queremos recuperar el charco donde aprendimos a nadar.",
        ),
    ),
    "residuos": Kind(
        theme="environment",
        goal="residuos",
        who="personas",
        objectives=(
            "Aumentar la separación y el aprovechamiento de residuos {en}, con ingreso digno para quienes reciclan.",
            "Aprovechar los residuos {de}, producir abono y acabar con los puntos críticos.",
        ),
        diagnosis="Se mezclan residuos que podrían aprovecharse y los puntos críticos vuelven a aparecer.",
        asks=("Compostaje y reciclaje {en}", "Separar y aprovechar los residuos {de}"),
        voices=(
            "Si nos enseñan a separar, la esquina deja de ser basurero.",
            "Queremos carretas, uniforme y un sitio donde pesar.",
        ),
    ),
    "arbol": Kind(
        theme="environment",
        goal="verde",
        who="personas",
        objectives=(
            "Recuperar la vegetación y el cuidado del agua {en} con siembra nativa y guardianes del barrio.",
            "Restaurar las orillas y las zonas verdes {de}, con mantenimiento por tres años.",
        ),
        diagnosis="La pérdida de vegetación aumenta el calor, la erosión y las crecientes.",
        asks=("Siembra de árboles nativos {en}", "Cuidar la naturaleza {de}", "Más verde y más sombra {en}"),
        voices=(
            "Los niños de la escuela quieren apadrinar un árbol cada uno.",
            "No basta con sembrar: hay que regar, podar y cuidar.",
        ),
    ),
    "huerta": Kind(
        theme="inclusion",
        goal="alimentos",
        who="personas",
        objectives=(
            "Sembrar alimentos sanos {en} en huertas familiares y comunitarias, y compartir lo que se coseche.",
            "Formar a la comunidad {de} en siembra, semillas y compostaje, con herramientas y acompañamiento.",
        ),
        diagnosis="Una parte de los hogares come menos de tres veces al día y hay suelo que puede cultivarse.",
        asks=("Huerta comunitaria {en}", "Semillas y herramientas para sembrar {en}"),
        voices=(
            "Mi abuela sabe de semillas y quiere enseñarles a los muchachos.",
            "Con la huerta, además de comer, nos encontramos.",
        ),
    ),
    "camara": Kind(
        theme="safety",
        goal="seguridad",
        who="personas",
        objectives=(
            "Mejorar la seguridad {en} con cámaras conectadas, luminarias, alarmas y trabajo con los vecinos.",
            "Recuperar la confianza para caminar {en} a cualquier hora.",
        ),
        diagnosis="La poca luz y la falta de respuesta favorecen el hurto en los mismos puntos y horas.",
        asks=("Luminarias y cámaras {en}", "Alarma comunitaria {en}", "Más luz para caminar {en}"),
        voices=(
            "La cuadra se organizó por un chat, pero no basta con avisar.",
            "Lo primero es la luz; después, las cámaras.",
        ),
    ),
    "luz": Kind(
        theme="safety",
        goal="seguridad",
        who="personas",
        objectives=("Iluminar las calles {de} con respeto por su valor patrimonial.",),
        diagnosis="Las luminarias son pocas, de sodio y quedan tapadas por los árboles.",
        asks=("Faroles y luz blanca {en}",),
        voices=("Con buena luz los restaurantes y museos podrían abrir de noche.",),
    ),
    "parque": Kind(
        theme="infrastructure",
        goal="parques",
        who="personas",
        objectives=(
            "Renovar el espacio público {en} con juegos incluyentes, sombra, bancas y buena iluminación.",
            "Devolverle a la comunidad {de} un lugar para jugar y encontrarse a cualquier edad.",
        ),
        diagnosis="El espacio público por habitante es bajo y el mobiliario está deteriorado.",
        asks=("Arreglo del parque {de}", "Juegos y bancas nuevas {en}", "Un lugar para que jueguen los niños {en}"),
        voices=(
            "El parque es la sala de la casa de los que no tienen sala.",
            "Pedimos que el diseño se haga con los niños y con los mayores.",
        ),
    ),
    "cancha": Kind(
        theme="sport",
        goal="deporte",
        who="deportistas",
        objectives=(
            "Mejorar el escenario deportivo {de} para entrenar y competir de día y de noche.",
            "Aumentar las horas de deporte gratuito {en} con un escenario seguro y bien mantenido.",
        ),
        diagnosis="El escenario está deteriorado y se usa menos de la mitad de las horas posibles.",
        asks=("Arreglo de la cancha {de}", "Una cancha para jugar todo el año {en}"),
        voices=(
            "Los papás pintamos la cancha cada diciembre, pero el piso ya no aguanta.",
            "Que haya horario para las niñas y para los mayores también.",
        ),
    ),
    "sede": Kind(
        theme="participation",
        goal="sedes",
        who="personas",
        objectives=(
            "Adecuar y dotar la sede {de} para reuniones, formación y servicios de la comunidad.",
            "Tener {en} una casa de todos: accesible, segura y abierta los siete días.",
        ),
        diagnosis="La sede actual no tiene espacio, baños accesibles ni condiciones de seguridad.",
        asks=("Una sede digna {en}", "Arreglo del salón comunal {de}"),
        voices=(
            "La mano de obra no calificada la ponemos en convite.",
            "Que tenga cocina, porque sin sancocho no hay reunión.",
        ),
    ),
    "sede_cultural": Kind(
        theme="culture",
        goal="cultura",
        who="personas",
        objectives=(
            "Adecuar y dotar espacios para ensayar, crear y presentarse {en}.",
            "Poner equipos y salas al servicio de los grupos artísticos {de}, con horario y reglas claras.",
        ),
        diagnosis="Los grupos artísticos no tienen espacios ni equipos adecuados y pagan alquiler por ensayar.",
        asks=("Salón de ensayo y equipos {en}", "Una casa de la cultura bien dotada {en}"),
        voices=(
            "Prestamos el sonido del colegio hasta que se fundió.",
            "Con una bodega segura podríamos compartir instrumentos entre grupos.",
        ),
    ),
    "vivienda": Kind(
        theme="infrastructure",
        goal="habitat",
        who="viviendas",
        objectives=(
            "Mejorar baños, cocinas, pisos y techos de {n} viviendas {en}.",
            "Reducir las carencias habitacionales {en} con mejoramientos y asistencia técnica.",
        ),
        diagnosis="Las viviendas tienen carencias de techo, piso, baño o cocina que afectan la salud.",
        asks=("Mejoramiento de viviendas {en}", "Techos y baños para las casas {de}"),
        voices=(
            "Que contraten maestros de obra de aquí mismo.",
            "Primero las casas donde hay bebés y personas mayores.",
        ),
    ),
    "predio": Kind(
        theme="infrastructure",
        goal="habitat",
        who="familias",
        objectives=("Acompañar a {n} familias {de} en el estudio de títulos y la escrituración de su casa.",),
        diagnosis="La falta de título impide recibir subsidios, heredar y acceder al crédito.",
        asks=("Escrituras para las casas {de}",),
        voices=("Sin escritura no nos dan ni el subsidio de mejoramiento.",),
    ),
    "turismo": Kind(
        theme="economy",
        goal="turismo",
        who="personas vinculadas al turismo",
        objectives=(
            "Ordenar y fortalecer el turismo comunitario {en} para que la ganancia se quede en el territorio.",
            "Formar guías y mejorar rutas, señales y servicios {en}, con reglas acordadas entre vecinos.",
        ),
        diagnosis="La visita crece sin reglas ni encadenamientos que beneficien a quienes habitan el lugar.",
        asks=("Guías y rutas de turismo comunitario {en}", "Turismo con reglas {en}"),
        voices=(
            "Que los guías sean de aquí y cuenten bien la historia.",
            "Queremos visitantes, no invasión.",
        ),
    ),
    "campo": Kind(
        theme="economy",
        goal="campo",
        who="familias campesinas",
        objectives=(
            "Mejorar la producción y la venta directa de {n} familias campesinas {de}.",
            "Dar asistencia técnica, riego y transformación a la producción {de}, con precio justo.",
        ),
        diagnosis="El costo de los insumos y la intermediación dejan poco ingreso a las familias campesinas.",
        asks=("Asistencia técnica para los cultivos {de}", "Mercado campesino y venta directa {en}"),
        voices=(
            "Vender directo en la ciudad un domingo vale por toda la semana.",
            "Que la asistencia técnica venga a la finca y no por videollamada.",
        ),
    ),
    "digital": Kind(
        theme="education",
        goal="digital",
        who="personas",
        objectives=(
            "Cerrar la brecha digital {en} con conexión, equipos y acompañamiento cercano.",
            "Formar en habilidades digitales a {n} personas {de}, con horario para quienes trabajan.",
        ),
        diagnosis="El acceso desde el celular con datos limitados no alcanza para estudiar ni para hacer trámites.",
        asks=("Internet y computadores {en}", "Clases de informática {en}"),
        voices=(
            "Con un profesor paciente aprendemos todos, hasta mi abuelo.",
            "Que la sala abra también de noche y los sábados.",
        ),
    ),
}
