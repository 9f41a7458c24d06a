"""Which ideas did not become a project, and why? Sixty-two, with the reason that their authors were given.

Two lines per idea: ``reason | theme | place | title`` and, indented, what was said. The reasons are in ``REASONS``.
"""

# reason → state (a value of planning.Idea.State), sentence
REASONS: dict[str, tuple[str, str]] = {
    "competencia": ("not_viable", "No corresponde al municipio; se envió a la entidad que puede responder."),
    "privado": ("not_viable", "El lote es privado y no hay acuerdo con quien es su dueño."),
    "techo": ("not_viable", "Su costo estimado pasa del techo del territorio en esta vigencia."),
    "terreno": ("not_viable", "El terreno está en zona de riesgo no mitigable y no admite la obra."),
    "contratado": ("not_viable", "Ya está contratado con otros recursos y comienza este año."),
    "norma": ("not_viable", "El plan de ordenamiento no permite ese uso en el lugar."),
    "permanente": ("not_viable", "Es un gasto permanente que un proyecto de un año no puede sostener."),
    "diseños": ("not_viable", "Necesita estudios y diseños previos; puede volver a presentarse con ellos."),
    "asamblea": ("not_viable", "En el taller se prefirió formular otra idea del mismo tema."),
    "pocos": ("not_viable", "Beneficia a muy pocas personas; se orientó a otro programa."),
    "unida": ("merged", "Se unió con otra idea del mismo lugar, con acuerdo de quienes las propusieron."),
    "unida_tema": ("merged", "Decía lo mismo que otra idea del taller; se formularon juntas."),
    "resuelta": ("not_viable", "Ya se resolvió: el arreglo se hizo antes de formularla."),
    "sumada": ("merged", "Quien la propuso prefirió apoyar otra idea de sus vecinos; siguen juntas."),
}

