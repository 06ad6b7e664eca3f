"""Makes and checks tokens with the real django-sesame, for the test beside it.

Each line of standard input is a request, each line of standard output its answer, both JSON.
Nothing is remembered between requests: a seed and a number always give the same tuple.

  {"make": {"seed": "7", "first": 0, "count": 2}}
      two tuples and what django-sesame makes of them: {"case": …, "made": {"Ok": token}} or, if it
      raises, {"case": …, "made": {"Err": "not-implemented"}}
  {"check": {"seed": "7", "first": 0, "tokens": ["…", null]}}
      what it answers to these tokens ("accepted", "refused" or "not-implemented"), and what it answers
      after one thing has changed; null for null
"""

import copy
import datetime
import json
import logging
import random
import struct
import sys
import time
import uuid

import django
from django.conf import settings as django_settings

django_settings.configure(
    SECRET_KEY="replaced for each tuple",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    USE_TZ=True,
)
django.setup()
logging.disable(logging.CRITICAL)

# django-sesame reads the settings when it is imported.
from sesame import packers  # noqa: E402
from sesame import settings as sesame_settings  # noqa: E402
from sesame.tokens import create_token, parse_token  # noqa: E402

import cases  # noqa: E402
import changes  # noqa: E402

RAISED = {
    NotImplementedError: "not-implemented",
    ValueError: "primary-key",
    struct.error: "time-out-of-range",
}

PACKERS = {
    "i16": packers.ShortPacker,
    "u16": packers.UnsignedShortPacker,
    "i32": packers.LongPacker,
    "u32": packers.UnsignedLongPacker,
    "i64": packers.LongLongPacker,
    "u64": packers.UnsignedLongLongPacker,
    "uuid": packers.UUIDPacker,
    "bytes": packers.BytesPacker,
    "text": packers.StrPacker,
}


def main():
    for line in sys.stdin.buffer:
        [(name, request)] = json.loads(line).items()
        answer = {"make": make, "check": check}[name](**request)
        print(json.dumps(answer), flush=True)


def make(seed, first, count):
    return [made(seed, number) for number in range(first, first + count)]


def made(seed, number):
    case = cases.random_case(random.Random(f"{seed}/{number}"))
    put_in_force(case)
    try:
        token = create_token(User(case["account"]), case["scope"]["text"])
    except tuple(RAISED) as error:
        return {"case": case, "made": {"Err": RAISED[type(error)]}}
    return {"case": case, "made": {"Ok": token}}


def check(seed, first, tokens):
    return [checked(seed, number, token) for number, token in enumerate(tokens, first)]


def checked(seed, number, token):
    if token is None:
        return None
    rng = random.Random(f"{seed}/{number}")
    case = cases.random_case(rng)
    changed = copy.deepcopy(case)
    name, changed_token = changes.random_change(rng, changed, token)
    return {
        "answer": answer(case, token),
        "change": name,
        "changed": changed,
        "changed_token": changed_token,
        "changed_answer": answer(changed, changed_token),
    }


def answer(case, token):
    put_in_force(case)
    user = User(case["account"])

    # As a database does it: inactive users are not found either.
    def get_user(primary_key):
        is_found = case["account"]["is_active"] and primary_key == user.primary_key
        return user if is_found else None

    try:
        limit = age_limit(case["max_age"])
        found = parse_token(token, get_user, case["scope"]["text"], limit)
    except NotImplementedError:
        return "not-implemented"
    return "accepted" if found is user else "refused"


def put_in_force(case):
    settings = case["settings"]
    for name, value in {
        "SECRET_KEY": settings["secret"],
        "SECRET_KEY_FALLBACKS": settings["fallbacks"],
        "SESAME_TOKENS": [f"sesame.tokens_v{version}" for version in settings["versions"]],
        "SESAME_KEY": settings["key"],
        "SESAME_MAX_AGE": age_limit(settings["max_age"]),
        "SESAME_ONE_TIME": settings["one_time"],
        "SESAME_INVALIDATE_ON_PASSWORD_CHANGE": settings["invalidate_on_password_change"],
        "SESAME_INVALIDATE_ON_EMAIL_CHANGE": settings["invalidate_on_email_change"],
        "SESAME_PACKER": settings["packer"] or None,
        "SESAME_PRIMARY_KEY_FIELD": settings["primary_key_field"],
        "SESAME_SIGNATURE_SIZE": settings["signature_size"],
        "SESAME_SALT": settings["salt"],
        "SESAME_ITERATIONS": settings["iterations"],
    }.items():
        setattr(django_settings, name, value)
    # This is what django-sesame itself does when a test overrides settings. One name is enough: all
    # of them are read again, and the signer of v1 tokens is made anew.
    sesame_settings.reload(setting="SESAME_SALT")
    # SESAME_PACKER can name a class that is not here; only its name goes under the key.
    [encoding] = case["account"]["key"]
    packers.packer = PACKERS[encoding]()
    time.time = lambda: case["now"] / cases.SECOND


def age_limit(micros):
    if micros is None:
        return None
    if micros % cases.SECOND == 0:
        return micros // cases.SECOND
    return datetime.timedelta(microseconds=micros)


class User:
    """What django-sesame asks of a user; its primary key has whatever name the settings give it."""

    def __init__(self, account):
        [(encoding, key)] = account["key"].items()
        self.primary_key = {"uuid": uuid.UUID, "bytes": bytes}.get(encoding, lambda key: key)(key)
        self.password = account["password"]
        self.email = account["email"]
        self.last_login = self.read_time(account["last_login"])

    def __getattr__(self, name):
        if name == sesame_settings.PRIMARY_KEY_FIELD:
            return self.primary_key
        raise AttributeError(name)

    @staticmethod
    def get_email_field_name():
        return "email"

    @staticmethod
    def read_time(last_login):
        if last_login is None:
            return None
        zone = None
        if last_login["offset"] is not None:
            zone = datetime.timezone(datetime.timedelta(seconds=last_login["offset"]))
        return datetime.datetime(*last_login["local"], tzinfo=zone)


if __name__ == "__main__":
    main()
