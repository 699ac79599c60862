"""Which programs and windows were in front, by docs/evidence-format.md, "Programs and windows"."""

import hashlib

import signatures as sign


def is_windows(document):
    for track in document["tracks"]:
        if not isinstance(track["device"], str) or not isinstance(track["journalIndex"], int):
            return False
        if track["absent"] not in (None, "shredded", "unreadable", "whole"):
            return False
        for use in track["uses"]:
            numbers = (use["at"], use["from"], use["to"])
            if any(type(one) is not int or one < 0 for one in numbers) or not isinstance(use["digest"], str):
                return False
            shown = use["shown"]
            if shown is not None and not (isinstance(shown["salt"], str) and isinstance(shown["text"], str)):
                return False
            if any(len(sign.from_b64(one)) != 32 for one in use["path"]):
                return False
    return True


def check_windows(manifest, journal, document, tell):
    own = [track for track in document["tracks"] if track["device"] == journal.id]
    signed = {says["index"]: says for says in journal.of("window-track")}
    told = {(track["track"], track["journalIndex"]) for track in own}
    is_broken, count = False, 0
    for index, says in signed.items():
        if (says["track"], index) in told or not touches(says, manifest):
            continue
        if manifest.get("windows") is None:
            tell("windows-left-out", journal.id, status="note", index=index)
        else:
            is_broken = not tell("windows-unlisted", journal.id, index=index)
    for track in own:
        says = signed.get(track["journalIndex"])
        if says is None or says["track"] != track["track"]:
            is_broken = not tell("windows-unsigned", journal.id, index=track["journalIndex"])
        elif track["absent"] is not None:
            tell("windows-absent", journal.id, status="note", reason=track["absent"])
        else:
            problems, shown = check_track(manifest, says, track)
            for code in sorted(problems):
                status = "note" if code == "windows-withheld" else "broken"
                is_broken = is_broken or status == "broken"
                tell(code, journal.id, status=status, index=track["journalIndex"])
            count += shown
    if count and not is_broken:
        tell("windows-signed", journal.id)


def check_track(manifest, says, track):
    problems, shown, before, uses = set(), 0, None, track["uses"]
    for use in uses:
        follows = before is None or (use["at"] == before["at"] + 1 and use["from"] >= before["to"])
        if not follows or not says["from"] <= use["from"] <= use["to"] <= says["to"]:
            problems.add("windows-differ")
        before = use
    if not uses or not (uses[0]["at"] == 0 or uses[0]["from"] <= manifest["from"]) \
            or not (uses[-1]["at"] == says.get("uses", 0) - 1 or uses[-1]["to"] >= manifest["to"]):
        problems.add("windows-silently")
    for use in uses:
        is_held = is_held_back(manifest, track["device"], use)
        if not is_signed(says, use):
            problems.add("windows-differ")
        elif use["shown"] is None:
            if touches(use, manifest):
                problems.add("windows-withheld" if is_held else "windows-silently")
        elif not touches(use, manifest) or is_held:
            problems.add("windows-withheld-named")
        else:
            shown += 1
    return problems, shown


def is_signed(says, use):
    if says.get("uses") is None or says.get("usesRoot") is None:
        return False
    leaf = sign.sha256(b"\0" + f"{use['from']} {use['to']} {use['digest']}".encode())
    path = [sign.from_b64(one) for one in use["path"]]
    if not sign.is_included(leaf, use["at"], says["uses"], path, sign.from_b64(says["usesRoot"])):
        return False
    if use["shown"] is None:
        return True
    shown = use["shown"]
    content = f"{shown['salt']}.{shown['text']}".encode("utf-8", "surrogatepass")
    if sign.from_b64(use["digest"]) != hashlib.sha256(content).digest():
        return False
    try:
        seen = sign.read_json(shown["text"].encode("utf-8"))
        return isinstance(seen["windows"], list) and "program" in seen and "title" in seen
    except (sign.Unreadable, sign.Repeated, KeyError, TypeError, UnicodeEncodeError):
        return False


def touches(one, other):
    return one["from"] < other["to"] and one["to"] > other["from"]


def is_held_back(manifest, device, use):
    places = manifest["redaction"]["withheld"] + manifest["redaction"]["blurred"]
    return any(place.get("device") in (None, device) and touches(use, place) for place in places)
