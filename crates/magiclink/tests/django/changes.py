"""Random changes between the making of a token and its check.

Each function changes one thing of the case and returns the token to check, most of them as it is.
"""

import base64

import cases


def random_change(rng, case, token):
    change = rng.choice(CHANGES)
    return change.__name__, change(rng, case, token)


# Time


def another_time(rng, case, token):
    limit = case["settings"]["max_age"] or cases.SECOND
    age = rng.choice([limit, limit, 0, -limit, -cases.SECOND, rng.randrange(2**33) * cases.SECOND])
    near = rng.choice([-cases.SECOND, -cases.FRACTION, 0, 0, cases.FRACTION, cases.SECOND])
    case["now"] += age + near
    return token


def max_age_of_the_check(rng, case, token):
    case["max_age"] = rng.choice([0, 1, 60, 10**9]) * cases.SECOND + rng.choice([0, cases.FRACTION])
    case["now"] += case["max_age"] + rng.choice([-cases.SECOND, -cases.FRACTION, 0, cases.FRACTION])
    return token


def max_age_of_the_settings(rng, case, token):
    micros = rng.choice([0, 1, 60]) * cases.SECOND + rng.choice([0, cases.FRACTION])
    if rng.randrange(4) == 0:
        micros = None
    case["settings"]["max_age"] = micros
    case["now"] += (micros or 0) + rng.choice([-cases.FRACTION, 0, cases.FRACTION])
    return token


# Settings


def another_secret(rng, case, token):
    case["settings"]["secret"] = cases.text(rng, cases.LETTERS, 50, 50)
    return token


def secret_among_the_fallbacks(rng, case, token):
    settings = case["settings"]
    place = rng.randint(0, len(settings["fallbacks"]))
    settings["fallbacks"].insert(place, settings["secret"])
    return another_secret(rng, case, token)


def no_fallbacks(rng, case, token):
    case["settings"]["fallbacks"] = []
    return token


def another_text_in_the_settings(rng, case, token):
    name = rng.choice(["key", "packer", "primary_key_field", "salt"])
    case["settings"][name] += rng.choice(["2", "|"])
    return token


def another_switch(rng, case, token):
    name = rng.choice(
        ["one_time", "invalidate_on_password_change", "invalidate_on_email_change"]
    )
    case["settings"][name] = not case["settings"][name]
    return token


def another_number_in_the_settings(rng, case, token):
    if rng.randrange(2):
        case["settings"]["signature_size"] = rng.randint(1, 64)
    else:
        case["settings"]["iterations"] += 1
    return token


def other_versions(rng, case, token):
    # django-sesame cannot check v1 tokens of a user whose password is null.
    if case["account"]["password"] is not None:
        case["settings"]["versions"] = rng.choice([[1], [2], [1, 2], [2, 1]])
    return token


# Account


def another_key(rng, case, token):
    case["account"]["key"] = cases.random_key(rng)
    return token


def another_encoding_of_the_key(rng, case, token):
    [(encoding, key)] = case["account"]["key"].items()
    others = [name for name in cases.INTEGERS if name != encoding]
    if encoding in cases.INTEGERS:
        other = rng.choice(others)
        low, high = cases.INTEGERS[other]
        key = min(max(key, low), high)
    elif encoding == "text":
        other, key = "bytes", list(key.encode())
    elif encoding == "bytes":
        other, key = "text", bytes(key).decode(errors="replace")
    else:
        other, key = "bytes", list(bytes.fromhex(key.replace("-", "")))
    case["account"]["key"] = {other: key}
    return token


def another_password(rng, case, token):
    null_password = 1 not in case["settings"]["versions"]
    case["account"]["password"] = cases.random_password(rng, null_password)
    return token


def another_start_of_the_password(rng, case, token):
    password = case["account"]["password"]
    if password is not None:
        case["account"]["password"] = password.replace("$", "$0", 1)
    return token


def another_email(rng, case, token):
    case["account"]["email"] = rng.choice(
        [cases.random_email(rng), case["account"]["email"].swapcase()]
    )
    return token


def another_last_login(rng, case, token):
    case["account"]["last_login"] = cases.random_last_login(rng)
    return token


def another_detail_of_the_last_login(rng, case, token):
    last_login = case["account"]["last_login"]
    if last_login is not None:
        if rng.randrange(2):
            last_login["local"][-1] = rng.choice([0, 1])
        else:
            last_login["offset"] = rng.choice([None, 0, 3600, 1])
    return token


def inactive(rng, case, token):
    case["account"]["is_active"] = False
    return token


# Scope


def another_scope(rng, case, token):
    case["scope"] = cases.random_scope(rng)
    return token


def scope_taken_for_the_email(rng, case, token):
    # v2 signs one behind the other, so with free text this token is accepted, here as there.
    whole = case["account"]["email"] + case["scope"]["text"]
    border = rng.randint(0, len(whole))
    case["account"]["email"] = whole[:border]
    case["scope"] = cases.private(None, [], whole[border:])
    return token


# Token


def nothing(rng, case, token):
    return token


def flipped_bit(rng, case, token):
    if ":" in token:
        return another_character(rng, case, token)
    data = bytearray(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def another_character(rng, case, token):
    place = rng.randrange(len(token))
    return token[:place] + rng.choice(ALPHABET + ":=+/. \n\0é") + token[place + 1 :]


def another_spelling(rng, case, token):
    # Where the length is no multiple of 4, two or four bits of the last character mean nothing.
    spare = {2: 16, 3: 4}.get(len(token) % 4, 1)
    last = ALPHABET.index(token[-1]) ^ rng.randrange(spare)
    return token[:-1] + ALPHABET[last]


def truncated(rng, case, token):
    start, end = sorted(rng.choices(range(len(token) + 1), k=2))
    return rng.choice([token[:end], token[start:], token[start:end], token[:-1]])


def appended(rng, case, token):
    more = rng.choice(["A", "AA", "AAAA", "=", "==", " ", "\n", ":", token, "é"])
    return rng.choice([token + more, more + token])


def rewritten(rng, case, token):
    return rng.choice(
        [
            token.lower(),
            token.swapcase(),
            token.replace("-", "+").replace("_", "/"),
            token[::-1],
            token.replace(":", ""),
            "3." + token,
        ]
    )


def another_text(rng, case, token):
    return rng.choice(
        ["", "AAAA", ":", "::", "AAAA:" + "A" * 27, cases.text(rng, cases.ANYTHING, 0, 40)]
    )


ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

CHANGES = [
    another_time,
    another_time,
    max_age_of_the_check,
    max_age_of_the_check,
    max_age_of_the_settings,
    another_secret,
    secret_among_the_fallbacks,
    no_fallbacks,
    another_text_in_the_settings,
    another_switch,
    another_number_in_the_settings,
    other_versions,
    another_key,
    another_encoding_of_the_key,
    another_password,
    another_start_of_the_password,
    another_email,
    another_last_login,
    another_detail_of_the_last_login,
    inactive,
    another_scope,
    scope_taken_for_the_email,
    nothing,
    flipped_bit,
    another_character,
    another_spelling,
    truncated,
    appended,
    rewritten,
    another_text,
]
