#!/usr/bin/env python3
"""A second verifier of evidence packages and search reports, written from docs/evidence-format.md alone.

    python3 verifier/second/verify.py PACKAGE... [--server-key FINGERPRINT] [--server-ca FILE] [--trust FILE]

It needs Python 3 and openssl. It says a line of JSON for each: the outcome, and of a package the findings, by the
codes of docs/evidence.md; of a search report the problem, by those of docs/evidence-format.md. The exit code is that
of the last: 0 proven, 1 broken, 2 not fully proven, 3 consistent, 65 no package.
"""

import hashlib
import json
import re
import sys

import archive
import certificates
import custody
import footage
import native
import people
import report
import server
import signatures as sign
import windows
from journal import Journal, is_hex

EXITS = {"proven": 0, "broken": 1, "unproven": 2, "consistent": 3, "not-a-package": 65}
SUMS = ("SHA256SUMS", "SM3SUMS")
HELP = {"README.txt", "verify.html", *SUMS}
PROVEN = {"files-whole", "seal-valid", "journal-whole", "receipts-valid", "segments-signed", "segments-open",
          "statements-committed", "server-vouched", "server-key-pinned", "timestamp-valid", "origin-stamped",
          "certificate-valid", "windows-signed", "time-covered", "native-signed", "custody-committed",
          "notice-acknowledged", "policy-signed", "host-signed"}
DOCUMENTS = {
    "keys": (people.is_keys, {"keys": [], "segments": []}),
    "checkpoints": (people.is_checkpoints, {"checkpoints": [], "proofs": [], "timestamps": []}),
    "custody": (custody.is_custody, {"events": []}),
    "notice": (people.is_notice, {"acknowledgements": []}),
    "policy": (people.is_policies, {"policies": []}),
    "windows": (windows.is_windows, {"tracks": []}),
}


class Findings(list):
    def tell(self, code, about, status=None, **params):
        """False, so that whoever tells can note that something is not right."""
        status = status or ("proven" if code in PROVEN else "broken")
        self.append({"code": code, "status": status, "about": about, **params})
        return False

    def outcome(self):
        found = {one["status"] for one in self}
        if "broken" in found:
            return "broken"
        if "unproven" in found:
            return "unproven"
        return "consistent" if "open" in found else "proven"


def judge(path, trust):
    """What is said of it, without its path."""
    try:
        entries = archive.read_package(path)
    except archive.NotAPackage as error:
        return {"outcome": "not-a-package", "findings": [{"code": "not-a-package", "problem": str(error)}]}
    except archive.Ambiguous as error:
        findings = Findings()
        findings.tell("archive-ambiguous", "", problem=str(error))
        return {"outcome": "broken", "findings": findings}
    if "report.jws" in entries:
        outcome, problem = report.verify(entries, trust["serverKeys"])
        return {"outcome": outcome, "problem": problem}
    findings = verify(entries, trust)
    return {"outcome": findings.outcome(), "findings": findings}


def verify(entries, trust):
    findings = Findings()
    manifest = read_manifest(entries, findings.tell)
    if manifest is None:
        return findings
    files = {name: contents[0] for name, contents in entries.items()}
    whole = check_files(manifest, entries, files, findings.tell)
    check_manifest(manifest, findings.tell)
    check_sums(manifest, files, findings.tell)
    documents = read_documents(manifest, files, findings.tell)
    journals = [Journal(device, files, findings.tell) for device in manifest["devices"]]
    checkpoints = check_server(manifest, documents, journals, files, trust, findings.tell)
    for journal in journals:
        people.check_host(manifest, journal, findings.tell)
        footage.check_segments(manifest, journal, whole, findings.tell)
        footage.check_recordings(journal, findings.tell)
        footage.check_coverage(manifest, journal, findings.tell)
        windows.check_windows(manifest, journal, documents["windows"], findings.tell)
        people.check_notice(manifest, journal, documents["notice"], findings.tell)
        people.check_policies(manifest, journal, documents["policy"], findings.tell)
    footage.check_keys(manifest, documents["keys"], journals, files, whole, findings.tell)
    footage.check_playlists(manifest, documents["keys"], files, findings.tell)
    native.check_native_videos(manifest, documents["keys"], files, whole, findings.tell)
    footage.check_redaction(manifest, findings.tell)
    custody.check_custody(manifest, documents["custody"], checkpoints, findings.tell)
    return findings


