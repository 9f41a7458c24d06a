"""Which address leads into the demo? Included only where settings.DEMO is on."""

from django.urls import path

from convite.demo import views

urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/entrar/<slug:key>/", views.demo_login, name="demo_login"),
]
