"""Django's admin edits reference data only; people are not: their pages are /equipo/ and /cuenta/perfil/.

Its own log-in would let a password in without second factor and without counting tries: it leads to ours. What allauth
registers (addresses, the secrets of second factors) is taken out again.
"""

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401 - registered first, so that it can be taken out
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin  # noqa: F401 - the same
from django.contrib.auth.models import Group

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
for model in (EmailAddress, EmailConfirmation, Authenticator, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
