"""Which address leads to which page of the conversation? A subject is named by its kind and its public id."""

from django.urls import path

from convite.conversations.views import comments, notices, reports, taking_part

urlpatterns = [
    path("conversacion/<str:kind>/<slug:public_id>/", comments.conversation_page, name="conversation_page"),
    path("conversacion/<str:kind>/<slug:public_id>/comentar/", comments.comment_write, name="comment_write"),
    path("conversacion/<str:kind>/<slug:public_id>/apoyo/", taking_part.support, name="support"),
    path("conversacion/<str:kind>/<slug:public_id>/avisarme/", taking_part.follow, name="follow"),
    path("conversacion/<str:kind>/<slug:public_id>/denunciar/", reports.report, name="report"),
    path("conversacion/<str:kind>/<slug:public_id>/revisar/", reports.appeal, name="appeal"),
    path("conversacion/<str:kind>/<slug:public_id>/deshacer/", reports.report_reopen, name="report_reopen"),
    path("comentarios/<slug:public_id>/", comments.comment_page, name="comment_page"),
    path("comentarios/<slug:public_id>/responder/", comments.comment_answer, name="comment_answer"),
    path("comentarios/<slug:public_id>/corregir/", comments.comment_edit, name="comment_edit"),
    path("comentarios/<slug:public_id>/borrar/", comments.comment_delete, name="comment_delete"),
    path("avisos/", notices.notices, name="notices"),
    path("avisos/leidos/", notices.notices_read, name="notices_read"),
    path("avisos/cartas/", notices.notice_preference, name="notice_preference"),
    path("avisos/sin-cartas/<str:token>/", notices.unsubscribe, name="unsubscribe"),
    path("avisos/lo-que-sigo/", taking_part.follow_list, name="follow_list"),
    path("denuncias/", reports.report_list, name="report_list"),
    path("denuncias/decidir/", reports.report_settle, name="report_settle"),
    path("denuncias/cifras/", reports.moderation_figures, name="moderation_figures"),
    path("denuncias/<slug:public_id>/", reports.report_page, name="report_page"),
]
