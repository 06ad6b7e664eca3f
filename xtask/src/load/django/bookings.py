"""The private links of examples/bookings as a Django project with django-sesame, set up to be fast.

`python project.py` makes the database and prints the path of a link; `project:application` serves it.
"""

import os
from pathlib import Path

import django
from django.conf import settings

FOLDER = Path(os.environ["MAGICLINK_LOAD_FOLDER"])

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    AUTHENTICATION_BACKENDS=["sesame.backends.ModelBackend"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "django.db",
            # Connections stay open, and no request waits for a write.
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"},
        }
    },
    DEBUG=False,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    # A line in the log for each refused link would only slow it down.
    LOGGING_CONFIG=None,
    # None that the page needs: each would cost time.
    MIDDLEWARE=[],
    ROOT_URLCONF="project",
    SECRET_KEY="mEo4gqcWG0fZ5tcRzlxU3KkkLuNIbZ5mNCYeVHqkh6KH2rMq9y",
    SESAME_INVALIDATE_ON_PASSWORD_CHANGE=False,
    SESAME_MAX_AGE=400 * 24 * 60 * 60,
    # Without DEBUG templates are compiled once.
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.environ["MAGICLINK_LOAD_TEMPLATES"]],
        }
    ],
    USE_I18N=False,
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.shortcuts import get_object_or_404, render  # noqa: E402
from django.urls import path  # noqa: E402
from sesame.decorators import authenticate  # noqa: E402


class Booking(models.Model):
    customer = models.ForeignKey(User, models.CASCADE)
    home = models.TextField()
    dates = models.TextField()

    class Meta:
        app_label = "rentals"


@authenticate(scope="booking:{pk}")
def share(request, pk):
    booking = get_object_or_404(request.user.booking_set, pk=pk)
    values = {
        "customer": request.user.email,
        "dates": booking.dates,
        "home": booking.home,
        "site": "Vacation rentals",
        "url": {"style": os.environ["MAGICLINK_LOAD_STYLE"]},
    }
    response = render(request, "share.html", values)
    # What CommonMiddleware does, without the rest of it: the page is sent in one piece.
    response["Content-Length"] = len(response.content)
    return response


urlpatterns = [path("booking/<int:pk>/share/", share)]
application = get_wsgi_application()


def make_database():
    from django.core.management import call_command
    from django.db import connection
    from sesame.utils import get_query_string

    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Booking)
    jane = User.objects.create_user("jane", "jane.doe@example.com")
    for home, dates in [("Lighthouse", "5 to 12 June 2027"), ("Mill", "4 to 6 October 2027")]:
        booking = jane.booking_set.create(home=home, dates=dates)
        if booking.pk == 1:
            print(f"/booking/1/share/{get_query_string(jane, scope='booking:1')}")


if __name__ == "__main__":
    make_database()