def check_server(manifest, documents, journals, files, trust, tell):
    keys, document = manifest["serverKeys"], documents["checkpoints"]
    fingerprints = [sign.fingerprint(key) for key in keys]
    receipts = {}
    for journal in journals:
        receipts.update(server.check_receipts(journal, keys, tell))
    checkpoints = server.check_checkpoints(document, keys, tell)
    server.check_inclusion(document, journals, receipts, checkpoints, tell)
    stamps = server.check_timestamps(document, checkpoints, trust["authorities"], tell)
    for journal in journals:
        server.check_clock(manifest, journal, receipts, checkpoints, stamps, tell)
    if manifest["v"] < 4 and any(one["says"]["v"] == 2 for one in checkpoints.values()):
        tell("manifest-inconsistent", "")
    wants_seen = manifest["v"] >= 4
    known = trust["serverKeys"]
    server.check_server_keys(journals, checkpoints, fingerprints, known, wants_seen, tell)
    is_vouched = certificates.check_certificates(manifest, files, fingerprints[-1] in known,
                                                 trust["serverAuthorities"], tell)
    server.check_origin(manifest, document, fingerprints[-1], known, stamps, tell, is_vouched)
    return checkpoints


def read_manifest(entries, tell):
    raw = entries.get("manifest.json", ["missing"])[0]
    if raw == "missing":
        tell("manifest-missing", "")
        return None
    try:
        manifest = sign.read_json(raw or b"")
        if manifest["v"] not in (1, 2, 3, 4) or not manifest["devices"] or not manifest["serverKeys"]:
            raise sign.Unreadable("a field is missing")
        for name in ("segments", "files", "redaction", "videos", "from", "to", "createdAt", "timeZone", "package"):
            manifest[name]
        for one in manifest["segments"] + manifest["devices"]:
            one["device"], one.get("displays") or one["display"], one.get("start", 0) + one.get("duration", 1)
    except sign.Repeated:
        tell("document-ambiguous", "manifest.json")
        return None
    except (sign.Unreadable, KeyError, TypeError):
        tell("manifest-unreadable", "")
        return None
    manifest["sealedAt"] = manifest["createdAt"]
    seal = entries.get("manifest.jws", ["missing"])[0]
    if seal == "missing":
        tell("seal-missing", "")
        return manifest
    try:
        jws = (seal or b"").decode("ascii")
        says = sign.read_jws(jws, "wc-manifest+jws")
        if not sign.is_signed_by(jws, manifest["serverKeys"][-1]):
            raise sign.Unreadable("another key")
        is_of_this = says["manifestSha256"] == hashlib.sha256(raw).hexdigest() and says["package"] == manifest["package"]
        manifest["sealedAt"] = says["sealedAt"] if is_of_this else manifest["createdAt"]
        tell("seal-valid" if is_of_this else "seal-differs", "")
    except (sign.Unreadable, sign.Repeated, UnicodeDecodeError, KeyError):
        tell("seal-invalid", "")
    return manifest


