"""Login by email as a Django project with django-sesame, set up to be fast, and as durable as ours.

`python project.py make COUNT` makes the database, `links FIRST STEP COUNT` and `sessions FIRST STEP COUNT`
print login links and keys of sessions, `count` the sessions; `project:application` serves it.
"""

import os
import random
import sys
from pathlib import Path

import django
from django.conf import settings

FOLDER = Path(os.environ["MAGICLINK_LOAD_FOLDER"])
TEMPLATES = {
    "page.html": "<!doctype html><html lang=en><title>{{ title }}</title><h1>{{ title }}</h1>"
    "{% block main %}{% endblock %}",
    "login.html": '{% extends "page.html" %}{% block main %}<form method=post>{% csrf_token %}'
    "{{ form.as_div }}<button>Send</button></form>{% endblock %}",
    "account.html": '{% extends "page.html" %}{% block main %}<p>{{ user.email }}, since '
    '{{ user.last_login|date:"c" }}</p>{% endblock %}',
    "mail.txt": "Log in to {{ site }} with this link:\n\n{{ link }}\n\nIt is good for {{ minutes }} minutes.\n",
}

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1", "login.example"],
    AUTHENTICATION_BACKENDS=["sesame.backends.ModelBackend"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "django.db",
            # Connections stay open; what was answered survives a power loss, as with us.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
            },
        }
    },
    DEBUG=False,
    DEFAULT_FROM_EMAIL="login@login.example",
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=int(os.environ["MAGICLINK_LOAD_MAIL_PORT"]),
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
    ],
    # Lines in the log would only slow it down.
    LOGGING_CONFIG=None,
    LOGIN_REDIRECT_URL="/account/",
    LOGIN_URL="/login/",
    # Only those that a login needs.
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    ROOT_URLCONF="project",
    SECRET_KEY="mEo4gqcWG0fZ5tcRzlxU3KkkLuNIbZ5mNCYeVHqkh6KH2rMq9y",
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    CSRF_COOKIE_SECURE=True,
    SESSION_COOKIE_SECURE=True,
    SESAME_MAX_AGE=10 * 60,
    SESAME_ONE_TIME=True,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            # Compiled once, from memory.
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ],
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", TEMPLATES)],
                    )
                ],
            },
        }
    ],
    USE_I18N=False,
    USE_TZ=True,
)
django.setup()

from django import forms  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.shortcuts import redirect, render  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.urls import path, reverse  # noqa: E402
from sesame.utils import get_query_string  # noqa: E402
from sesame.views import LoginView  # noqa: E402


class EmailForm(forms.Form):
    email = forms.EmailField()


def in_one_piece(response):
    # What CommonMiddleware does, without the rest of it.
    response["Content-Length"] = len(response.content)
    return response


def login(request):
    form = EmailForm(request.POST or None)
    if not form.is_valid():
        return in_one_piece(render(request, "login.html", {"form": form, "title": "Log in"}))
    # The user's name is the address: unlike the address it has an index.
    user = User.objects.filter(username=form.cleaned_data["email"], is_active=True).first()
    if user is not None:
        link = request.build_absolute_uri(reverse("auth")) + get_query_string(user)
        values = {"link": link, "minutes": 10, "site": "magiclink"}
        user.email_user("Log in to magiclink", render_to_string("mail.txt", values))
    return in_one_piece(redirect("sent"))


def sent(request):
    return in_one_piece(HttpResponse("Check your email."))


@login_required
def account(request):
    return in_one_piece(render(request, "account.html", {"title": "Your account"}))


urlpatterns = [
    path("login/", login),
    path("login/sent/", sent, name="sent"),
    path("login/auth/", LoginView.as_view(), name="auth"),
    path("account/", account, name="account"),
]
application = get_wsgi_application()


def make(count):
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        # A password that fits nothing, as `set_unusable_password` makes it.
        cursor.execute(
            """
            INSERT INTO auth_user (username, email, password, first_name, last_name, is_active, is_staff,
                                   is_superuser, date_joined)
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)
            SELECT printf('person%%08d@load.example', n), printf('person%%08d@load.example', n),
                   '!' || hex(randomblob(20)), '', '', 1, 0, 0, CURRENT_TIMESTAMP
            FROM numbers
            """,
            [count],
        )


def users(first, step, count):
    of = User.objects.count()
    wanted = [(first - 1 + number * step) % of + 1 for number in range(count)]
    # People come in no order.
    random.Random(0).shuffle(wanted)
    for start in range(0, count, 500):
        found = User.objects.in_bulk(wanted[start : start + 500])
        yield from (found[key] for key in wanted[start : start + 500])


def links(first, step, count):
    for user in users(first, step, count):
        print(get_query_string(user))


def sessions(first, step, count):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    with transaction.atomic():
        for user in users(first, step, count):
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = "sesame.backends.ModelBackend"
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.create()
            session.save()
            print(session.session_key)


def count():
    from django.contrib.sessions.models import Session

    print(Session.objects.count())


if __name__ == "__main__":
    {"make": make, "links": links, "sessions": sessions, "count": count}[sys.argv[1]](
        *map(int, sys.argv[2:])
    )
