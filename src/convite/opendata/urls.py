from django.urls import path

from convite.opendata import views

urlpatterns = [
    path("datos/", views.open_data, name="open_data"),
    path("datos/<slug:name>.<slug:file_format>", views.open_data_file, name="open_data_file"),
]
