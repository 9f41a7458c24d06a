from django.urls import path

from convite.voting import views

urlpatterns = [
    path("tarjetones/<slug:public_id>/", views.contest_page, name="contest_page"),
    path("tarjetones/<slug:public_id>/contar/", views.contest_count, name="contest_count"),
    path("resultados/", views.result_list, name="result_list"),
    path("resultados/<slug:public_id>/", views.result_page, name="result_page"),
    path("resultados/<slug:public_id>/votos.pb", views.result_ballots, name="result_ballots"),
    path("resultados/<slug:public_id>/acta.pdf", views.result_paper, name="result_paper"),
    path("resultados/<slug:public_id>/certificado.json", views.result_certificate, name="result_certificate"),
]
