"""The ballots of the five corregimientos: which projects does the countryside of Medellín choose among?

Written as in ``ballots_north.py``.
"""

BALLOTS: dict[str, str] = {
    "50": """
agua | La Aldea | 2150 | 640 | Planta de tratamiento y redes del acueducto veredal de La Aldea
  El agua baja limpia de la montaña, pero el tanque es de los abuelos y se llena de hojas.
via | La Suiza | 2680 | 480 | Placa huella en los tramos críticos de la vía a La Suiza
  Para sacar la panela hay días en que se necesitan mulas, porque el carro no sube.
saneamiento | La Volcana-Guayabal | 1740 | 310 | Pozos sépticos para 110 viviendas de La Volcana-Guayabal
  Las aguas sucias van a la misma quebrada de la que toman los de más abajo.
campo | La Potrera-Miserenga | 1280 | 130 | Trapiches y café de La Potrera-Miserenga: técnica y transformación
  El café se vende en cereza y la panela en atado; la ganancia se queda en el camino.
turismo | La Sucia | 690 | 260 | Teleférico, fondas y caminos: turismo campesino en Palmitas
  La gente pasa por el túnel y no sabe que aquí arriba hay un pueblo.
transporte | el corregimiento | 1120 | 900 | Rutas de transporte escolar y campesino entre veredas
  Los estudiantes de las veredas caminan hora y media para llegar al colegio.
salud | Urquitá | 830 | 700 | Médico en la vereda: jornadas de salud en Urquitá y La Frisola
  Si uno se enferma un viernes, espera hasta el lunes a que vuelva el médico.
beca | el corregimiento | 1180 | 60 | Becas rurales con hospedaje para 60 jóvenes de Palmitas
  El que quiere estudiar tiene que irse a vivir a la ciudad, y eso no lo cubre ninguna beca.
junta | La Frisola | 410 | 350 | Sede y dotación para las juntas de las ocho veredas
  Las reuniones se hacen en la escuela y, cuando hay clase, debajo de un palo de mango.
""",
    "60": """
agua | Boquerón | 2240 | 980 | Optimización del acueducto veredal de Boquerón
  En los meses secos nos turnamos el agua por sectores, un día sí y otro no.
via | Pedregal Alto | 2590 | 720 | Mejoramiento de la vía terciaria de Pedregal Alto
  El camión de la cebolla se queda pegado en la misma curva desde hace años.
saneamiento | El Llano | 1680 | 420 | Alcantarillado no convencional en El Llano
  Hay tramos en que las aguas negras cruzan por encima del camino.
campo | San José de La Montaña | 1360 | 180 | Mercados campesinos y asistencia técnica a 180 familias
  Sembramos la cebolla, las flores y la lechuga que come Medellín, y ganamos lo mínimo.
beca | el corregimiento | 2280 | 150 | Becas para 150 jóvenes de San Cristóbal
  Los jóvenes del campo se van porque estudiar y cultivar no se pueden al mismo tiempo.
sede_cultural | el corregimiento | 1450 | 2900 | Escuela de música y dotación para la casa de la cultura
  La banda de San Cristóbal es orgullo del pueblo y toca con instrumentos remendados.
sendero | Travesías | 1490 | 1500 | Camino peatonal entre Travesías y el parque principal
  Por la carretera bajan volquetas y los niños caminan por la cuneta.
parque | Nuevo Occidente | 1720 | 6800 | Parque y cancha múltiple en Nuevo Occidente
  Hicieron miles de apartamentos y se les olvidó dónde iban a jugar los niños.
mayor | El Patio | 870 | 260 | Personas mayores del campo: salud y encuentro en El Patio
  Los viejos de la vereda no alcanzan a llegar a los programas del pueblo.
ladera | La Loma | 2190 | 330 | Mitigación del riesgo en los taludes de La Loma
  En La Loma cada invierno se rueda un pedazo de camino.
memoria | La Loma | 530 | 600 | Casa de la memoria de los retornados de La Loma
  Nos tuvimos que ir en una noche y volvimos solos; queremos dejarlo escrito.
arbol | El Picacho | 990 | 1900 | Protección de nacimientos y siembra en el borde del Picacho
  El nacimiento se ha ido secando desde que tumbaron el monte de arriba.
mujer | La Palma | 700 | 190 | Mujeres rurales: transformación de alimentos y ahorro
  Hacemos mermeladas y conservas con lo que el mercado no compra.
convivencia | Nuevo Occidente | 640 | 1700 | Vecinos nuevos, pueblo viejo: convivencia en Nuevo Occidente
  Los de las torres y los del pueblo no nos conocemos, y ya hay roces.
""",
    "70": """
agua | San José del Manzanillo | 2080 | 720 | Ampliación del acueducto veredal de San José del Manzanillo
  El acueducto se hizo para cien casas y ya somos más de trescientas.
via | Buga-Patio Bonito | 2410 | 640 | Pavimento y cunetas en la vía a Buga-Patio Bonito
  La buseta no sube cuando llueve y quedamos incomunicados.
saneamiento | Aguas Frías | 1590 | 380 | Sistemas sépticos y colector en Aguas Frías
  A la quebrada le pusimos Aguas Frías por lo limpia, y hoy nadie se atreve a bañarse.
ladera | El Corazón-El Morro | 2230 | 300 | Contención y drenajes en El Corazón-El Morro
  Dos familias siguen pagando arriendo desde el derrumbe.
arbol | La Esperanza | 1060 | 1800 | Restauración de canteras y ladrilleras en La Esperanza
  Las ladrilleras cerraron y dejaron las montañas peladas encima de nosotros.
  Sembrar en las canteras abandonadas
beca | el corregimiento | 1980 | 130 | Becas para 130 jóvenes de Altavista
  Entre el pasaje integrado y el almuerzo se va lo de la matrícula.
joven | La Central | 650 | 210 | Tejido juvenil: arte y deporte contra el reclutamiento
  Por las fronteras invisibles los jóvenes de aquí no pueden bajar a la cancha.
huerta | San Pablo | 560 | 160 | Huertas familiares y trueque de semillas en San Pablo
  Tenemos solar y tiempo; nos faltan la semilla y quien nos enseñe.
comedor | La Central | 1190 | 220 | Comedor comunitario de La Central
  Cuando hay enfrentamientos cierran la escuela y los niños se quedan sin el refrigerio.
sede | La Esperanza | 1280 | 1300 | Sede social y salón múltiple de La Esperanza
  Hasta los velorios se hacen en la calle, porque no hay un salón.
mente | el corregimiento | 740 | 380 | Acompañamiento emocional a familias afectadas por la violencia
  Los niños se tiran al piso cuando oyen pólvora.
campo | Aguas Frías | 1040 | 110 | Flores y hortalizas de Altavista: riego y comercialización
  Riegan con manguera al mediodía y la mitad del agua se evapora.
""",
    "80": """
agua | La Florida | 2010 | 690 | Mejoramiento del acueducto multiveredal de La Florida
  Los multiveredales no tienen macromedidor y se pierde la mitad del agua.
via | Yarumalito | 2620 | 530 | Recuperación de la vía terciaria de Yarumalito
  La lechería pierde la leche cuando el camión no puede subir.
saneamiento | Potrerito | 1610 | 340 | Pozos sépticos y manejo de porcinaza en Potrerito
  Los vecinos de abajo tienen razón en quejarse: el olor llega hasta la escuela.
beca | el corregimiento | 2480 | 175 | Becas para 175 estudiantes de San Antonio de Prado
  Bajar a la universidad son tres horas al día y cuatro pasajes.
movilidad | Pradito | 1540 | 8200 | Andenes y cruces seguros en Pradito y la vía principal
  En la vía principal caben los carros, pero no la gente.
parque | El Limonar | 1650 | 5600 | Renovación del parque y la placa de El Limonar
  La placa es lo único que hay para cuatro mil personas y está levantada.
deporte | El Vergel | 660 | 320 | Escuela de deportes y patinaje de El Vergel
  Los niños patinan en el parqueadero hasta que los echan.
arte | el corregimiento | 780 | 250 | Escuela de teatro y festival de San Antonio de Prado
  Prado es tierra de teatreros; ninguna vereda los ha visto actuar.
mayor | María Auxiliadora | 900 | 310 | Hogar día para personas mayores de María Auxiliadora
  La familia trabaja en Itagüí o en Medellín y el abuelo se queda encerrado.
campo | Montañita | 1270 | 140 | Ganadería sostenible y quesos de Montañita
  La vaca da leche, pero la empresa pone el precio.
  Precio justo para la leche de Montañita
arbol | La Verde | 1010 | 1700 | Guardianes de la quebrada Doña María y de sus nacimientos
  Doña María nace aquí limpia y llega abajo sin un pez.
riesgo | El Astillero | 620 | 800 | Alertas tempranas por crecientes en El Astillero y Pradito
  La última creciente avisó con ruido veinte minutos antes; nadie supo qué hacer.
negocio | Barichara | 1060 | 140 | Ferias y crédito solidario para emprendedores de Barichara
  En las unidades hay repostería, modistería y peluquería detrás de cada puerta.
ninez | San José | 640 | 240 | Guardería y juego para hijos de familias campesinas en San José
  A los niños toca llevarlos al corte porque no hay con quién dejarlos.
""",
    "90": """
agua | Piedra Gorda | 2060 | 610 | Optimización del acueducto de Piedra Gorda
  El fin de semana llegan los de las fincas y el agua se nos acaba a los de todos los días.
via | Mazo | 2470 | 560 | Placa huella y obras de drenaje en la vía a Mazo
  El bus deja a la gente en la entrada y de ahí para adentro es barro.
saneamiento | Media Luna | 1570 | 330 | Saneamiento de nacimientos y pozos sépticos en Media Luna
  Donde nace la quebrada que baja a Medellín no puede haber descargas.
arte | El Llano | 860 | 240 | Herederos de la silleta: escuela de silleteros de El Llano
  El que carga la silleta aprendió del abuelo, y los nietos ya no están aprendiendo.
  Que los nietos aprendan a armar silletas
campo | Barro Blanco | 1340 | 150 | Flores, fresas y papa nativa: asistencia a familias silleteras
  Una silleta se arma con cien clases de flores y ya casi nadie siembra las antiguas.
turismo | El Cerro | 780 | 450 | Fincas silleteras y caminos: turismo campesino bien cuidado
  Vienen en agosto a tomarse la foto y el resto del año no vuelven.
arbol | Piedras Blancas-Matasano | 1120 | 1900 | Restauración del bosque y cuidado del agua en Piedras Blancas-Matasano
  Se nos está acabando el musgo y con él se seca la cañada.
transporte | El Plan | 1180 | 1300 | Transporte veredal y paraderos en El Plan
  El último bus sale a las siete y quien estudia de noche se queda en la ciudad.
beca | el corregimiento | 1560 | 85 | Becas para 85 jóvenes de Santa Elena
  Queremos que estudien y que vuelvan, porque la tierra también necesita quien sepa.
residuos | El Placer | 650 | 900 | Compostaje y separación de residuos en las veredas
  El carro de la basura pasa una vez por semana y los perros llegan primero.
sede_cultural | el sector Central | 1290 | 1800 | Biblioteca y salón cultural del sector Central
  El salón se llueve y los libros los guardamos en bolsas.
salud | Las Palmas | 790 | 650 | Promotoras de salud rural en Las Palmas y El Placer
  Antes había promotora en cada vereda, y una consulta a tiempo salvó muchas vidas.
""",
}
