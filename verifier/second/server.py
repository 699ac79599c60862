"""What the server signed, by docs/evidence-format.md, "Checkpoints", "Where it comes from" and "Clocks"."""

import base64
import re
import subprocess
import tempfile
from datetime import datetime, timezone

import footage
import signatures as sign
from journal import told_times

MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE


def check_receipts(journal, keys, tell):
    """By the hash of the statement."""
    receipts, is_right = {}, True
    for one in journal.all:
        says, jws = one["says"], one["receipt"]
        try:
            receipt = sign.read_jws(jws, "wc-receipt+jws")
            is_signed = sign.signer_of(jws, keys) is not None
        except (sign.Unreadable, sign.Repeated):
            receipt, is_signed = {}, False
        if not is_signed:
            is_right = tell("receipt-signature", journal.id, index=says["index"])
        elif (receipt.get("statement"), receipt.get("device"), receipt.get("index")) != \
                (one["hash"], journal.id, says["index"]):
            is_right = tell("receipt-differs", journal.id, index=says["index"])
        else:
            receipts[one["hash"]] = receipt["receivedAt"]
            offset = says["clockOffset"]
            ahead = max(told_times(says)) + (offset or 0) - receipt["receivedAt"]
            if ahead > (DAY if offset is None else 5 * MINUTE):
                is_right = tell("receipt-early", journal.id, status="unproven", index=says["index"])
    if is_right and journal.all:
        tell("receipts-valid", journal.id)
    return receipts


def check_checkpoints(document, keys, tell):
    """By number."""
    found, before = {}, None
    steps = list(document.get("history", []))
    for jws in document["checkpoints"]:
        try:
            says = sign.read_jws(jws, "wc-checkpoint+jws")
            key = sign.signer_of(jws, keys) if _is_checkpoint(says) else None
        except (sign.Unreadable, sign.Repeated):
            says, key = None, None
        if key is None:
            tell("checkpoint-signature", "")
            before = None
            continue
        one = {"says": says, "hash": sign.jws_hash(jws), "key": key, "jws": jws}
        if before is not None:
            step = next((each for each in steps if each["from"] == before["says"]["number"]
                         and each["to"] == says["number"]), None)
            if step is not None:
                steps.remove(step)
            _check_neighbours(before, one, step, tell)
        elif says["v"] == 2 and says["number"] == 0 and says["history"] != sign.b64(sign.sha256(b"")):
            tell("history-differs", 0)
        found[says["number"]] = before = one
    for step in steps:
        tell("history-differs", step["to"])
    return found


def _is_checkpoint(says):
    fields = {"number", "prev", "from", "to", "statements", "root", "madeAt"}
    if says.get("v") == 1:
        return fields <= set(says)
    audit = says.get("audit")
    return says.get("v") == 2 and fields | {"history"} <= set(says) and isinstance(audit, dict) \
        and {"seq", "hash", "entries", "root"} <= set(audit)


def _check_neighbours(before, one, step, tell):
    last, says = before["says"], one["says"]
    number = says["number"]
    if number > last["number"] + 1:
        follows = last["v"] == 2 and says["v"] == 2 and says["from"] >= last["to"]
    else:
        follows = says["v"] >= last["v"] and \
            (number, says["prev"], says["from"]) == (last["number"] + 1, before["hash"], last["to"])
    if not follows:
        tell("checkpoint-link", number)
    if one["key"] < before["key"]:
        tell("checkpoint-old-key", number)
    if last["v"] == 1 or says["v"] == 1:
        if step is not None:
            tell("history-differs", number)
        return
    if step is None or not _is_one_history(before, says, step):
        tell("history-differs", number)
    first = says["audit"]["seq"] - says["audit"]["entries"]
    if first < last["audit"]["seq"] or (number == last["number"] + 1 and first != last["audit"]["seq"]):
        tell("audit-shortened", number)


def _is_one_history(before, says, step):
    last, root = before["says"], sign.from_b64(says["history"])
    inclusion, consistency = ([sign.from_b64(one) for one in step[name]] for name in ("inclusion", "consistency"))
    leaf = sign.sha256(b"\0" + sign.from_b64(before["hash"]))
    return sign.is_included(leaf, last["number"], says["number"], inclusion, root) and sign.is_consistent(
        (last["number"], sign.from_b64(last["history"])), (says["number"], root), consistency)


