"""Signatures, digests and trees, by docs/evidence-format.md, "Conventions" and "Checkpoints"."""

import base64
import hashlib
import json
import re

# Ed25519 (RFC 8032, section 6), which needs no more than whole numbers.
P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


class Repeated(Exception):
    """A member name that an object has twice."""


class Unreadable(Exception):
    pass


def b64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_b64(text):
    """In its one canonical spelling."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise Unreadable("no base64url")
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise Unreadable("no base64url") from error
    if b64(raw) != text:
        raise Unreadable("base64url that is not canonical")
    return raw


def sha256(raw):
    return hashlib.sha256(raw).digest()


def jws_hash(jws):
    return b64(sha256(jws.encode("ascii")))


def fingerprint(jwk):
    """RFC 7638."""
    return b64(sha256(json.dumps(
        {"crv": jwk["crv"], "kty": jwk["kty"], "x": jwk["x"]}, separators=(",", ":")).encode()))


def read_json(raw):
    """Raises Unreadable, also for NaN and Infinity, or Repeated for a name that stands twice in an object."""
    def no_json(name):
        raise ValueError(name)

    def members(pairs):
        names = [name for name, _value in pairs]
        for name in names:
            if names.count(name) > 1:
                repeated.append(name)
        return dict(pairs)

    repeated = []
    try:
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=members, parse_constant=no_json)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Unreadable("no JSON") from error
    if repeated:
        raise Repeated(repeated[0])
    return found


def canonical_json(value):
    """RFC 8785, for texts, whole numbers, lists and objects."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        inner = ",".join(canonical_json(name) + ":" + canonical_json(value[name]) for name in names)
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical_json(one) for one in value) + "]"
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return json.dumps(value, ensure_ascii=False)


def read_jws(jws, typ):
    """Its payload, of which no signature was checked. Raises Unreadable or Repeated."""
    if not isinstance(jws, str) or len(jws) > 16384 or not re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", jws, re.A):
        raise Unreadable("no compact JWS")
    head, payload, _signature = (from_b64(part) for part in jws.split("."))
    if read_json(head) != {"alg": "EdDSA", "typ": typ}:
        raise Unreadable("another header")
    return read_json(payload)


def is_signed_by(jws, jwk):
    head, payload, signature = jws.split(".")
    key, signature = from_b64(jwk["x"]), from_b64(signature)
    return verify_ed25519(key, (head + "." + payload).encode("ascii"), signature)


def signer_of(jws, keys):
    """The number of the newest of the keys that signed it; None for none."""
    for number in reversed(range(len(keys))):
        if is_signed_by(jws, keys[number]):
            return number
    return None


def is_consistent(earlier, later, path):
    """RFC 6962, section 2.1.2 (as RFC 9162, section 2.1.4.2, checks it), of two (size, root)."""
    (first, first_root), (second, second_root) = earlier, later
    if first >= second:
        return False
    if first == 0:
        return not path and first_root == sha256(b"")
    if not path:
        return False
    if first & (first - 1) == 0:
        path = [first_root] + path
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    one = other = path[0]
    for sibling in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            one, other = sha256(b"\1" + sibling + one), sha256(b"\1" + sibling + other)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            other = sha256(b"\1" + other + sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and one == first_root and other == second_root


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _decompress(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_M1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = _decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
NEUTRAL = (0, 1, 1, 0)
_points = {}


def verify_ed25519(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    if key not in _points:
        _points[key] = _decompress(key)
    public, s = _points[key], int.from_bytes(signature[32:], "little")
    if public is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    # s·B − k·A has to be R: both products in one pass over the bits.
    negative = (P - public[0], public[1], 1, (P - public[0]) * public[1] % P)
    both = _add(BASE, negative)
    found = NEUTRAL
    for bit in range(252, -1, -1):
        found = _add(found, found)
        pair = (s >> bit & 1, k >> bit & 1)
        if pair != (0, 0):
            found = _add(found, both if pair == (1, 1) else BASE if pair[0] else negative)
    inverse = pow(found[2], P - 2, P)
    x, y = found[0] * inverse % P, found[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def is_included(leaf, index, size, path, root):
    """RFC 6962, section 2.1.1 (as RFC 9162, section 2.1.3.2, checks it)."""
    if index >= size:
        return False
    fn, sn, found = index, size - 1, leaf
    for sibling in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            found = sha256(b"\1" + sibling + found)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = sha256(b"\1" + found + sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and found == root
