"""The ballots of communes 7 to 12: which projects do the middle of the valley and its slopes choose among?

Written as in ``ballots_north.py``.
"""

BALLOTS: dict[str, str] = {
    "07": """
ladera | Aures n.º 2 | 2390 | 430 | Obras de mitigación en los taludes de Aures n.º 2
  El barranco de la parte de atrás suelta piedras cada que llueve duro.
sendero | Cucaracho | 1460 | 1700 | Camino peatonal iluminado entre Cucaracho y Robledo parque
  De noche nadie se mete por el camino, y por la carretera no hay andén.
arbol | Nueva Villa de La Iguaná | 1190 | 2200 | La Iguaná viva: siembra y limpieza de la quebrada
  La gente echa escombros al cauce y después nos asustamos con la creciente.
beca | la comuna Robledo | 2750 | 190 | Becas y transporte para 190 estudiantes de Robledo
  Vivimos rodeados de universidades y nuestros hijos las ven desde afuera.
deporte | El Diamante | 640 | 270 | Escuela de ciclismo y BMX de El Diamante
  Los pelados bajan en bicicleta entre los carros porque no hay un lugar para practicar.
parque | Altamira | 1590 | 4300 | Parque lineal y gimnasio al aire libre en Altamira
  El lote que está detrás de la unidad es puro monte y de noche es un peligro.
comedor | Olaya Herrera | 1250 | 240 | Comedor comunitario y huerta de Olaya Herrera
  Hay familias recicladoras que solo comen bien el día que venden el material.
mayor | Córdoba | 880 | 290 | Vida activa para las personas mayores de Córdoba y López de Mesa
  El grupo lleva veinte años y nunca ha tenido un salón propio.
digital | Pajarito | 790 | 1900 | Puntos de wifi y sala de estudio en Pajarito
  En las torres hay señal por un lado y por el otro no entra ni una llamada.
junta | Pajarito | 470 | 900 | Convivir en altura: acompañamiento a las unidades residenciales
  Nos pasaron de casas a torres y nadie nos enseñó a vivir en propiedad horizontal.
  Aprender a vivir en las torres
camara | Villa Flora | 950 | 3500 | Cámaras y senderos iluminados en Villa Flora y Palenque
  Los atracos son siempre entre las cinco y las siete de la mañana, camino al bus.
salud | Bello Horizonte | 820 | 1000 | Jornadas de odontología y salud visual en Bello Horizonte
  Hay niños que se sientan adelante y ni así ven el tablero.
  Gafas y odontología para los niños
cuidado | Fuente Clara | 840 | 160 | Escuela de cuidadores y relevos en casa
  Llevo once años cuidando a mi hijo y nunca he tenido vacaciones, decía una señora en el taller.
arte | San Germán | 690 | 180 | Semilleros de ciencia y arte en San Germán
  Los niños quieren saber qué hacen en esos laboratorios que tenemos al lado.
  Ciencia para los niños del barrio
fiesta | Robledo | 610 | 5500 | Fiestas del barrio Robledo y encuentro de bandas marciales
  Las bandas ensayan en la calle y se quedan sin viajar por falta de uniforme.
  Uniformes e instrumentos para las bandas
animal | Santa Margarita | 420 | 1400 | Hogar de paso y adopción de animales abandonados
  Los vecinos recogemos perros atropellados y pagamos la clínica haciendo rifas.
""",
    "08": """
ladera | Villatina | 2520 | 510 | Obras de drenaje y contención en Villatina
  En Villatina nadie olvida el derrumbe: cuando llueve dos días seguidos, muchos dormimos vestidos.
agua | La Sierra | 1720 | 680 | Mejoramiento de redes de agua y desagües en La Sierra
  El tanque no da abasto para la parte de arriba y llega agua turbia.
sendero | Llanaditas | 1530 | 1600 | Escalas, barandas y cañuelas de Llanaditas
  Para sacar a un enfermo lo cargamos entre cuatro por esas escalas.
beca | la comuna Villa Hermosa | 2550 | 175 | Becas de educación superior para 175 jóvenes de Villa Hermosa
  El que estudia cambia a toda la familia; por eso cada año la asamblea pide becas.
vivienda | El Pinal | 2180 | 120 | Mejoramiento de 120 viviendas en El Pinal y Los Mangos
  Las tejas están sostenidas con piedras y el viento de agosto se las lleva.
predio | Trece de Noviembre | 1260 | 450 | Acompañamiento para escriturar predios en Trece de Noviembre
  Llevamos treinta años pagando servicios y la casa no aparece a nombre de nadie.
huerta | Villa Turbay | 540 | 150 | Huerta del borde: siembra comunitaria en el Cinturón Verde
  En el borde del cerro se están metiendo los lotes piratas; sembrado se cuida mejor.
mayor | Enciso | 890 | 300 | Casa de las personas mayores de Enciso
  Los grupos de mayores caminan media hora para encontrar un salón con baño.
deporte | Las Estancias | 630 | 280 | Escuela deportiva y recreativa de Las Estancias
  La cancha existe; lo que falta es quién la llene de niños por las tardes.
sede_cultural | La Ladera | 1680 | 3400 | Sala de ensayo y equipos para los artistas de La Ladera
  Los grupos de danza ensayan en el parque hasta que llega la noche o la lluvia.
memoria | La Libertad | 560 | 800 | Ruta de la memoria y la paz en La Libertad y Villatina
  Cada cruz del barrio tiene una historia y queremos contarla nosotros.
joven | San Antonio | 640 | 200 | Laboratorio juvenil de oficios creativos en San Antonio
  A los muchachos los recluta el combo antes de que les llegue una oportunidad.
mujer | Villa Lilliam | 700 | 230 | Costurero de mujeres y defensa de sus derechos en Villa Lilliam
  En el costurero llegamos a bordar y terminamos hablando de lo que pasa en la casa.
estudio | Sucre | 680 | 340 | Refuerzo escolar y alfabetización de adultos en Sucre
  Hay mamás que no pueden ayudar con la tarea porque tampoco aprendieron a leer.
negocio | La Mansión | 1030 | 130 | Capital semilla para 130 emprendimientos de la ladera
  Para empezar se necesita un horno o una máquina, y el banco ni nos atiende.
riesgo | La Sierra | 660 | 1100 | Vigías del cerro Pan de Azúcar: alertas tempranas y rutas de evacuación
  Si el cerro se mueve, lo que no sabemos es por dónde salir ni a dónde llegar.
""",
    "09": """
parque | La Milagrosa | 1610 | 4800 | Renovación del parque de La Milagrosa
  El parque es el corazón del barrio y las bancas están rotas desde antes de la pandemia.
sendero | Loreto | 1440 | 2000 | Andenes accesibles y pasamanos en las lomas de Loreto
  En la loma los andenes tienen escalones: una persona con bastón tiene que bajar a la calle.
arbol | Asomadera n.º 2 | 980 | 1700 | Senderos ecológicos y siembra en el cerro La Asomadera
  El cerro es nuestro pulmón y se nos quema cada verano por falta de cuidado.
  Cuidar el cerro La Asomadera
beca | la comuna Buenos Aires | 2450 | 165 | Becas para técnicas, tecnologías y pregrados en Buenos Aires
  El bachiller que no consigue beca se va a trabajar sin papeles a los talleres.
vivienda | Ocho de Marzo | 1920 | 105 | Mejoramiento de viviendas en Ocho de Marzo y Juan Pablo II
  Cocinamos con la pared húmeda y los niños viven con tos.
mayor | Miraflores | 870 | 300 | Centro vida para personas mayores de Miraflores
  Se quedan en la casa porque el centro vida más cercano queda a dos buses.
deporte | Alejandro Echavarría | 580 | 230 | Escuela de porrismo, baloncesto y microfútbol
  El coliseo está cerrado de lunes a viernes porque no hay monitores.
fiesta | Buenos Aires | 630 | 5200 | Buenos Aires suena: festival de música en las escaleras y parques
  Con el tranvía llegó gente de toda la ciudad, pero los músicos del barrio no salen en el cartel.
  Que nuestros músicos salgan en el cartel
movilidad | El Salvador | 1350 | 5400 | Pasos seguros y señalización en el entorno de El Salvador
  Frente a la escuela pasan las motos volando y no hay ni un reductor.
comedor | Barrios de Jesús | 1190 | 220 | Comedor y refrigerio escolar en Barrios de Jesús
  Los niños llegan al refuerzo sin almorzar y así no hay quien aprenda.
mente | Gerona | 750 | 420 | Acompañamiento psicosocial a familias de Gerona y Cataluña
  Hay muchas familias con un hijo en consumo y nadie les dice qué hacer.
mujer | Los Cerros-El Vergel | 690 | 220 | Escuela de mujeres y huertas de cuidado en Los Cerros-El Vergel
  Las mujeres sostenemos la casa y la junta, y nadie nos pregunta qué necesitamos.
digital | Quinta Linda | 720 | 900 | Oficios digitales para jóvenes y adultos de Quinta Linda
  Las ofertas de trabajo piden manejo de hojas de cálculo y aquí nadie lo enseña.
discapacidad | Caicedo | 830 | 140 | Rehabilitación basada en la comunidad en Caicedo
  Mi hermano podría caminar mejor con terapia, pero la loma no lo deja salir.
""",
    "10": """
movilidad | Guayaquil | 1680 | 9800 | Aceras despejadas y cruces seguros en Guayaquil
  En hora pico no cabe la gente en la acera y toca caminar por el carril de los buses.
luz | Prado | 1240 | 5600 | Iluminación patrimonial de las calles de Prado
  Prado es una belleza de día y de noche parece abandonado.
salud | Corazón de Jesús | 1080 | 900 | Atención a habitantes de calle: salud, baño y ropa limpia
  Piden un baño antes que plata, y el comercio también lo agradecería.
  Baños y curaciones para quienes viven en la calle
fiesta | Boston | 720 | 8000 | Centro vivo: temporadas culturales en los parques de Boston y Bolívar
  Si hay música en el parque, la gente vuelve; si no, a las siete todo está cerrado.
  Música en los parques del centro
comedor | Calle Nueva | 1420 | 280 | Comedor para personas mayores que viven en inquilinatos
  En el inquilinato se paga por día y hay días en que se paga la pieza o se come.
mayor | Los Ángeles | 860 | 270 | Tardes de encuentro para personas mayores en Los Ángeles
  Muchos mayores viven solos en apartamentos y no conocen al vecino del frente.
ninez | Villa Nueva | 740 | 250 | Niñas y niños de inquilinatos: ludoteca y acompañamiento en Villa Nueva
  Los niños crecen en una pieza, y el pasillo es el único patio que tienen.
beca | la comuna La Candelaria | 2050 | 130 | Becas para 130 estudiantes del centro
  Aquí quedan las universidades y aun así hay jóvenes del centro que no entran.
negocio | San Benito | 1150 | 160 | Formalización y crédito para venteros y talleres de San Benito
  El ventero madruga a pagar el préstamo de la mañana y por la noche debe otro.
  Crédito justo para los venteros
mujer | San Diego | 760 | 240 | Ruta de atención y oficios para mujeres trabajadoras sexuales
  No queremos que nos rescaten; queremos estudiar y que nos respeten.
  Estudio y respeto para las trabajadoras sexuales
sede_cultural | Bomboná n.º 1 | 1590 | 4200 | Teatros y salas independientes del centro: dotación técnica
  Las salas del centro funcionan con luces de hace treinta años y programan con las uñas.
  Luces nuevas para las salas de teatro
arbol | Perpetuo Socorro | 1020 | 3800 | Corredores de sombra en Perpetuo Socorro y Barrio Colón
  En estas calles de talleres no hay un solo árbol y a mediodía el piso quema.
diversidad | Jesús Nazareno | 590 | 350 | Centro diverso: acompañamiento y cultura LGBTIQ+
  Venimos al centro porque aquí está nuestra gente, pero no hay un lugar que sea nuestro.
turismo | Estación Villa | 680 | 250 | Recorridos de memoria y patrimonio por el centro histórico
  Los extranjeros recorren el centro con guías de otra parte que repiten lo que vieron en la televisión.
""",
    "11": """
movilidad | Laureles | 1520 | 7200 | Ciclorruta y cruces seguros en los circulares de Laureles
  En los circulares los carros no paran y cruzar con niños es una aventura.
arbol | Carlos E. Restrepo | 940 | 2600 | Jardines comestibles y cuidado del arbolado en Carlos E. Restrepo
  Los árboles son lo que más queremos y cada aguacero nos tumba dos.
mayor | Florida Nueva | 920 | 320 | Acompañamiento a personas mayores que viven solas en Florida Nueva
  El barrio se envejeció: en mi edificio hay once personas mayores de ochenta que viven solas.
deporte | El Velódromo | 690 | 310 | Escuelas de deporte paralímpico y natación
  La unidad deportiva está en la comuna y los muchachos con discapacidad siguen sin profesor.
  Profesores de deporte para personas con discapacidad
camara | San Joaquín | 960 | 4400 | Cuadrantes vecinales y cámaras en San Joaquín y Bolivariana
  Alrededor de la universidad roban computadores todas las semanas.
parque | Los Colores | 1480 | 3900 | Parque canino y zona infantil en Los Colores
  Los perros y los niños comparten la misma zona, y eso no le sirve a nadie.
  Un lugar para los perros y otro para los niños
residuos | Naranjal | 790 | 700 | Naranjal circular: recuperadores y talleres que reutilizan
  De los talleres salen llantas y aceite que terminan en la quebrada.
  Que las llantas no terminen en la quebrada
fiesta | Estadio | 640 | 6500 | Festival de cultura y vecindad del barrio Estadio
  Nos conocen por los partidos y los bares, pero aquí también hay vecinos.
  Un domingo de vecinos en el Estadio
beca | la comuna Laureles-Estadio | 1900 | 115 | Becas de sostenimiento para 115 estudiantes de Laureles-Estadio
  Creen que aquí nadie necesita, y hay muchachos que dejan la carrera por un semestre.
convivencia | La Castellana | 570 | 1800 | Pactos de convivencia entre vecinos, bares y restaurantes
  La música no deja dormir y los dueños dicen que si cierran temprano quiebran.
discapacidad | Suramericana | 820 | 160 | Barrio accesible: acompañantes y apoyos para la vida independiente
  Con un acompañante dos veces por semana, mi hija podría ir a trabajar.
animal | Los Conquistadores | 390 | 1200 | Tenencia responsable y atención veterinaria en barrios
  Hay quien saca al perro sin bolsa y quien los abandona en el parque al mudarse.
""",
    "12": """
parque | La Floresta | 1550 | 4600 | Renovación del parque de La Floresta y sus juegos
  El parque se llena los domingos y no hay ni un baño ni una fuente de agua.
mayor | Santa Mónica | 960 | 340 | Club de vida de las personas mayores de Santa Mónica
  Somos setenta en el grupo y el salón es para treinta.
sede_cultural | Santa Lucía | 1380 | 2700 | Casa cultural de la centralidad Santa Lucía
  Para ver teatro o aprender guitarra hay que salir de la comuna.
beca | la comuna La América | 2050 | 125 | Becas para 125 jóvenes de La América
  Mi hija pasó a la universidad y la cuota inicial era de tres salarios.
deporte | Ferrini | 590 | 260 | Escuela de voleibol y gimnasia en Ferrini
  Las niñas hacen fila para una colchoneta que ya no tiene espuma.
movilidad | Calasanz | 1360 | 4900 | Andenes continuos y cruces escolares en Calasanz
  Los andenes parecen una escalera: cada casa hizo el suyo a su altura.
camara | El Danubio | 910 | 3300 | Alarmas comunitarias y luminarias en El Danubio
  Desde que se dañaron las luces del pasaje, la gente se entra a las siete.
joven | Barrio Cristóbal | 610 | 190 | Jóvenes que emprenden: música, moda y videojuegos
  Los muchachos graban en el clóset y hacen cosas increíbles con un computador viejo.
comedor | Campo Alegre | 1080 | 190 | Alimentos que alcanzan: comedor y banco de mercados
  La pobreza de aquí no se ve: es la de quien paga arriendo y come una vez.
cuidado | Simón Bolívar | 790 | 150 | Red de cuidado en casa de Simón Bolívar
  Las hijas dejamos de trabajar para cuidar a los papás y nadie nos pensiona.
arbol | Los Pinos | 890 | 1600 | Recuperación de la quebrada La Hueso en Los Pinos
  En verano huele mal y en invierno se sube hasta el andén.
junta | la comuna La América | 430 | 400 | Organizaciones fuertes: asesoría contable, jurídica y digital
  Perdimos un contrato porque no teníamos la contabilidad al día.
""",
}