def check_inclusion(document, journals, receipts, checkpoints, tell):
    known = {journal.id: {one["says"]["index"]: one for one in journal.all} for journal in journals}
    broken = {journal.id for journal in journals if journal.broken}
    proven, wrong, told = set(), set(), set()
    for proof in document["proofs"]:
        device, index = proof["device"], proof["index"]
        entry = known.get(device, {}).get(index)
        if entry is None:
            if device not in broken:
                tell("inclusion-stray", device, index=index)
            continue
        committed = checkpoints.get(proof["checkpoint"])
        if committed is None:
            continue
        says = committed["says"]
        content = entry["jws"] if says["v"] == 1 else entry["jws"] + "\n" + entry["receipt"]
        leaf = sign.sha256(b"\0" + content.encode("utf-8"))
        path = [sign.from_b64(one) for one in proof["path"]]
        received = receipts.get(entry["hash"])
        if not sign.is_included(leaf, proof["leaf"], says["statements"], path, sign.from_b64(says["root"])):
            wrong.add((device, index))
            tell("inclusion-invalid", device, index=index)
        elif received is not None and not says["from"] <= received < says["to"]:
            wrong.add((device, index))
            tell("inclusion-misplaced", device, index=index)
        else:
            proven.add((device, index))
            if says["v"] == 1:
                told.add(device)
    for journal in journals:
        if journal.id in told:
            tell("receipts-told", journal.id, status="note")
        places = {(journal.id, one["says"]["index"]) for one in journal.stretch}
        if places - proven - wrong:
            tell("statements-uncommitted", journal.id, status="unproven")
        elif places and not any(device == journal.id for device, _index in wrong):
            tell("statements-committed", journal.id)


def check_timestamps(document, checkpoints, authorities, tell):
    """(checkpoint, when) of each stamp by an authority of the reader's."""
    trusted = []
    if not document["timestamps"]:
        tell("timestamp-none", "", status="note")
    for one in document["timestamps"]:
        committed = checkpoints.get(one["checkpoint"])
        at = committed and _stamped_at(base64.b64decode(one["token"]), committed["jws"].encode("ascii"))
        if at is None:
            tell("timestamp-invalid", one["checkpoint"])
        elif authorities and _is_trusted(one["token"], committed["jws"], authorities):
            tell("timestamp-valid", one["checkpoint"])
            trusted.append((one["checkpoint"], at))
        else:
            tell("timestamp-unvouched", one["checkpoint"], status="note")
    return trusted


def _openssl(arguments, *contents):
    files = []
    for content in contents:
        file = tempfile.NamedTemporaryFile()
        file.write(content)
        file.flush()
        files.append(file)
    names = [arguments[0]] + [one.format(*(file.name for file in files)) for one in arguments[1:]]
    done = subprocess.run(["openssl", *names], capture_output=True)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _stamped_at(token, data):
    """Whether the signature of the token holds, and is over this; whose it is, is another question."""
    told = _openssl(["ts", "-reply", "-token_in", "-in", "{0}", "-text"], token)
    signed = _openssl(["cms", "-verify", "-noverify", "-inform", "DER", "-in", "{0}"], token)
    when = told and re.search(r"Time stamp: (.*) GMT", told)
    if signed is None or not when or "Hash Algorithm: sha256" not in told:
        return None
    dump = re.search(r"Message data:\n((?:    [0-9a-f]{4} - .*\n)+)", told)
    hexes = re.findall(r"- ((?:[0-9a-f]{2}[ -]){16})", dump[1]) if dump else []
    digest = re.sub("[^0-9a-f]", "", "".join(hexes))
    if digest != sign.sha256(data).hex():
        return None
    moment = re.sub(r"\.\d+", "", when[1])
    found = datetime.strptime(moment, "%b %d %H:%M:%S %Y").replace(tzinfo=timezone.utc)
    return int(found.timestamp()) * 1_000_000