def check_files(manifest, entries, files, tell):
    whole, lower = set(), set()
    listed = {one["path"]: one for one in manifest["files"]}
    renamed = set()
    for name, contents in entries.items():
        plain = re.sub(r"^(\./)+", "", name.replace("\\", "/"))
        if name.lower() in lower or len(contents) > 1:
            tell("entry-duplicate", name)
        lower.add(name.lower())
        if plain != name and plain in listed and plain not in entries:
            renamed.add(plain)
            tell("entry-renamed", name, expected=plain)
        elif re.search(r"^/|[\\:]", name) or ".." in name.split("/"):
            tell("entry-unsafe", name)
        elif name not in listed and name not in ("manifest.json", "manifest.jws"):
            tell("entry-unlisted", name)
    for path, one in listed.items():
        raw = files.get(path, "missing")
        if raw == "missing":
            if path not in renamed:
                tell("file-missing", path)
        elif raw is None:
            files.pop(path)
            tell("file-unreadable", path)
        elif hashlib.sha256(raw).hexdigest() == one["sha256"] and len(raw) == one["bytes"]:
            whole.add(path)
        else:
            found = {"found": len(raw), "expected": one["bytes"]}
            tell("file-changed" if len(raw) == one["bytes"] else "file-size", path, **found)
    if len(whole) == len(listed):
        tell("files-whole", "")
    return whole


def check_manifest(manifest, tell):
    named = [manifest[one] for one in DOCUMENTS if manifest.get(one) is not None]
    named += [manifest["certificates"]] if manifest.get("certificates") is not None else []
    named += [one["journal"]["path"] for one in manifest["devices"]]
    named += [one["context"] for one in manifest["devices"] if one.get("context")]
    named += [one["path"] for name in ("segments", "playlists", "reports")
              for one in manifest.get(name, []) if one.get("path")]
    named += [path for one in manifest["videos"] + manifest.get("nativeVideos", [])
              for path in (one["path"], one["subtitles"])]
    paths = [one["path"] for one in manifest["files"]]
    displays = {one["device"]: one["displays"] for one in manifest["devices"]}
    problems = [
        manifest["from"] >= manifest["to"], len(set(paths)) != len(paths),
        len(displays) != len(manifest["devices"]), not set(named) <= set(paths),
        any((one.get("path") is None) == (one.get("absent") is None) for one in manifest["segments"]),
        any(one["display"] not in displays.get(one["device"], []) for one in manifest["segments"]),
        any(not is_hex(one["sha256"], 64) for one in manifest["files"]),
    ]
    if any(problems):
        tell("manifest-inconsistent", "")
    for path in sorted(set(paths) - set(named) - HELP):
        tell("file-unknown", path)
    if manifest["videos"]:
        tell("video-copies", "", status="note")


def check_sums(manifest, files, tell):
    raw = files.get("SHA256SUMS")
    lines = [f"{one['sha256']}  {one['path']}\n" for one in manifest["files"] if one["path"] not in SUMS]
    if raw is not None and raw != "".join(lines).encode():
        tell("sums-differ", "SHA256SUMS")


def read_documents(manifest, files, tell):
    found = {}
    for name, (is_right, empty) in DOCUMENTS.items():
        path = manifest.get(name)
        found[name] = empty
        if path is None or files.get(path) is None:
            continue
        try:
            document = sign.read_json(files[path])
            if is_right(document):
                found[name] = document
            else:
                tell("document-unreadable", path)
        except sign.Repeated:
            tell("document-ambiguous", path)
        except (sign.Unreadable, KeyError, TypeError, AttributeError):
            tell("document-unreadable", path)
    return found


def main(arguments):
    paths, trust = [], {"serverKeys": [], "authorities": [], "serverAuthorities": []}
    while arguments:
        one = arguments.pop(0)
        if one == "--server-key":
            trust["serverKeys"].append(arguments.pop(0))
        elif one == "--server-ca":
            with open(arguments.pop(0), encoding="ascii") as file:
                trust["serverAuthorities"].append(file.read())
        elif one == "--trust":
            with open(arguments.pop(0), "rb") as file:
                given = sign.read_json(file.read())
            for kind, known in trust.items():
                known += given.get(kind, [])
        else:
            paths.append(one)
    code = 64
    for path in paths:
        judged = judge(path, trust)
        code = EXITS[judged["outcome"]]
        print(json.dumps({"package": path, **judged}), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
