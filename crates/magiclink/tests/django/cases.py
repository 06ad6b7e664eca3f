"""Random tuples of settings, account, scope and time, as JSON.

Times and ages are whole microseconds, and multiples of 1/64 s: Python computes with them as floating
point numbers, which have these exactly.
"""

import string

SECOND = 1_000_000
FRACTION = SECOND // 64
EPOCH = 1_577_836_800  # 2020, from which v2 counts in 32 bits.
# v1 writes times with 6 digits of base 62. It makes tokens at other times, too, but accepts none.
V1_TIMES = (62**5, 62**6 - 1)

INTEGERS = {
    "i16": (-(2**15), 2**15 - 1),
    "u16": (0, 2**16 - 1),
    "i32": (-(2**31), 2**31 - 1),
    "u32": (0, 2**32 - 1),
    "i64": (-(2**63), 2**63 - 1),
    "u64": (0, 2**64 - 1),
}
ENCODINGS = [*INTEGERS, "uuid", "bytes", "text"]

LETTERS = string.ascii_letters + string.digits
ANYTHING = string.printable + "\0éßñĐžЖ漢字ｱ한👍🏽\u0301\u200d\ufeff\uffff\U0010ffff|$:!/%"
# The hash at the end of a password by its algorithm: its alphabet, its length, what follows it.
HASHES = {
    "pbkdf2_sha256$1000000${salt}$": (LETTERS + "+/", 43, "="),
    "pbkdf2_sha1$1000000${salt}$": (LETTERS + "+/", 27, "="),
    "argon2$argon2id$v=19$m=102400,t=2,p=8${salt}$": (LETTERS + "+/", 43, ""),
    "argon2$argon2i$v=19$m=512,t=2,p=2${salt}$": (LETTERS + "+/", 22, ""),
    "bcrypt_sha256$$2b$12$": (LETTERS + "./", 53, ""),
    "bcrypt$$2b$12$": (LETTERS + "./", 53, ""),
    "scrypt$16384${salt}$8$5$": (LETTERS + "+/", 86, "=="),
    "sha1${salt}$": ("0123456789abcdef", 40, ""),
    "md5${salt}$": ("0123456789abcdef", 32, ""),
    "crypt$$": (LETTERS + "./", 13, ""),
    "unsalted_md5$$": ("0123456789abcdef", 32, ""),
}
ALGORITHMS = [prefix.partition("$")[0] for prefix in HASHES]


def random_case(rng):
    settings = random_settings(rng)
    makes_v1 = settings["versions"][0] == 1
    account = random_account(rng, null_password=1 not in settings["versions"])
    if makes_v1 and rng.randrange(30):
        scope = private(None, [], "")
    else:
        scope = random_scope(rng)
    return {
        "settings": settings,
        "account": account,
        "now": random_now(rng, makes_v1),
        "scope": scope,
        "max_age": None,
    }


def random_settings(rng):
    return {
        "versions": rng.choice([[2], [2], [2, 1], [2, 1], [2, 1], [2, 1], [1], [1, 2]]),
        "secret": text(rng, LETTERS, 50, 50) if rng.randrange(2) else text(rng, ANYTHING, 1, 80),
        "fallbacks": [text(rng, ANYTHING, 1, 60) for _ in range(rng.choice([0, 0, 1, 3]))],
        "key": rng.choice(["", "", "2027", text(rng, ANYTHING, 0, 20)]),
        "max_age": random_max_age(rng),
        "one_time": rng.choice([False, True]),
        "invalidate_on_password_change": rng.choice([False, True, True]),
        "invalidate_on_email_change": rng.choice([False, True]),
        "packer": rng.choice(["", "", "accounts.packers.Packer", text(rng, ANYTHING, 1, 30)]),
        "primary_key_field": rng.choice(["pk", "pk", "username", text(rng, ANYTHING, 1, 20)]),
        "signature_size": rng.choice([10, 10, 1, 7, 8, 64, rng.randint(1, 64)]),
        "salt": rng.choice(["sesame", "sesame", "", text(rng, ANYTHING, 1, 20)]),
        # 10,000 rounds, the default, take milliseconds, and many more where nothing is optimised.
        "iterations": rng.choice([1, 2, 9, rng.randint(1, 300)]) if rng.randrange(30) else 10_000,
    }


def random_max_age(rng):
    """At least a second, so that a new token is accepted."""
    micros = rng.choice(
        [
            SECOND,
            10 * 60 * SECOND,
            rng.randint(1, 10**9) * SECOND,
            10**12 * SECOND,
            rng.randint(64, 64 * 3600) * FRACTION,
        ]
    )
    return rng.choice([None, micros])


