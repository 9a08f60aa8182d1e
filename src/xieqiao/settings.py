"""Django's settings; what can be set from outside is in `config`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import bootstrap
import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from xieqiao.config import CHECKOUT, IN_CHECKOUT, read_config

django_stubs_ext.monkeypatch()  # ModelForm[Topic] and the like also at run time
CONFIG = read_config()
PRODUCTION = CONFIG.production

XIEQIAO_DATA = CONFIG.data
XIEQIAO_KEYS = CONFIG.data / "keys"
XIEQIAO_MAX_UPLOAD_MB = CONFIG.max_upload_mb
XIEQIAO_DEMO = CONFIG.demo
XIEQIAO_PUBLIC_URL = CONFIG.public_url or f"http://{CONFIG.host}:{CONFIG.port}"

SECRET_KEY = CONFIG.secret()
DEBUG = CONFIG.debug
ALLOWED_HOSTS = CONFIG.hosts
ROOT_URLCONF = "xieqiao.urls"
ASGI_APPLICATION = "xieqiao.asgi.application"
AUTH_USER_MODEL = "bodies.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = (
    "ui", "acts", "broadcast", "bodies", "partnerships", "topics", "meetings", "consultations",
    "outcomes", "exchange", "rounds", "duty", "portal", "demo",
)  # fmt: skip
INSTALLED_APPS = [
    *(f"xieqiao.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "xieqiao.ui.security.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "xieqiao.bodies.middleware.ActingMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xieqiao.ui.context.page",
            ]
        },
    }
]

# Databases

_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": CONFIG.data / "xieqiao.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA recursive_triggers=ON;"
        ),
    },
}


def _postgresql(url: str) -> dict[str, Any]:
    """Return the settings for an address; what follows its `?` goes to libpq (sslmode, …)."""
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


DATABASES = {"default": _postgresql(CONFIG.database_url) if CONFIG.database_url else _SQLITE}
DATABASE_ROUTERS = ["xieqiao.acts.replay.ReplayRouter"]

# Signing in

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "xieqiao.bodies.backend.NameAndPassword",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("sign_in_name", "email")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "bodies_root:sign-in"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"
AXES_VERBOSE = False
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "xieqiao.bodies.views.sign_in.too_many_attempts"
AXES_DISABLE_ACCESS_LOG = True
SESSION_ENGINE = "xieqiao.bodies.sessions"
SESSION_COOKIE_AGE = CONFIG.session_hours * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.https else None
SECURE_HSTS_SECONDS = 31536000 if CONFIG.https else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "xieqiao.bodies.views.still_here.csrf_failure"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]

# Language and time

LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
TIME_ZONE = CONFIG.time_zone
FORMAT_MODULE_PATH = "xieqiao.ui.formats"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT / "build" / "static" if IN_CHECKOUT else CONFIG.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "xieqiao.assets.CollectedFiles"},
}
STATICFILES_DIRS = [("bootstrap", Path(next(iter(bootstrap.__path__))) / "css")]
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = CONFIG.data / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Work in the background

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Mail and logs

_MAIL = urlsplit(CONFIG.mail_url)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if CONFIG.mail_url
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = _MAIL.hostname or "", _MAIL.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_MAIL.username or ""), unquote(_MAIL.password or "")
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIG.mail_from
XIEQIAO_LOG = CONFIG.data / "xieqiao.log"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "full": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "line": {"()": "xieqiao.logs.OneLine"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"},
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": XIEQIAO_LOG,
            "maxBytes": 5_000_000,
            "backupCount": 5,
            "delay": True,
            "encoding": "utf-8",
            "formatter": "full",
            "level": "WARNING",
        },
    },
    "root": {"handlers": ["console", "file"], "level": "WARNING"},
    "loggers": {
        # Every page of another body is a 404 by design; that is no warning.
        "django": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