def _is_trusted(token, jws, authorities):
    raw = base64.b64decode(token)
    return _openssl(
        ["ts", "-verify", "-token_in", "-in", "{0}", "-data", "{1}", "-CAfile", "{2}", "-partial_chain"],
        raw, jws.encode("ascii"), "\n".join(authorities).encode("ascii")) is not None


def check_server_keys(journals, checkpoints, fingerprints, trusted, wants_seen, tell):
    seal, named_seal, is_contradicted = fingerprints[-1], 0, False
    for journal in journals:
        named = []
        for one in journal.of("recording-started"):
            key = one.get("serverKey")
            if key is not None and key not in fingerprints:
                is_contradicted = True
                tell("seen-other-key", journal.id, index=one["index"])
            elif key is not None:
                named.append(key)
        for one in journal.of("checkpoint-seen"):
            shown = checkpoints.get(one["checkpoint"])
            if one["serverKey"] not in fingerprints:
                is_contradicted = True
                tell("seen-other-key", journal.id, index=one["index"])
            elif shown and (shown["hash"], fingerprints[shown["key"]]) != (one["hash"], one["serverKey"]):
                is_contradicted = True
                tell("seen-other-checkpoint", journal.id, index=one["index"])
            else:
                named.append(one["serverKey"])
                if shown is None and wants_seen:
                    is_contradicted = True
                    tell("seen-checkpoint-gone", journal.id, status="unproven", index=one["index"])
        named_seal += named.count(seal)
        if named and seal not in named:
            is_contradicted = True
            tell("seal-other-key", journal.id)
    if named_seal:
        tell("server-vouched", seal)
    elif not is_contradicted:
        tell("server-unvouched", seal, status="unproven")
    if trusted:
        tell("server-key-pinned" if seal in trusted else "server-key-other", seal)


def check_origin(manifest, document, seal, trusted_keys, stamps, tell, is_vouched):
    last = max((one["checkpoint"] for one in document["proofs"]), default=None)
    covering = sorted(at for checkpoint, at in stamps if last is not None and checkpoint >= last)
    is_prompt = bool(covering) and covering[0] <= manifest["to"] + DAY
    if covering:
        tell("origin-stamped" if is_prompt else "timestamp-late", "", status=None if is_prompt else "note")
    if not is_prompt and not is_vouched and seal not in trusted_keys:
        tell("origin-unknown", seal, status="open")


def check_clock(manifest, journal, receipts, checkpoints, stamps, tell):
    clip = [one for one in journal.stretch if one["says"]["kind"] == "segment"
            and footage.touches(one["says"], manifest["from"], manifest["to"])]
    if not clip:
        return
    offsets = [one["says"]["clockOffset"] for one in clip if one["says"]["clockOffset"] is not None]
    offset = max(offsets, key=abs) if offsets else None
    enrolled = journal.device["enrolledAt"]
    known = receipts.get(clip[-1]["hash"])
    if known is not None:
        known = min([known] + [at for number, at in stamps
                               if number in checkpoints and checkpoints[number]["says"]["to"] > known])
    if offset is None:
        tell("clock-unmeasured", journal.id, status="unproven")
    elif abs(offset) > MINUTE:
        tell("clock-off", journal.id, status="unproven")
    elif known is not None:
        tell("clock-bounds", journal.id, status="note")
    start = min(one["says"]["start"] for one in clip) + (offset or 0)
    end = max(one["says"]["start"] + one["says"]["duration"] for one in clip) + (offset or 0)
    if start < enrolled - 5 * MINUTE:
        tell("clock-before-enrolment", journal.id, status="unproven")
    if known is not None and end > known + 5 * MINUTE:
        tell("clock-after-known", journal.id, status="unproven")
    for one in journal.of("checkpoint-seen"):
        shown = checkpoints.get(one["checkpoint"])
        if shown is None or shown["hash"] != one["hash"] or one["at"] >= manifest["to"]:
            continue
        if one["at"] + (one["clockOffset"] or 0) < shown["says"]["madeAt"] - 5 * MINUTE:
            tell("clock-before-checkpoint", journal.id, status="unproven", index=one["index"])