def random_account(rng, null_password):
    return {
        "key": random_key(rng),
        "password": random_password(rng, null_password),
        "email": random_email(rng),
        "last_login": random_last_login(rng),
        "is_active": True,
    }


def random_key(rng):
    encoding = rng.choice(ENCODINGS)
    if encoding in INTEGERS:
        low, high = INTEGERS[encoding]
        key = rng.choice([low, high, 0, 1, rng.randint(low, high), rng.randint(0, 9999)])
    elif encoding == "uuid":
        key = str(random_uuid(rng))
    elif encoding == "bytes":
        # Every fiftieth is too long.
        length = rng.randint(256, 300) if rng.randrange(50) == 0 else random_length(rng)
        key = list(rng.randbytes(length))
    else:
        key = "0" * rng.randint(250, 260) if rng.randrange(20) == 0 else text(rng, ANYTHING, 0, 40)
    return {encoding: key}


def random_uuid(rng):
    digits = f"{rng.getrandbits(128):032x}"
    return "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])


def random_length(rng):
    return rng.choice([0, 1, 12, 16, 255, rng.randint(0, 255)])


def random_password(rng, null_password):
    kind = rng.randrange(12)
    if kind == 0 and null_password:
        return None
    if kind == 1:
        return ""
    if kind == 2:
        return "!" + text(rng, LETTERS, 40, 40)
    if kind == 3:
        return text(rng, ANYTHING, 0, 60)
    if kind == 4:
        # Shorter than its algorithm makes it, and longer, and not in ASCII.
        return rng.choice(ALGORITHMS) + rng.choice(["", "$"]) + text(rng, ANYTHING, 0, 60)
    prefix, (alphabet, length, end) = rng.choice(list(HASHES.items()))
    prefix = prefix.replace("{salt}", text(rng, LETTERS, 8, 22))
    return prefix + text(rng, alphabet, length, length) + end


def random_email(rng):
    return rng.choice(
        [
            "",
            "jane.doe@example.com",
            "Jane.Doe@Example.COM",
            "josé@exämple.com",
            text(rng, ANYTHING, 0, 30),
        ]
    )


def random_last_login(rng):
    if rng.randrange(4) == 0:
        return None
    year = rng.choice([2026, rng.randint(1970, 2100), rng.randint(1, 9999)])
    date = [year, rng.randint(1, 12), rng.randint(1, 28)]
    clock = [rng.randrange(24), rng.randrange(60), rng.randrange(60)]
    micros = rng.choice([0, 1, 120_000, 999_999, rng.randrange(SECOND)])
    offset = rng.choice(
        [
            None,
            0,
            0,
            rng.randint(-23, 23) * 3600,
            rng.randint(-95, 95) * 900,
            rng.randint(-86_399, 86_399),
        ]
    )
    return {"local": [*date, *clock, micros], "offset": offset}


def random_now(rng, makes_v1):
    first, last = EPOCH - 2**31, EPOCH + 2**31 - 1
    seconds = rng.choice(
        [
            1_800_000_000,
            rng.randint(EPOCH, 2_000_000_000),
            rng.randint(EPOCH - 2, EPOCH + 2),
            rng.randint(first, last),
            rng.randint(first, first + 2),
            # Every fourth of these is too late for v2 tokens that carry a time.
            rng.randint(last - 5, last + 2) if rng.randrange(2) else last,
        ]
    )
    if makes_v1:
        low, high = V1_TIMES
        seconds = min(max(seconds, low), high) if rng.randrange(4) else rng.randint(low, high)
    return seconds * SECOND + rng.choice([0, 0, 1, 32, 63]) * FRACTION


def random_scope(rng):
    kind = rng.randrange(5)
    if kind <= 1:
        return private(None, [], "")
    if kind == 2:
        return private(None, [], text(rng, ANYTHING, 1, 40))
    if kind == 3:
        return private(None, [], rng.choice(["booking:1", "m", "private", "x" * 300]))
    namespace = rng.choice(["booking", "a-1", "report", "x" * 31])
    parts = [
        rng.choice(["", str(rng.randrange(10**6)), text(rng, ANYTHING, 0, 12)])
        for _ in range(rng.randint(1, 3))
    ]
    escaped = [part.replace("%", "%25").replace("/", "%2F") for part in parts]
    return private(namespace, parts, f"{namespace}:{'/'.join(escaped)}")


def private(namespace, parts, text):
    return {"namespace": namespace, "parts": parts, "text": text}


def text(rng, alphabet, low, high):
    return "".join(rng.choices(alphabet, k=rng.randint(low, high)))
