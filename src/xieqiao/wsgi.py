"""The WSGI application, for servers that speak nothing else; live pages need ASGI."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieqiao.settings")
application = get_wsgi_application()
