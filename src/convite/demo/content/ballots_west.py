"""The ballots of communes 13 to 16: which projects do the west and the south choose among?

Written as in ``ballots_north.py``.
"""

BALLOTS: dict[str, str] = {
    "13": """
sendero | Las Independencias | 1640 | 4100 | Escaleras y barandas de los pasajes vecinos a las escaleras eléctricas
  Los turistas suben por lo nuevo y los vecinos seguimos subiendo por lo viejo.
turismo | Las Independencias | 890 | 600 | Turismo comunitario y ordenado en el Graffitour
  El turismo dejó plata para unos pocos y ruido para todos los demás.
ladera | El Salado | 2360 | 390 | Muros y manejo de aguas lluvias en El Salado
  El agua de arriba cae por las casas de abajo y ya se cayó un muro.
agua | El Corazón | 1610 | 620 | Optimización del acueducto comunitario de El Corazón
  Con el acueducto que hicimos en convites ya no alcanza para todas las casas nuevas.
beca | la comuna San Javier | 2600 | 180 | Becas Comuna 13 Estudia para 180 jóvenes
  El primero de la familia que va a la universidad necesita más que el cupo.
arte | Veinte de Julio | 760 | 240 | Escuela de hip hop: rap, breaking, grafiti y producción
  El hip hop nos salvó a muchos y hoy hay niños esperando cupo en la escuela.
memoria | Belencito | 620 | 900 | Memoria de la Escombrera y de las familias buscadoras
  Seguimos buscando y queremos que los jóvenes sepan por qué.
  No olvidar la Escombrera
mayor | San Javier n.º 2 | 900 | 330 | Encuentros y atención en casa para personas mayores de San Javier
  Hay mayores que no bajan del cuarto piso desde que se les murió la pareja.
deporte | Antonio Nariño | 610 | 260 | Escuela de fútbol y microfútbol de Antonio Nariño
  El equipo clasificó al departamental y no pudo viajar.
comedor | Nuevos Conquistadores | 1290 | 270 | Comedor comunitario de Nuevos Conquistadores
  La olla de los sábados alimenta a ochenta niños y los demás días no hay nada.
mujer | Betania | 740 | 240 | Mujeres que caminan por la verdad y la vida digna
  Nosotras sostuvimos este barrio en la guerra y ahora queremos vivir de nuestro trabajo.
joven | Eduardo Santos | 670 | 230 | Oportunidades para jóvenes: oficios, arte y acompañamiento
  Al que no estudia ni trabaja lo busca la esquina antes que el Estado.
vivienda | Blanquizal | 2080 | 115 | Mejoramiento de viviendas en Blanquizal y El Pesebre
  Cuando crece la quebrada, el agua entra por el sanitario.
huerta | Juan XXIII-La Quiebra | 510 | 140 | Agroarte: huertas y memoria en Juan XXIII-La Quiebra
  Sembramos por los que faltan; cada mata tiene nombre.
digital | Los Alcázares | 770 | 1400 | Bilingüismo y oficios digitales para jóvenes de la comuna
  Los visitantes hablan inglés y los guías del barrio se defienden por señas.
  Inglés para los guías del barrio
convivencia | Santa Rosa de Lima | 580 | 700 | Diálogos entre vecinos y cultura de paz en Santa Rosa de Lima
  Hay cuadras donde todavía se siente la frontera, aunque ya nadie la cuide.
""",
    "14": """
agua | La Chacona | 1780 | 520 | Mejoramiento del acueducto comunitario de La Chacona
  El acueducto es de la comunidad desde siempre, pero la planta y los tubos ya cumplieron su tiempo.
sendero | El Tesoro | 1560 | 2300 | Andenes en la loma de El Tesoro
  Las empleadas y los estudiantes suben la loma por la calle, pegados a los carros.
movilidad | Manila | 1420 | 5100 | Calles tranquilas en Manila y Astorga
  Entre motos, bares y domicilios ya no se puede caminar con un coche de bebé.
arbol | La Aguacatala | 1030 | 2700 | Corredor biológico de la quebrada La Aguacatala
  Todavía pasan zarigüeyas y barranqueros, pero cada vez les queda menos monte.
mayor | Castropol | 930 | 300 | Redes de compañía para personas mayores de Castropol
  Se piensa que aquí nadie necesita, y hay personas mayores muy solas en apartamentos grandes.
beca | la comuna El Poblado | 1750 | 105 | Becas para 105 jóvenes de los barrios populares de El Poblado
  En El Poblado también hay barrios de obreros y de mayordomos, y sus hijos también quieren estudiar.
convivencia | El Poblado | 640 | 2600 | Convivencia y cultura ciudadana alrededor del parque Lleras
  Los residentes se están yendo, porque de noche esto es tierra de nadie.
sede | La Florida | 1240 | 1500 | Adecuación de la sede comunal de La Florida
  La junta se reúne en una caseta sin agua desde hace quince años.
deporte | Patio Bonito | 560 | 220 | Escuelas deportivas de Patio Bonito y Santa María de Los Ángeles
  Las canchas son de clubes privados y para los demás queda el andén.
cuidado | Las Lomas | 720 | 140 | Relevo y formación para trabajadoras del hogar y cuidadoras
  Cuidamos niños y ancianos ajenos, y nadie cuida los nuestros.
  Que alguien cuide también a quienes cuidamos
residuos | Los Balsos | 610 | 1900 | Compostaje en unidades residenciales de Los Balsos
  De cada edificio salen canecas llenas de poda y de cáscaras que podrían ser abono.
fiesta | Villa Carlota | 590 | 4000 | Domingos de barrio: cultura y juego en las calles de Villa Carlota
  Conocemos a los de la oficina de al lado, pero no a los vecinos.
  Calles cerradas para jugar los domingos
""",
    "15": """
arbol | Trinidad | 1160 | 2900 | Barrera verde contra la contaminación en Trinidad
  Vivimos entre fábricas y buses, y a los niños les dan crisis de asma todo el año.
parque | Cristo Rey | 1490 | 4100 | Juegos, sombra y baños para el parque de Cristo Rey
  Los abuelos no van porque no hay un baño, y las mamás porque no hay una sombra.
salud | Santa Fe | 880 | 950 | Respirar mejor: medición del aire y salud respiratoria
  El aire se ve y se siente, pero nadie nos dice qué estamos respirando.
  Medir el aire que respiramos
beca | la comuna Guayabal | 1950 | 120 | Becas técnicas para 120 jóvenes de Guayabal
  Las fábricas de al lado piden técnicos y contratan a los de otros municipios.
empleo | Campo Amor | 1040 | 150 | Soldadura, mecatrónica y confección para 150 vecinos
  El muchacho que aprende un oficio en la comuna va al trabajo a pie.
mayor | La Colina | 870 | 290 | Bienestar y recreación para las personas mayores de La Colina
  Los jubilados de las fábricas nos sentamos en la tienda porque no hay otra parte.
deporte | Campo Amor | 570 | 230 | Escuela de béisbol, softbol y atletismo
  Tenemos diamante de béisbol y muy pocos niños que sepan batear.
camara | Tenche | 900 | 2600 | Luminarias y cámaras en las calles industriales de Tenche
  Cuando cierran las empresas, las calles quedan oscuras y solas.
sede_cultural | Guayabal | 1290 | 2400 | Casa de la cultura de Guayabal: auditorio y talleres
  El salón retumba y los músicos terminan tocando sin micrófono.
mujer | Trinidad | 710 | 210 | Mujeres de Trinidad: prevención de violencias y emprendimiento
  Apenas decimos de qué barrio somos, la entrevista de trabajo se acaba.
ninez | La Colina | 630 | 260 | Guayabal juega: ludoteca móvil y refuerzo escolar
  En la unidad no dejan jugar y en la calle es un peligro.
""",
    "16": """
ladera | Zafra | 2260 | 340 | Obras de contención en los sectores altos de Zafra
  La cañada se está comiendo la banca y ya no pasa el colectivo.
arbol | Las Mercedes | 1090 | 2500 | Recuperación de la quebrada La Picacha en Las Mercedes
  La Picacha nos ha inundado tres veces y seguimos echándole basura.
parque | La Gloria | 1570 | 4700 | Parque para todas las edades en La Gloria
  Hay un lote del municipio con candado desde que éramos niños.
sendero | El Rincón | 1510 | 2700 | Escalas y rampas de El Rincón
  Para llegar al bus son 180 escalas, y no hay de dónde agarrarse.
beca | la comuna Belén | 2950 | 215 | Becas Belén Estudia para 215 bachilleres
  Somos la comuna con más gente y cada año quedan por fuera la mitad de los que se presentan.
deporte | Rosales | 720 | 380 | Escuelas deportivas de Belén: natación, tenis y artes marciales
  La unidad deportiva está llena de clubes privados y los cupos gratuitos se acaban en una hora.
mayor | Granada | 980 | 370 | Clubes de vida de Belén: personas mayores activas en Granada
  En las tardes del club se nos quitan los dolores, pero la plata solo alcanza hasta septiembre.
fiesta | Belén | 700 | 8500 | Fiestas de Belén y encuentro de comparsas
  Del parque de Belén salía la mejor cabalgata de disfraces de la ciudad.
camara | Fátima | 980 | 3800 | Entornos seguros y alarmas comunitarias en Fátima
  Entran a los parqueaderos y se llevan los espejos de los carros cada semana.
comedor | Las Violetas | 1260 | 250 | Comedor comunitario y mercados de Las Violetas
  Arriba de la última terminal la comida sale más cara que en el centro.
discapacidad | La Palma | 880 | 170 | Formación e inclusión laboral de personas con discapacidad intelectual
  Mi hijo terminó el colegio y ahora está todo el día frente al televisor.
medios | Las Playas | 510 | 7000 | Belén cuenta: radio y noticias de barrio
  Las noticias de la comuna circulan por cadenas y la mitad son mentira.
turismo | el cerro Nutibara | 740 | 300 | Rutas de naturaleza y artesanos en el cerro Nutibara
  Suben buses llenos de turistas y a la comuna no baja ni uno.
movilidad | La Mota | 1380 | 5000 | Andenes y paraderos en la avenida 80 a la altura de La Mota
  Esperamos el bus parados en la calle porque el paradero quedó en un separador.
estudio | Los Alpes | 690 | 350 | Preuniversitario y lectura en voz alta en Los Alpes
  Con un semestre de tutoría, los nuestros pasan igual que los de colegio privado.
mente | San Bernardo | 770 | 430 | Línea y casa de escucha de San Bernardo
  Perdimos a un muchacho de la cuadra y nadie había notado su tristeza.
huerta | Altavista parte baja | 490 | 130 | Huertas escolares y de borde entre Belén y Altavista
  Los niños creen que el tomate nace en el supermercado.
""",
}
