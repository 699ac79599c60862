"""Footage, by docs/evidence-format.md, "Segments, keys and playlists" and "Time and people"."""

import re
import subprocess

COPIED = ("segment", "device", "display", "recording", "sequence", "start", "duration", "bytes",
          "sha256", "keyId", "keyDerivation", "iv")
ROUNDING = 1_000
HANDOVER = 2_000_000
SHORTEST_HOLE = 500_000


def touches(one, start, end):
    return one["start"] < end and one["start"] + one["duration"] > start


def of_clip(manifest, journal):
    return [one for one in journal.of("segment") if touches(one, manifest["from"], manifest["to"])]


def check_segments(manifest, journal, whole, tell):
    own = [one for one in manifest["segments"] if one["device"] == journal.id]
    signed = {one["index"]: one for one in journal.of("segment")}
    files = {one["path"]: one for one in manifest["files"]}
    seen, paths, is_right = set(), set(), True
    for one in own:
        index, path = one["journalIndex"], one.get("path")
        if index in seen or (path is not None and path in paths):
            is_right = tell("segment-duplicate", one["segment"])
        seen.add(index)
        paths.add(path)
        says = signed.get(index)
        if says is None:
            code = "segment-entry-gone" if journal.is_gone(index) else "segment-unsigned"
            is_right = tell(code, one["segment"])
            continue
        for field in COPIED:
            if one.get(field) != says.get(field):
                is_right = tell("segment-differs", one["segment"], field=field)
        file = files.get(path)
        if file is not None and (file["sha256"], file["bytes"]) != (says["sha256"], says["bytes"]):
            is_right = tell("segment-file-differs", one["segment"])
        if one.get("absent") in ("shredded", "unreadable"):
            tell("segment-absent", one["segment"], status="unproven")
    for says in of_clip(manifest, journal):
        if says["display"] in journal.device["displays"] and says["index"] not in seen:
            is_right = tell("segment-unlisted", says["segment"])
    shown = [one["path"] for one in own if one.get("path") is not None]
    if is_right and shown and all(path in whole for path in shown):
        tell("segments-signed", journal.id, count=len(shown))


def check_recordings(journal, tell):
    heads = {one["recording"]: one for one in journal.of("recording-started")}
    segments = journal.of("segment")
    for recording in dict.fromkeys(one["recording"] for one in segments):
        run = [one for one in segments if one["recording"] == recording]
        head = heads.get(recording)
        if head is None:
            tell("recording-headless", recording, status="unproven")
        displays = {one["display"] for one in run} | ({head["display"]} if head else set())
        if len(displays) > 1:
            tell("recording-splice", recording)
        run.sort(key=lambda one: one["sequence"])
        for before, one in zip(run, run[1:]):
            ended = before["start"] + before["duration"]
            if one["sequence"] == before["sequence"] or one["start"] < ended - ROUNDING:
                tell("recording-splice", one["segment"])
            elif one["sequence"] > before["sequence"] + 1:
                tell("recording-skips", one["segment"], status="unproven")
    for display in {one["display"] for one in segments}:
        furthest = None
        for one in sorted((s for s in segments if s["display"] == display), key=lambda s: s["start"]):
            if furthest is not None and one["recording"] != furthest["recording"] and \
                    one["start"] < furthest["start"] + furthest["duration"] - HANDOVER:
                tell("recording-overlap", one["segment"], status="unproven")
            if furthest is None or one["start"] + one["duration"] > furthest["start"] + furthest["duration"]:
                furthest = one
    if not any(one["cause"] == "clock-changed" for one in journal.of("gap")):
        for before, one in zip(journal.stretch, journal.stretch[1:]):
            before, one = before["says"], one["says"]
            if one["monotonic"] >= before["monotonic"] and before["at"] - one["at"] > HANDOVER:
                tell("clock-back", journal.id, status="unproven", index=one["index"])


def key_of(keys, segment):
    if segment.get("keyDerivation") is None:
        found = [one["key"] for one in keys["keys"] if one["keyId"] == segment["keyId"]]
    else:
        found = [one["key"] for one in keys.get("segments", []) if one["segment"] == segment["segment"]]
    return found[-1] if found else None


def check_keys(manifest, keys, journals, files, whole, tell):
    present = [one for one in manifest["segments"] if one.get("path") is not None]
    old = {one["keyId"] for one in present if one.get("keyDerivation") is None}
    own = {one["segment"] for one in present if one.get("keyDerivation") is not None}
    for one in keys["keys"]:
        if one["keyId"] not in old:
            tell("key-unneeded", one["keyId"])
        old.discard(one["keyId"])
        declared = {key["keyId"] for key in manifest.get("windowKeys", [])}
        if manifest["v"] > 1 and one["keyId"] not in declared:
            tell("key-undeclared", one["keyId"])
        tell("key-opens-window", one["keyId"], status="note")
    for one in keys.get("segments", []):
        if one["segment"] not in own:
            tell("key-unneeded", one["segment"])
        own.discard(one["segment"])
    windows = {one["keyId"]: one for one in keys["keys"]}
    torn = {one["segment"] for journal in journals for one in journal.of("segment") if one["recovered"]}
    opened = 0
    for one in present:
        key, window = key_of(keys, one), windows.get(one["keyId"])
        if key is None:
            tell("key-missing", one["segment"])
        elif one.get("keyDerivation") is None and window is not None and not (
                window["device"] == one["device"]
                and window["window"]["from"] <= one["start"] < window["window"]["to"]):
            tell("key-misplaced", one["segment"])
        elif one["path"] in whole:
            if _opens(files[one["path"]], key, one, one["segment"] in torn):
                opened += 1
            else:
                tell("segment-unplayable", one["segment"])
    if present and opened == len(present):
        tell("segments-open", "", count=opened)


