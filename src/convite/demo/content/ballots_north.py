"""The ballots of communes 1 to 6: which projects do the hillsides of the north choose among?

A project is a line ``kind | place | cost in millions | people reached | title`` and, indented, the need as neighbours
tell it; a second indented line names their idea where the words of its kind do not fit. ``projects.py`` reads them.
"""

BALLOTS: dict[str, str] = {
    "01": """
ladera | Granizal | 2350 | 420 | Muro de contención y drenajes en la parte alta de Granizal
  Cada invierno baja tierra sobre las escalas y hay noches en que nadie duerme por miedo a un deslizamiento.
sendero | Santo Domingo Savio | 1480 | 2600 | Escalas con pasamanos de Santo Domingo Savio a la estación del metrocable
  Las escalas están partidas y a las personas mayores les toca dar la vuelta para llegar al cable.
cancha | La Avanzada | 1260 | 1500 | Cubierta y gradería para la placa deportiva de La Avanzada
  Cuando llueve se pierden los entrenamientos, y en verano el sol no deja jugar antes de las cuatro.
beca | la comuna Popular | 2600 | 180 | Becas y sostenimiento para 180 estudiantes de educación superior
  Muchos bachilleres pasan a la universidad y se retiran el primer año porque no hay para los pasajes.
deporte | Villa Guadalupe | 620 | 240 | Escuela de fútbol femenino de la ladera nororiental
  Las niñas entrenan en los huecos que les dejan los equipos de hombres y sin uniformes ni entrenadora fija.
mayor | Moscú n.º 2 | 980 | 350 | Gimnasia, huerta y salidas para las personas mayores de Moscú n.º 2
  Hay muchos abuelos que pasan el día solos en la pieza porque bajar hasta el parque les cuesta.
comedor | El Compromiso | 1340 | 300 | Olla comunitaria y comedor de El Compromiso
  Las ollas que armamos en la pandemia siguen prendidas con lo que recoge cada vecina, pero ya no alcanza.
arte | San Pablo | 730 | 160 | Semillero de danza y percusión de San Pablo
  El grupo ensaya en la calle con tambores prestados y los más pequeños se quedan sin cupo.
joven | Carpinelo | 690 | 220 | Jóvenes de Carpinelo cuentan su barrio: laboratorio de cine y fotografía
  Del barrio solo se habla cuando pasa algo malo; los pelados quieren contar también lo bueno.
digital | La Esperanza n.º 2 | 860 | 1800 | Sala de computadores y wifi abierto en La Esperanza n.º 2
  Para hacer una vuelta por internet hay que pagar por hora, y los niños hacen tareas con el celular de la mamá.
empleo | la comuna Popular | 1180 | 200 | Formación en construcción y plomería para 200 vecinos y vecinas
  Hay mucha mano de obra en la comuna, pero sin certificado no la contratan en las obras grandes.
convivencia | Popular | 590 | 400 | Mediadores de barrio para resolver conflictos entre vecinos
  Las peleas por ruido, basuras y humedades terminan mal porque no hay a quién acudir.
riesgo | Aldea Pablo VI | 640 | 900 | Comités de gestión del riesgo con equipos y alarmas de lluvia
  El comité tiene gente voluntaria, pero sin radios, botas ni un medidor de lluvia que avise a tiempo.
mujer | Santo Domingo Savio | 720 | 260 | Casa de las mujeres de la nororiental: acompañamiento y autonomía económica
  Muchas mujeres aguantan violencia porque dependen de la plata del marido y no saben a dónde ir.
mente | la comuna Popular | 810 | 600 | Escuchaderos itinerantes de salud mental
  Después de la pandemia hay mucha tristeza y la cita con psicología demora tres meses.
huerta | La Esperanza n.º 2 | 480 | 120 | Huertas en terraza y compostaje en las laderas de la comuna
  Tenemos terrazas y lotes llenos de maleza donde se puede sembrar cebolla, cilantro y tomate.
""",
    "02": """
sendero | El Playón de Los Comuneros | 1650 | 3100 | Andenes y rampas en la calle comercial de El Playón
  Los coches de los bebés y las sillas de ruedas tienen que ir por la calle, entre los buses.
arbol | La Frontera | 1120 | 2400 | Recuperación de las orillas de la quebrada en La Frontera
  La quebrada se llena de escombros y, cuando crece, se mete a las casas de abajo.
sede | Villa del Socorro | 1390 | 1900 | Segundo piso para la sede social de Villa del Socorro
  En el mismo salón se reúnen la junta, la tercera edad y los niños, y siempre hay alguien que espera afuera.
comedor | La Isla | 1280 | 260 | Comedor comunitario para personas mayores de La Isla
  Varios abuelos viven solos y con el bono no les alcanza sino para una comida al día.
beca | la comuna Santa Cruz | 2350 | 160 | Becas técnicas y tecnológicas para 160 bachilleres de Santa Cruz
  Los muchachos terminan el once y se quedan en la esquina porque no hay con qué pagar la técnica.
ninez | Andalucía | 690 | 320 | Ludotecas de puerta abierta en Andalucía y La Francia
  Después del colegio los niños quedan solos en la casa hasta que las mamás llegan de trabajar.
deporte | La Rosa | 560 | 200 | Escuela de boxeo y atletismo de La Rosa
  El profe entrena gratis en un andén y ya tiene treinta muchachos con un solo par de guantes.
fiesta | Santa Cruz | 640 | 5000 | Festival de los barrios de Santa Cruz
  La semana del barrio dejó de hacerse y los grupos artísticos no tienen dónde mostrarse.
cuidado | Moscú n.º 1 | 880 | 180 | Respiro para quienes cuidan: acompañamiento en casa a 180 familias
  Quien cuida a un enfermo no tiene ni una tarde libre ni quién le enseñe a moverlo sin hacerse daño.
salud | Pablo VI | 930 | 1200 | Brigadas de salud casa a casa en Pablo VI
  Hay personas que no salen hace años y a las que nadie les toma la presión ni el azúcar.
residuos | Villa Niza | 710 | 650 | Recicladores de Villa Niza: centro de acopio y rutas puerta a puerta
  Los recicladores separan en plena acera y la comunidad se queja del desorden.
medios | la comuna Santa Cruz | 520 | 8000 | Emisora y periódico comunitario de la comuna
  Nos enteramos tarde de las convocatorias porque no hay un medio que llegue a todas las cuadras.
camara | La Francia | 970 | 4200 | Cámaras y alarmas comunitarias en La Francia
  Roban motos en la misma esquina y la alarma que compramos entre todos se dañó hace dos años.
negocio | la comuna Santa Cruz | 1040 | 150 | Impulso a 150 negocios de confección y comidas
  En casi todas las casas hay una máquina de coser, pero se vende barato y al intermediario.
""",
    "03": """
ladera | La Salle | 2480 | 380 | Muro de contención y senderos en la ladera de La Salle
  El talud de atrás de las casas se viene lavando y ya se llevó dos tramos del sendero.
agua | La Honda | 1850 | 760 | Redes de acueducto para los sectores altos de La Honda
  El agua llega por mangueras que se revientan, y en Semana Santa duramos ocho días sin una gota.
sendero | La Cruz | 1420 | 1300 | Placa huella y escalas en el sector La Cruz
  Cuando llueve no sube ni el carro de la basura ni la ambulancia.
beca | la comuna Manrique | 2700 | 190 | Becas para carreras técnicas y universitarias en Manrique
  Las familias se endeudan con el gota a gota para pagar la primera matrícula.
fiesta | Manrique Central n.º 2 | 820 | 9000 | Manrique tanguea: festival y escuela de tango de la carrera 45
  La gente viene a la 45 por el tango y los jóvenes del barrio no lo saben bailar.
  Que el tango vuelva a la 45
cancha | Las Granjas | 1580 | 2100 | Cancha sintética y camerinos de Las Granjas
  La arenilla se vuelve un lodazal y los equipos terminan pagando cancha en otro barrio.
mayor | Versalles n.º 1 | 890 | 320 | Centro de encuentro para personas mayores de Versalles
  Los grupos de la tercera edad se reúnen en un garaje sin baño y con escalas.
huerta | María Cano-Carambolas | 560 | 180 | Huertas y gallineros de la ladera en María Cano-Carambolas
  Llegamos desplazados del campo y sabemos sembrar; lo que falta es tierra segura y semilla.
memoria | San José La Cima | 610 | 700 | Galería de la memoria de las víctimas en San José La Cima
  Nuestros hijos no saben cómo se fundó el barrio ni a quiénes perdimos.
digital | El Raizal | 780 | 1500 | Aula abierta de programación y robótica en El Raizal
  Los niños son hábiles para los videojuegos, pero nadie les ha mostrado que también pueden hacerlos.
  Robots y programación para los niños
joven | Santa Inés | 660 | 210 | Escuela de liderazgo y proyectos de vida para jóvenes de Santa Inés
  A los jóvenes los invitan a todo, pero no les dan ni un peso para lo que proponen.
mujer | Campo Valdés n.º 2 | 740 | 240 | Tejiendo autonomía: talleres y comercialización de mujeres tejedoras
  Bordamos y tejemos muy bien, pero cada una vende sola y por lo que le den.
vivienda | El Pomar | 2250 | 130 | Mejoramiento de 130 viviendas en El Pomar y Versalles n.º 2
  Hay casas con el baño sin enchapar y techos de zinc que se llueven en toda la cama.
discapacidad | Manrique Oriental | 920 | 170 | Banco de ayudas técnicas y rehabilitación en casa
  Una silla de ruedas se demora un año por la EPS y mientras tanto la persona no sale.
junta | la comuna Manrique | 450 | 600 | Juntas al día: formación y dotación para las acciones comunales
  A varias juntas les falta el libro de afiliados y el computador lo pone el presidente.
animal | Las Granjas | 430 | 1600 | Jornadas de esterilización y vacunación de perros y gatos
  Las camadas aparecen botadas en cajas al lado de la quebrada.
""",
    "04": """
parque | Miranda | 1690 | 4500 | Parque de bolsillo y juegos infantiles en Miranda
  El único parque que tenemos es un separador con dos columpios oxidados.
sede_cultural | Moravia | 1780 | 3800 | Dotación y sonido para los grupos culturales de Moravia
  Tenemos mucha vida cultural, pero los equipos se alquilan y se va la plata en eso.
movilidad | Sevilla | 1340 | 6200 | Cruces seguros y pacificación del tránsito en Sevilla
  Cruzar para el hospital es una carrera: no hay cebra ni semáforo para el peatón.
beca | la comuna Aranjuez | 2550 | 170 | Sostenimiento universitario para 170 estudiantes de Aranjuez
  El cupo se consigue, pero la fotocopia, el almuerzo y el pasaje no dan espera.
fiesta | Aranjuez | 690 | 7000 | Carnaval de Aranjuez: comparsas y música en los parques
  Antes salían comparsas de cada barrio y hoy los disfraces están guardados y rotos.
arte | Berlín | 710 | 190 | Red de escuelas de música de Berlín y San Isidro
  La escuela de música tiene lista de espera de dos años.
deporte | Campo Valdés n.º 1 | 600 | 260 | Escuela de patinaje, ajedrez y baloncesto
  Lo que no es fútbol casi no tiene apoyo, y hay niñas que patinan muy bien.
mayor | Las Esmeraldas | 940 | 330 | Personas mayores activas en Las Esmeraldas y La Piñuela
  Los mayores piden más de una hora de gimnasia a la semana y un lugar con sombra.
residuos | Moravia | 1150 | 1100 | Economía circular en Moravia: taller de reparación y transformación de plástico
  De aquí sale reciclaje para toda la ciudad y se vende crudo, sin ganarle nada.
  Transformar aquí mismo el plástico
camara | Palermo | 1010 | 3900 | Iluminación y cámaras en los pasajes de Palermo
  A las seis ya da miedo pasar por los pasajes, porque no se ve quién viene.
mente | Brasilia | 780 | 450 | Centro de escucha para jóvenes y familias de Brasilia
  Hay casos de consumo en el parque y las familias no saben cómo hablar de eso en casa.
empleo | Bermejal-Los Álamos | 1090 | 160 | Cursos de cocina, panadería y servicio a la mesa
  Al lado del Jardín Botánico hay muchos restaurantes y casi nadie del barrio trabaja en ellos.
estudio | la comuna Aranjuez | 760 | 380 | Preuniversitario gratuito y tutorías de lectura y matemáticas
  Los que pasan a la universidad pública son los que pueden pagar el preuniversitario.
salud | San Pedro | 830 | 900 | Prevención y salud sexual con las trabajadoras de la calle
  Ellas no van al centro de salud porque las miran mal y las hacen esperar.
  Salud sin discriminación para nosotras
negocio | Manrique Central n.º 1 | 990 | 120 | Fortalecimiento de talleres de mecánica y latonería
  Hay talleres de toda la vida que trabajan sin factura y no pueden pedir un crédito.
""",
    "05": """
parque | Tricentenario | 1760 | 5200 | Renovación del parque de Tricentenario con juegos incluyentes
  Los juegos tienen tornillos por fuera y un niño en silla de ruedas no puede montarse en ninguno.
arbol | Las Brisas | 1080 | 1900 | Corredor verde de la quebrada en Las Brisas
  Sembramos por nuestra cuenta y los arbolitos se secan porque nadie los riega en verano.
beca | la comuna Castilla | 2500 | 170 | Becas Castilla Estudia para 170 bachilleres
  En la comuna hay mucho talento y a los diecisiete años ya están repartiendo domicilios.
deporte | Castilla | 780 | 420 | Escuelas deportivas de Castilla: fútbol, voleibol y tenis de mesa
  De estas canchas han salido profesionales, pero los entrenadores viven de lo que dan los papás.
cancha | Alfonso López | 1620 | 2300 | Gradería y luces de la cancha de Alfonso López
  El torneo nocturno se acabó porque las luces no prenden.
mayor | Florencia | 900 | 310 | Bailes, memoria y bienestar para las personas mayores de Florencia
  Las señoras de la gimnasia pagan entre ellas a la profesora.
camara | Girardot | 980 | 3600 | Entornos seguros en Girardot y Belalcázar
  A la salida del colegio les quitan los celulares a los muchachos.
arte | Francisco Antonio Zea | 720 | 200 | Rock, rap y teatro: escuela de artes urbanas de Castilla
  Castilla es cuna de bandas de rock y hoy no hay ni un salón de ensayo asequible.
discapacidad | Boyacá | 870 | 150 | Transporte y terapias para 150 personas con discapacidad
  Pagar un taxi para cada terapia se lleva medio salario mínimo.
movilidad | Caribe | 1290 | 7400 | Andenes y paraderos seguros alrededor de la terminal del norte
  La gente baja con maletas entre los buses y los andenes son de las ventas.
digital | Héctor Abad Gómez | 740 | 1100 | Alfabetización digital para mayores de 50 años
  Nos piden todo por una aplicación y uno tiene que molestar al nieto hasta para la cita médica.
residuos | Tejelo | 560 | 800 | Punto limpio y compostaje en Tejelo
  La esquina del poste es basurero oficial desde hace años.
mujer | Toscana | 690 | 210 | Mujeres de Toscana: formación y fondo rotatorio
  Hacemos arepas, morcilla y tortas, y para crecer solo hay prestamistas.
junta | la comuna Castilla | 440 | 500 | Escuela de liderazgo comunal de Castilla
  Los mismos de siempre cargamos con la junta y los nuevos no saben por dónde empezar.
""",
    "06": """
sendero | Picacho | 1720 | 2800 | Sendero y miradores del cerro Picacho
  Al cerro sube gente de toda la ciudad y el camino es tierra suelta sin un solo letrero.
  Un camino firme para subir al cerro
ladera | El Triunfo | 2280 | 360 | Estabilización de la ladera en El Triunfo
  Debajo de cuatro casas ya se ve el hueco y la alcaldía las tiene con evacuación recomendada.
cancha | Doce de Octubre n.º 2 | 1540 | 2600 | Adecuación de la cancha sintética del Doce de Octubre
  El tapete está roto y en el último torneo hubo tres muchachos con la rodilla abierta.
beca | la comuna Doce de Octubre | 2900 | 210 | Becas para 210 jóvenes del Doce de Octubre
  El fondo de becas del año pasado dejó por fuera a cuatrocientos inscritos.
comedor | El Progreso n.º 2 | 1390 | 290 | Comedor comunitario y red de ollas de El Progreso n.º 2
  Se reparte un almuerzo donde se comen tres, y las señoras cocinan con leña en el solar.
mayor | Pedregal | 1010 | 380 | Atención y compañía para personas mayores solas de Pedregal
  Conocemos casos de abuelos que se enferman y los vecinos se dan cuenta a los días.
fiesta | Kennedy | 660 | 6000 | Festival de teatro y comparsas de la noroccidental
  Las corporaciones artísticas se están yendo porque solo las llaman en diciembre.
  Teatro y comparsas en la calle
arte | Santander | 740 | 210 | Escuela de música y coros de Santander
  Los niños aprenden flauta en el colegio y después no hay dónde seguir.
medios | la comuna Doce de Octubre | 540 | 9000 | Canal comunitario y escuela de comunicaciones
  Hay colectivos que graban con el celular y no tienen dónde publicar ni editar.
camara | La Esperanza | 990 | 4100 | Luz y alarmas para los callejones de La Esperanza
  En el callejón hay cinco lámparas y solo prende una.
joven | Mirador del Doce | 650 | 230 | Casa de la juventud: deporte urbano y grafiti en Mirador del Doce
  Para los jóvenes que no juegan fútbol no hay nada un sábado.
negocio | Kennedy | 1120 | 170 | Vitrina comercial de la carrera 76: apoyo a 170 tenderos
  Las tiendas cierran porque abrió la cadena de descuento y nadie les enseña a competir.
  Que las tiendas de barrio no se cierren
salud | San Martín de Porres | 860 | 1300 | Barrios que se mueven: actividad física y control de la hipertensión
  En cada familia hay un hipertenso y la cita de control la dan cuando quieren.
saneamiento | Picachito | 1480 | 540 | Alcantarillado y cañuelas para la parte alta de Picachito
  Las aguas negras bajan por la cañada abierta, al lado de donde juegan los niños.
ninez | La Esperanza | 620 | 300 | Vacaciones creativas y refuerzo escolar en La Esperanza
  En vacaciones los niños están todo el día en la calle porque los papás trabajan.
mujer | Doce de Octubre n.º 1 | 730 | 250 | Ruta de prevención de violencias y grupos de mujeres
  Cuando una mujer se atreve a denunciar, nadie la acompaña a la comisaría.
memoria | Santander | 510 | 1500 | Archivo vivo: cómo construimos el Doce de Octubre en convites
  Los que abrieron las calles a pico y pala se están muriendo y sus fotos se están perdiendo.
  Guardar las fotos de los convites
""",
}
