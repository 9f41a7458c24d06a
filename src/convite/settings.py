"""How is this installation set up? One file, read from the environment, safe by default.

CONVITE_HOME        where data live (default: var/ beside the checkout, or the working directory)
DATABASE_URL        postgres://user:secret@host/name; without it SQLite under CONVITE_HOME
CONVITE_SECRET_KEY  signs sessions; without it a random one is made once and kept in CONVITE_HOME
CONVITE_DATA_KEY    closes personal fields such as names on attendance lists; made once like the other
CONVITE_HOSTS       names this site answers to, comma-separated
CONVITE_DEMO        1 shows /demo/ and its log-ins; never in production
CONVITE_SITE_NAME   the name in the header
CONVITE_METRICS_TOKEN  whoever shows it as a bearer reads /metrics; without it only this machine does
CONVITE_MAIL_URL    smtp://user:secret@host:587; without it letters are written to CONVITE_HOME/mail
"""

import os
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlparse

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from convite.core.secret import data_key, secret_key

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parents[1]
HOME = Path(
    os.environ.get("CONVITE_HOME") or (CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()) / "var"
)
DEMO = os.environ.get("CONVITE_DEMO") == "1"
DEBUG = os.environ.get("CONVITE_DEBUG") == "1"
SITE_NAME = os.environ.get("CONVITE_SITE_NAME", "Convite")

SECRET_KEY = secret_key(HOME)
DATA_KEY = data_key(HOME)
ALLOWED_HOSTS = [h for h in os.environ.get("CONVITE_HOSTS", "127.0.0.1,localhost").split(",") if h]
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS if "*" not in h]
HTTPS = os.environ.get("CONVITE_HTTPS", "0" if {"127.0.0.1", "localhost"} & set(ALLOWED_HOSTS) else "1") == "1"

INSTALLED_APPS = [
    "convite.website",
    "convite.opendata",
    "convite.voting",
    "convite.projects",
    "convite.planning",
    "convite.gatherings",
    "convite.conversations",
    "convite.people",
    "convite.territories",
    "convite.core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
if DEMO:
    INSTALLED_APPS.insert(0, "convite.demo")

MIDDLEWARE = [
    "convite.core.logs.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "convite.core.pagecache.PublicPageCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "convite.website.middleware.StaffNeedSecondFactor",
    "convite.website.middleware.RefusalsAsPages",
]

ROOT_URLCONF = "convite.urls"
WSGI_APPLICATION = "convite.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "convite.website.context.every_page",
            ],
        },
    }
]

_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: a power cut loses no acknowledged ballot (WAL with NORMAL lost hundreds in a simulated cut).
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    " PRAGMA cache_size=-32000",
}
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=0)}
    if "postgresql" in DATABASES["default"]["ENGINE"]:
        DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 12, "timeout": 10}
        # Our queries are short: compiling them, or sharing them among workers, costs more than it saves.
        DATABASES["default"]["OPTIONS"]["options"] = "-c jit=off -c max_parallel_workers_per_gather=0"
    else:
        DATABASES["default"]["OPTIONS"] = _SQLITE_OPTIONS
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "convite.sqlite3",
            "OPTIONS": _SQLITE_OPTIONS,
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "convite.people.views.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "convite.people.forms.sign_in.LoginForm",
    "signup": "convite.people.forms.sign_in.SignupForm",
    "request_login_code": "convite.people.forms.sign_in.RequestLoginCodeForm",
    "confirm_login_code": "convite.people.forms.sign_in.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "convite.people.forms.sign_in.ConfirmEmailVerificationCodeForm",
    "confirm_password_reset_code": "convite.people.forms.sign_in.ConfirmPasswordResetCodeForm",
    "change_password": "convite.people.forms.sign_in.ChangePasswordForm",
    "set_password": "convite.people.forms.sign_in.SetPasswordForm",
    "reset_password": "convite.people.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "convite.people.forms.sign_in.ResetPasswordKeyForm",
    "add_email": "convite.people.forms.sign_in.AddEmailForm",
    "change_email": "convite.people.forms.sign_in.ChangeEmailForm",
    "reauthenticate": "convite.people.forms.sign_in.ReauthenticateForm",
}
# Codes are six digits, live ten minutes, may be tried five times; people/actions/tries.py counts them across sessions.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_ADAPTER = "convite.people.views.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "convite.people.forms.sign_in.AuthenticateForm",
    "reauthenticate": "convite.people.forms.sign_in.SecondFactorAgainForm",
    "activate_totp": "convite.people.forms.sign_in.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # half a minute either way: the clock of a cheap telephone
# allauth counts requests per address and marks used codes here: all processes must see the same.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked from inside, before the proxy
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "img-src": [SELF, "data:"],  # data: for the QR of the second factor, drawn by the server
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English"), ("fr", "Français"), ("pt", "Português")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = os.environ.get("CONVITE_TIME_ZONE", "America/Bogota")

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
# Leaflet's files alone: its package for Django wants a geographic library that we do not.
_LEAFLET = find_spec("leaflet")
STATICFILES_DIRS = [PACKAGE / "static", *([Path(_LEAFLET.origin).parent / "static"] if _LEAFLET else [])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "convite.core.statics.HashedStatics"},
}
MEDIA_ROOT = HOME / "files"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def _mail(url: str) -> None:
    """smtp://user:secret@host:port or smtps://…; anything else is a mistake worth stopping for."""
    parts = urlparse(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("CONVITE_MAIL_URL: smtp://user:secret@host:587")
    globals().update(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST=parts.hostname,
        EMAIL_PORT=parts.port or 587,
        EMAIL_HOST_USER=unquote(parts.username or ""),
        EMAIL_HOST_PASSWORD=unquote(parts.password or ""),
        EMAIL_USE_TLS=parts.scheme == "smtp",
        EMAIL_USE_SSL=parts.scheme == "smtps",
        EMAIL_TIMEOUT=20,
    )


DEFAULT_FROM_EMAIL = os.environ.get("CONVITE_MAIL_FROM", "convite@localhost")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"
if os.environ.get("CONVITE_MAIL_URL"):
    _mail(os.environ["CONVITE_MAIL_URL"])

PUBLIC_PAGE_CACHE_SIZE = int(os.environ.get("CONVITE_PAGE_CACHE", "500"))
METRICS_TOKEN = os.environ.get("CONVITE_METRICS_TOKEN", "")
LOGGING_CONFIG = "convite.core.logs.configure"
LOGGING = {"level": os.environ.get("CONVITE_LOG_LEVEL", "INFO"), "json": os.environ.get("CONVITE_LOG_JSON") == "1"}
SILENCED_SYSTEM_CHECKS = ["security.W021"] if not HTTPS else []