def _opens(raw, key, segment, is_torn):
    import signatures
    try:
        key_hex = signatures.from_b64(key).hex()
    except signatures.Unreadable:
        return False
    if len(raw) % 16 or not raw or not re.fullmatch("[0-9a-f]{32}", segment["iv"]) or len(key_hex) != 32:
        return False
    plain = subprocess.run(
        ["openssl", "enc", "-d", "-aes-128-cbc", "-nopad", "-K", key_hex, "-iv", segment["iv"]],
        input=raw, capture_output=True, check=True).stdout
    padding = plain[-1]
    is_padded = 1 <= padding <= 16 and plain.endswith(bytes([padding]) * padding)
    body = plain[:-padding] if is_padded else plain[:-16]
    in_sync = all(body[at] == 0x47 for at in range(0, len(body), 188))
    return in_sync and len(body) > 188 and (is_torn or (is_padded and len(body) % 188 == 0))


KEY = re.compile(
    r'#EXT-X-KEY:METHOD=AES-128,URI="data:[\w/-]+;base64,([A-Za-z0-9+/]{22})==",IV=0x([0-9a-f]{32})')


def check_playlists(manifest, keys, files, tell):
    for playlist in manifest.get("playlists", []):
        raw = files.get(playlist["path"])
        if raw is None:
            continue
        own = {one.get("path"): one for one in manifest["segments"]
               if one["device"] == playlist["device"] and one["display"] == playlist["display"]}
        opened, is_right = (None, None), True
        for line in raw.decode("utf-8", "replace").splitlines():
            if line.startswith("#EXT-X-KEY"):
                found = KEY.fullmatch(line)
                opened = (found[1].replace("+", "-").replace("/", "_"), found[2]) if found else (None, None)
            elif line and not line.startswith("#"):
                one = own.get(line)
                is_right = is_right and one is not None and opened == (key_of(keys, one), one["iv"])
        if not is_right:
            tell("playlist-differs", playlist["path"])


def _is_of(part, device, display, start, end):
    return part.get("device") in (None, device) and part.get("display") in (None, display) \
        and part["from"] < end and part["to"] > start


def check_redaction(manifest, tell):
    withheld, blurred = manifest["redaction"]["withheld"], manifest["redaction"]["blurred"]
    for one in manifest["segments"]:
        end = one["start"] + one["duration"]
        is_named = any(_is_of(part, one["device"], one["display"], one["start"], end)
                       for part in withheld + blurred)
        if one.get("absent") == "withheld" and not is_named:
            tell("withheld-silently", one["segment"])
        if one.get("path") is not None and is_named:
            tell("withheld-present", one["segment"])
    for part in withheld:
        tell("stretch-withheld", "", status="note", reason=part["reason"])
    for part in blurred:
        if not part.get("isCovered"):
            tell("stretch-blurred", "", status="note", reason=part["reason"])
    covered = [(part["device"], part["display"], part["reason"])
               for part in blurred if part.get("isCovered")]
    for device, display, reason in sorted(set(covered)):
        count = covered.count((device, display, reason))
        tell("text-covered", f"{device}/{display}", status="note", reason=reason, count=count)


def check_coverage(manifest, journal, tell):
    gaps = {}
    for one in (entry["says"] for entry in journal.all):
        if one["kind"] == "gap":
            gaps[one["gap"]] = [one["display"], one["from"], one["to"]]
        elif one["kind"] == "paused":
            gaps[one["gap"]] = [None, one["from"], None]
        elif one["kind"] == "resumed" and one["gap"] in gaps:
            gaps[one["gap"]][2] = one["to"]
    last = journal.stretch[-1]["says"]["at"] if journal.stretch else manifest["from"]
    for display in journal.device["displays"]:
        told = [(one["start"], one["start"] + one["duration"])
                for one in journal.of("segment") if one["display"] == display]
        told += [(start, max(start, last) if end is None else end)
                 for of, start, end in gaps.values() if of in (None, display)]
        at, has_hole = manifest["from"], False
        for start, end in sorted(told) + [(manifest["to"], manifest["to"])]:
            if min(start, manifest["to"]) - at >= SHORTEST_HOLE:
                has_hole = True
                tell("time-hole", display, status="unproven")
            at = max(at, end)
        if not has_hole:
            tell("time-covered", display)
