"""Who handled the clip, by docs/evidence-format.md, "Custody"."""

import signatures as sign

WITHIN = 3 * 3_600_000_000
LOGGED = {
    "clip-selected": ("clip.made", "clip"),
    "package-requested": ("evidence-package.requested", "evidence-package"),
    "package-approved": ("evidence-package.approved", "evidence-package"),
    "package-reissued": ("evidence-package.reissued", "evidence-package"),
}
FIELDS = ("seq", "at", "userId", "action", "entityType", "entityId", "before", "after", "details", "prev")


def check_custody(manifest, custody, checkpoints, tell):
    events = custody["events"]
    times = [one["at"] for one in events]
    numbers = [one["entry"]["seq"] for one in events if one.get("entry")]
    is_right = True
    if times != sorted(times) or any(at > manifest["createdAt"] for at in times) or numbers != sorted(set(numbers)):
        is_right = tell("custody-order", "")
    committed = 0
    if manifest["v"] >= 4:
        for one in events:
            code = None if one["action"] == "package-made" else _judge(one, manifest, checkpoints)
            committed += code == "committed"
            if code == "custody-uncommitted":
                tell(code, one["action"], status="unproven")
            elif code not in (None, "committed", "told"):
                is_right = tell(code, one["action"])
        missing = _missing(events, manifest)
        if missing is not None:
            is_right = tell("custody-incomplete", missing)
    if not is_right:
        return
    tell("told-by-server", "", status="note")
    if committed:
        tell("custody-committed", "", count=committed)
    if committed < len(events):
        tell("custody-told", "", status="note", count=len(events) - committed)


def _judge(one, manifest, checkpoints):
    entry, proof = one.get("entry"), one.get("proof")
    if entry is None:
        return "custody-unlinked"
    if _differs(one, entry, manifest):
        return "custody-differs"
    committed = checkpoints.get(proof["checkpoint"]) if proof else None
    if committed is None:
        return "custody-uncommitted" if one["at"] + WITHIN < manifest["createdAt"] else "told"
    says = committed["says"]
    if says["v"] == 1:
        return "custody-proof-invalid"
    audit = says["audit"]
    index = entry["seq"] - (audit["seq"] - audit["entries"]) - 1
    facts = sign.canonical_json([entry[field] for field in FIELDS])
    leaf = sign.sha256(b"\0" + sign.sha256(facts.encode("utf-8")))
    path = [sign.from_b64(each) for each in proof["path"]]
    is_in = index >= 0 and sign.is_included(leaf, index, audit["entries"], path, sign.from_b64(audit["root"]))
    return "committed" if is_in else "custody-proof-invalid"


def _differs(one, entry, manifest):
    details, action = entry["details"], one["action"]
    pairs = [
        (LOGGED[action], (entry["action"], entry["entityType"])),
        (one["at"], entry["at"]),
        (one["user"], details.get("by")),
        (one["user"] is None, entry["userId"] is None),
        (one["note"], _note(action, details)),
    ]
    if action == "clip-selected":
        pairs += [
            (manifest["clip"]["id"], entry["entityId"]),
            (manifest["clip"]["title"], details.get("title")),
            (manifest["case"]["id"], details.get("case")),
            (manifest["person"]["id"], details.get("person")),
            (manifest["from"], details.get("from")),
            (manifest["to"], details.get("to")),
        ]
    if action == "package-requested":
        redaction = manifest["redaction"]
        shown = [{"device": device["device"], "display": display}
                 for device in manifest["devices"] for display in device["displays"]]
        pairs += [
            (manifest["clip"]["id"], details.get("clip")),
            (sign.canonical_json(redaction["withheld"]), sign.canonical_json(details.get("withheld"))),
            (len(redaction["blurred"]), details.get("blurred")),
            (sorted(map(sign.canonical_json, shown)), sorted(map(sign.canonical_json, details.get("displays") or []))),
        ]
    return any(told != logged for told, logged in pairs)


def _note(action, details):
    if action == "clip-selected":
        return str(details.get("title") or "")
    note = str(details.get("note") or "")
    if action != "package-requested":
        return note
    reason = str(details.get("reason") or "")
    return reason if note == "" else f"{reason}: {note}"


def _missing(events, manifest):
    def of(action):
        return [one for one in events if one["action"] == action]

    if len(of("clip-selected")) != 1:
        return "clip-selected"
    requests = [one.get("entry") for one in of("package-requested")]
    if len(requests) != 1 or requests[0] is None:
        return "package-requested"
    request = requests[0]
    approvals = [one.get("entry") for one in of("package-approved")]
    is_approved = bool(approvals) and approvals[0] is not None \
        and approvals[0]["entityId"] == request["entityId"] and approvals[0]["userId"] != request["userId"]
    if len(approvals) > 1 or is_approved != (request["details"].get("needsApproval") is True):
        return "package-approved"
    last = request["entityId"]
    for one in of("package-reissued"):
        entry = one.get("entry")
        last = entry["details"].get("reissuedAs") if entry and entry["entityId"] == last else None
    if last != manifest["package"]:
        return "package-reissued"
    return None if len(of("package-made")) == 1 else "package-made"


def is_custody(document):
    return all(isinstance(one["at"], int) and one["action"] in (*LOGGED, "package-made")
               and isinstance(one["note"], str) and isinstance(one["user"], (str, type(None)))
               and _is_entry(one.get("entry")) and _is_proof(one.get("proof")) for one in document["events"])


def _is_entry(entry):
    return entry is None or (all(field in entry for field in FIELDS) and isinstance(entry["seq"], int)
                             and entry["seq"] >= 1 and isinstance(entry["details"], dict))


def _is_proof(proof):
    return proof is None or (isinstance(proof["checkpoint"], int) and isinstance(proof["path"], list))
