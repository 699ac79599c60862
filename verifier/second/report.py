"""Search reports, by docs/evidence-format.md, "Search reports"."""

import datetime
import hashlib
import re

import signatures as sign
from journal import is_hex

FILES = ("report.json", "report.html", "report.jws")
MOST_BYTES = 16 * 1024 * 1024
MOST = 2 ** 53 - 1
PLACES = ("titles", "programs", "texts")
COUNTS = ("recordedMicros", "readMicros", "waitingSegments", "notedMicros", "unopened")
UUID_7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def verify(entries, server_keys):
    """The outcome, and the problem that names why it is broken; None for none."""
    if sorted(entries) != sorted(FILES) or any(len(contents) > 1 for contents in entries.values()):
        return "broken", "files-other"
    report, page, seal = (entries[name][0] for name in FILES)
    if any(raw is None or len(raw) > MOST_BYTES for raw in (report, page, seal)):
        return "broken", "file-unreadable"
    says = _read_seal(seal)
    if says is None:
        return "broken", "seal-invalid"
    for raw, name, problem in ((report, "reportSha256", "report-changed"), (page, "htmlSha256", "html-changed")):
        if hashlib.sha256(raw).hexdigest() != says[name]:
            return "broken", problem
    try:
        told = sign.read_json(report)
        if not _is_report(told) or told["search"] != says["search"]:
            return "broken", "report-invalid"
    except (sign.Unreadable, sign.Repeated, KeyError, TypeError, AttributeError):
        return "broken", "report-invalid"
    if sign.fingerprint(says["key"]) in server_keys:
        return "proven", None
    return ("unproven" if server_keys else "consistent"), None


def _read_seal(raw):
    try:
        jws = raw.decode("ascii")
        says = sign.read_jws(jws, "wc-search-report+jws")
        key = says["key"]
        is_right = _is_version_1(says["v"]) and _is_id(says["search"]) and _is_count(says["sealedAt"]) \
            and is_hex(says["reportSha256"], 64) and is_hex(says["htmlSha256"], 64) \
            and key["kty"] == "OKP" and key["crv"] == "Ed25519" and len(key["x"]) == 43
        return says if is_right and sign.is_signed_by(jws, key) else None
    except (sign.Unreadable, sign.Repeated, UnicodeDecodeError, KeyError, TypeError, AttributeError):
        return None


def _is_report(told):
    sought, people, days = told["sought"], told["people"], told["days"]
    named = [one["id"] for one in people]
    counted = [(one["person"], one["date"]) for one in days]
    return told["kind"] == "workcompanion-search-report" and _is_version_1(told["v"]) and _is_id(told["search"]) \
        and _is_count(told["madeAt"]) and _is_id(told["madeBy"]["id"]) and isinstance(told["madeBy"]["name"], str) \
        and _is_sought(sought) and isinstance(told["versions"]["product"], str) \
        and all(isinstance(one, str) for one in _listed(told["versions"]["engines"])) \
        and len(people) > 0 and all(_is_person(one) for one in _listed(people)) \
        and all(_is_day(one) for one in _listed(days)) \
        and len(set(named)) == len(named) and len(set(counted)) == len(counted) \
        and all(person in named for person, _date in counted)


def _is_sought(sought):
    return isinstance(sought["words"], str) and sought["words"] != "" and len(sought["places"]) > 0 \
        and all(place in PLACES for place in _listed(sought["places"])) \
        and (sought["program"] is None or isinstance(sought["program"], str)) \
        and isinstance(sought["isFrontOnly"], bool) \
        and _is_count(sought["from"]) and _is_count(sought["to"]) and sought["from"] < sought["to"]


def _is_person(one):
    return _is_id(one["id"]) and isinstance(one["name"], str) and isinstance(one["timeZone"], str) \
        and _is_count(one["hits"]) \
        and all(_is_count(part["from"]) and _is_count(part["to"]) for part in _listed(one["seen"]))


def _is_day(one):
    try:
        is_date = datetime.date.fromisoformat(one["date"]).isoformat() == one["date"]
    except ValueError:
        return False
    return is_date and _is_id(one["person"]) and all(_is_count(one[name]) for name in COUNTS)


def _listed(value):
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def _is_id(text):
    return isinstance(text, str) and UUID_7.fullmatch(text) is not None


def _is_count(value):
    if isinstance(value, float):
        return value.is_integer() and 0 <= value <= MOST
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def _is_version_1(value):
    """True equals 1 in Python."""
    return _is_count(value) and value == 1
