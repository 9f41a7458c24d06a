from django.urls import path

from convite.gatherings.views import attendance, calls, corrections, gatherings, records, registrations

urlpatterns = [
    path("encuentros/", gatherings.gathering_list, name="gathering_list"),
    path("encuentros/agenda/", gatherings.gathering_agenda, name="gathering_agenda"),
    path("encuentros/mapa/", gatherings.gathering_map, name="gathering_map"),
    path("encuentros/acuerdos/", records.agreement_list, name="agreement_list"),
    path("encuentros/calendario/<slug:public_id>.ics", gatherings.gathering_feed, name="gathering_feed"),
    path("encuentros/convocar/", calls.gathering_call, name="gathering_call"),
    path("encuentros/convocar/contornos.json", calls.gathering_outlines, name="gathering_outlines"),
    path("encuentros/convocar/serie/", calls.gathering_series, name="gathering_series"),
    path("encuentros/convocar/serie/plantilla.xlsx", calls.series_template, name="series_template"),
    path("encuentros/inscripcion/<slug:code>/", registrations.registration_page, name="registration_page"),
    path("encuentros/inscripcion/<slug:code>/cancelar/", registrations.registration_cancel, name="registration_cancel"),
    path("encuentros/acuerdo/<slug:public_id>/", records.agreement_change, name="agreement_change"),
    path("encuentros/archivo/<slug:public_id>/", records.gathering_file, name="gathering_file"),
    path("encuentros/archivo/<slug:public_id>/autorizacion/", records.file_consent, name="file_consent"),
    path("encuentros/<slug:public_id>/", gatherings.gathering_page, name="gathering_page"),
    path("encuentros/<slug:public_id>/encuentro.ics", gatherings.gathering_calendar, name="gathering_calendar"),
    path("encuentros/<slug:public_id>/papel/<slug:paper>.pdf", gatherings.gathering_paper, name="gathering_paper"),
    path("encuentros/<slug:public_id>/editar/", calls.gathering_edit, name="gathering_edit"),
    path("encuentros/<slug:public_id>/cancelar/", calls.gathering_cancel, name="gathering_cancel"),
    path("encuentros/<slug:public_id>/inscribirme/", registrations.gathering_register, name="gathering_register"),
    path("encuentros/<slug:public_id>/llegue/<slug:token>/", registrations.gathering_arrive, name="gathering_arrive"),
    path(
        "encuentros/<slug:public_id>/opinar/<slug:ticket>/", registrations.gathering_evaluate, name="gathering_evaluate"
    ),
    path("encuentros/<slug:public_id>/asistencia/", attendance.gathering_attendance, name="gathering_attendance"),
    path("encuentros/<slug:public_id>/asistencia/nombres/", attendance.attendance_people, name="attendance_people"),
    path(
        "encuentros/<slug:public_id>/asistencia/nombres/<int:number>/", corrections.attendee_edit, name="attendee_edit"
    ),
    path("encuentros/<slug:public_id>/asistencia/para-que/", attendance.people_open, name="people_open"),
    path("encuentros/<slug:public_id>/asistencia/lista.xlsx", attendance.attendance_export, name="attendance_export"),
    path("encuentros/<slug:public_id>/asistencia/marcar/", attendance.attendance_mark, name="attendance_mark"),
    path("encuentros/<slug:public_id>/asistencia/hoja/", attendance.attendance_sheet, name="attendance_sheet"),
    path(
        "encuentros/<slug:public_id>/asistencia/plantilla.xlsx",
        attendance.attendance_template,
        name="attendance_template",
    ),
    path("encuentros/<slug:public_id>/asistencia/digitar/", attendance.attendance_key, name="attendance_key"),
    path("encuentros/<slug:public_id>/acta/", records.gathering_minutes, name="gathering_minutes"),
    path("encuentros/<slug:public_id>/acuerdos/", records.gathering_agreements, name="gathering_agreements"),
    path("encuentros/<slug:public_id>/archivos/", records.gathering_files, name="gathering_files"),
    path("encuentros/<slug:public_id>/evaluaciones/", records.evaluation_key, name="evaluation_key"),
]
