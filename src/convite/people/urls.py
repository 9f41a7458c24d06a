"""Which address leads to which page of accounts and of the team? The ways in and out are allauth's, under /cuenta/."""

from django.urls import path

from convite.people.views import accounts, profile, team

urlpatterns = [
    path("cuenta/perfil/", profile.profile, name="profile"),
    path("cuenta/mis-datos/", profile.own_data, name="own_data"),
    path("cuenta/cerrar/", profile.close_own_account, name="close_account"),
    path("equipo/", team.role_list, name="role_list"),
    path("equipo/papel/", team.grant_role_page, name="grant_role"),
    path("equipo/papel/<slug:public_id>/terminar/", team.end_role_page, name="end_role"),
    path("equipo/cuenta/", team.open_account_page, name="open_account"),
    path("equipo/persona/<slug:public_id>/", team.person_detail, name="person_detail"),
    path("equipo/persona/<slug:public_id>/segundo-factor/", team.reset_second_factor_page, name="reset_second_factor"),
]

__all__ = ["accounts", "urlpatterns"]  # accounts: imported so that its receivers listen