KEPT: dict[str, str] = {
    "01": """
techo | mobility | Granizal | Una escalera eléctrica para Granizal
  Si en la 13 se pudo, aquí también subimos cargados todos los días.
contratado | infrastructure | Santo Domingo Savio | Pintura nueva para el parque del mirador
  Los turistas se toman fotos junto a una baranda oxidada.
unida | environment | La Esperanza n.º 2 | Sembrar los lotes baldíos de La Esperanza
  Donde hay maleza hay ratones; sembrado se ve bonito y da comida.
""",
    "02": """
competencia | mobility | Andalucía | Más frecuencia del metro en la hora pico
  A las seis pasan tres trenes antes de que uno pueda subirse.
permanente | health | Pablo VI | Un médico de planta en la sede comunal
  Que haya alguien que atienda todos los días y no solo en brigadas.
resuelta | infrastructure | La Rosa | Tapar el hueco de la calle principal
  Ya van dos motos caídas en el mismo hueco.
""",
    "03": """
terreno | infrastructure | La Cruz | Una cancha en el filo de La Cruz
  Es el único lugar plano que queda, y desde allá se ve toda la ciudad.
unida_tema | culture | Manrique Central n.º 2 | Clases de tango para los niños
  Los abuelos bailan y los nietos no saben ni un paso.
asamblea | sport | El Raizal | Un torneo de barrios con uniformes
  Antes el torneo llenaba las cuadras y se jugaba hasta diciembre.
""",
    "04": """
privado | infrastructure | Sevilla | Un parque en el parqueadero de la esquina
  Ese lote está vacío los domingos y los niños juegan en la calle.
diseños | infrastructure | Moravia | Un puente peatonal hasta el Jardín Botánico
  Lo tenemos al frente y hay que dar una vuelta de veinte minutos.
sumada | culture | Aranjuez | Un mural en cada cuadra
  Los muros grises son los que más se rayan.
""",
    "05": """
competencia | environment | Caribe | Mover la ruta de los buses intermunicipales
  El humo se entra a las casas desde las cuatro de la mañana.
asamblea | participation | Castilla | Un salón comunal para cada barrio
  Hay juntas que se reúnen en la tienda.
unida | environment | Las Brisas | Árboles grandes que den sombra junto a la quebrada
  En la orilla solo hay cemento y calor.
""",
    "06": """
techo | mobility | Picacho | Prolongar el metrocable hasta el Picacho
  El último tramo se hace a pie y de noche.
norma | infrastructure | El Triunfo | Legalizar y pavimentar la parte más alta
  Llevamos doce años viviendo ahí y no aparecemos en los mapas.
unida_tema | culture | Kennedy | Una comparsa de cada barrio en el festival
  Que no sea solo de las corporaciones, sino también de los vecinos.
""",
    "07": """
competencia | education | San Germán | Más cupos para la comuna en la universidad
  Vivimos enfrente y no entramos.
diseños | mobility | Pajarito | Una ciclorruta de Pajarito hasta la estación
  Bajar en bicicleta es rápido; lo difícil es que no lo atropellen a uno.
pocos | infrastructure | Córdoba | Techo para el parqueadero de motos de la unidad
  Las motos se mojan y se oxidan.
""",
    "08": """
terreno | infrastructure | Trece de Noviembre | Casas nuevas en el lote de arriba
  Ahí cabríamos los que seguimos pagando arriendo.
contratado | water | La Sierra | Tapas para las cajas de alcantarillado
  Se robaron las tapas y un niño casi se cae.
sumada | environment | Villa Turbay | Reforestar el borde del Cinturón Verde
  Los árboles que sembraron la vez pasada se secaron.
""",
    "09": """
norma | economy | Buenos Aires | Casetas de ventas al lado del tranvía
  Pasa mucha gente y no hay dónde comprar un café del barrio.
unida | environment | Asomadera n.º 2 | Un sendero señalizado en el cerro
  La gente se pierde y abre trochas nuevas.
permanente | safety | Loreto | Un vigilante por cuadra
  En mi cuadra pagamos uno y a la de abajo no le alcanza.
""",
    "10": """
competencia | safety | Guayaquil | Un CAI nuevo con más policías
  Se demoran media hora y están a cuatro cuadras.
privado | infrastructure | Prado | Comprar una casa patrimonial para las artes
  Se están cayendo casas que podrían ser museos.
asamblea | health | Corazón de Jesús | Una unidad móvil para curaciones
  Hay heridas que con una gasa a tiempo no pasan a mayores.
""",
    "11": """
norma | safety | Laureles | Cerrar la calle los fines de semana con reja
  Queremos dormir, y el ruido entra por todas partes.
unida_tema | mobility | Estadio | Bicicletas y patinetas con su propio carril
  Hoy van todas por el andén.
pocos | environment | Los Colores | Un parque solo para gatos
  A los perros ya les hicieron el suyo.
""",
    "12": """
techo | infrastructure | Calasanz | Un coliseo cubierto para toda la comuna
  Los torneos se hacen en otra comuna porque aquí no hay graderías.
resuelta | safety | El Danubio | Cambiar la lámpara de la esquina
  Llevaba tres meses apagada.
asamblea | education | Santa Mónica | Cursos de inglés para adultos
  Nunca es tarde, y los nietos ya lo hablan.
""",
    "13": """
competencia | economy | Las Independencias | Que los buses de turismo paguen un impuesto al barrio
  Ellos cobran en dólares y aquí queda la basura.
diseños | mobility | El Salado | Otro tramo de escaleras hasta El Salado
  Los de más arriba seguimos igual.
unida | culture | Veinte de Julio | Un estudio de grabación para raperos
  Grabamos en una pieza forrada con cubetas de huevo.
""",
    "14": """
norma | environment | El Tesoro | Que no se construya más arriba de la última loma
  Cada torre nueva nos quita agua y monte.
contratado | infrastructure | Villa Carlota | Árboles y bancas en la avenida
  Hay espacio, pero falta sombra.
unida_tema | mobility | Manila | Menos parqueo en las aceras
  Uno sale de la casa y encuentra un carro en la puerta.
""",
    "15": """
competencia | environment | Santa Fe | Trasladar las fábricas que más contaminan
  Sabemos cuáles son, y ellas también.
diseños | infrastructure | Cristo Rey | Un puente sobre la quebrada La Guayabala
  Para cruzar hay que caminar seis cuadras.
sumada | sport | La Colina | Mesas de ajedrez en el parque
  Los jubilados llevamos nuestro propio tablero.
""",
    "16": """
techo | sport | Rosales | Una segunda piscina para la unidad deportiva
  La lista de espera para natación es de un año.
permanente | inclusion | Granada | Un bono mensual para cada persona mayor
  Con eso se compran los remedios que no da la EPS.
unida | environment | Las Mercedes | Sacar los escombros de La Picacha
  Alguien los tira de noche y nadie ve nada.
""",
    "50": """
competencia | mobility | La Aldea | Que el peaje del túnel no se cobre a los de Palmitas
  Vivimos aquí y pagamos como si fuéramos de paseo.
unida | economy | La Potrera-Miserenga | Una marca para el café de Palmitas
  Nuestro café se vende con el nombre de otro pueblo.
diseños | infrastructure | La Frisola | Un salón para velaciones en la vereda
  Hay que bajar al difunto hasta el pueblo.
""",
    "60": """
norma | infrastructure | Travesías | Permiso para construir segundo piso
  Los hijos se casan y no hay para dónde crecer.
unida_tema | economy | San José de La Montaña | Un camión de los campesinos
  Contratamos el mismo camión entre seis y siempre llega tarde.
resuelta | water | El Llano | Reparar la bocatoma que dañó la creciente
  Quedamos sin agua una semana.
""",
    "70": """
terreno | infrastructure | El Corazón-El Morro | Un parque donde fue el derrumbe
  Que ese lugar no sea solo tristeza.
privado | environment | La Esperanza | Un bosque en la cantera abandonada
  Ya crecen yarumos entre las piedras.
asamblea | sport | San Pablo | Dotación para el equipo de la vereda
  Los uniformes son de hace ocho años.
""",
    "80": """
competencia | mobility | Pradito | Una segunda vía hasta Itagüí
  Un solo accidente nos deja encerrados a cien mil personas.
unida | environment | La Verde | Cercas para proteger los nacimientos
  El ganado entra a beber y tumba la orilla.
permanente | education | Montañita | Un bus propio para la escuela
  Contratar el transporte cada año se demora hasta abril.
""",
    "90": """
norma | economy | El Cerro | Permitir cabañas para turistas en las fincas
  La flor sola ya no da para vivir.
unida_tema | culture | El Llano | Un museo vivo de la silleta
  Cada finca guarda fotos y silletas antiguas.
""",
}
