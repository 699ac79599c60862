"""The computer, the notice and the rules, by docs/evidence-format.md, "Time and people"."""

import hashlib

import footage
import signatures as sign


def check_host(manifest, journal, tell):
    shown = footage.of_clip(manifest, journal)
    recordings = {one["recording"] for one in shown}
    hosts = [one["host"] for one in journal.of("recording-started") if one["recording"] in recordings]
    for display in sorted({one["display"] for one in shown} - set(journal.device["displays"])):
        tell("display-left-out", display, status="note")
    if not hosts:
        return
    told = {"hostname": journal.device["hostname"],
            "timeZone": journal.device.get("timeZone", hosts[0]["timeZone"])}
    wrong = [field for field in told if all(host[field] != told[field] for host in hosts)]
    for field in wrong:
        tell("host-differs", journal.id, field=field)
    if not wrong:
        tell("host-signed", journal.id)
        if manifest["timeZone"] != told["timeZone"]:
            tell("zone-other", journal.id, status="note")


def check_notice(manifest, journal, notice, tell):
    signed = journal.of("notice-acknowledged")
    first = min((one["start"] for one in footage.of_clip(manifest, journal)), default=None)
    for told in notice["acknowledgements"]:
        if told["device"] != journal.id:
            continue
        says = next((one for one in signed if one["index"] == told["index"]), None)
        text = told.get("text")
        is_right = says is not None and all((
            says["noticeVersion"] == told["noticeVersion"],
            says["textSha256"] == told["textSha256"],
            says["locale"] == told["locale"],
            says["at"] == told["acknowledgedAt"],
            text is None or hashlib.sha256(text.encode("utf-8")).hexdigest() == told["textSha256"],
        ))
        if not is_right:
            tell("notice-differs", journal.id, index=told["index"])
    if first is None:
        return
    if any(one["at"] <= first for one in signed):
        tell("notice-acknowledged", journal.id)
    else:
        tell("notice-unproven", journal.id, status="unproven")


def check_policies(manifest, journal, policies, tell):
    digests, signed = {}, set()
    for one in journal.of("policy-applied"):
        if "policySha256" in one:
            digests.setdefault(one["policyVersion"], set()).add(one["policySha256"])
    for told in policies["policies"]:
        known, body = digests.get(told["version"]), told.get("body")
        if told["device"] != journal.id or body is None or not known:
            continue
        if hashlib.sha256(sign.canonical_json(body).encode("utf-8")).hexdigest() in known:
            signed.add(told["version"])
        else:
            tell("policy-differs", journal.id, version=told["version"])
    for version in {one["policyVersion"] for one in footage.of_clip(manifest, journal)}:
        if version in signed:
            tell("policy-signed", journal.id, version=version)
        else:
            tell("policy-unproven", journal.id, status="unproven", version=version)


def is_notice(document):
    return all(isinstance(one["index"], int) and isinstance(one["noticeVersion"], int)
               for one in document["acknowledgements"])


def is_policies(document):
    return all(isinstance(one["version"], int) and isinstance(one.get("body"), (dict, type(None)))
               for one in document["policies"])


def is_keys(document):
    return all(len(one["key"]) == 22 and one["window"]["from"] < one["window"]["to"] for one in document["keys"]) \
        and all(len(one["key"]) == 22 and isinstance(one["segment"], str) for one in document.get("segments", []))


def is_checkpoints(document):
    return all(isinstance(one, str) for one in document["checkpoints"]) \
        and all(isinstance(one["leaf"], int) and isinstance(one["path"], list) for one in document["proofs"]) \
        and all(isinstance(one["from"], int) and isinstance(one["to"], int) and isinstance(one["inclusion"], list)
                and isinstance(one["consistency"], list) for one in document.get("history", [])) \
        and all(isinstance(one["token"], str) for one in document["timestamps"])
