"""A device's signed chain, by docs/evidence-format.md, "Journals"."""

import re

import signatures as sign

MICROS = 1_000_000
GENESIS = "A" * 43
REQUIRED = {
    "recording-started": ("recording", "display", "host", "policyVersion"),
    "segment": ("segment", "recording", "display", "sequence", "start", "duration", "bytes", "sha256",
                "keyId", "iv", "policyVersion", "recovered"),
    "recording-ended": ("recording", "display", "end", "segments", "reason"),
    "gap": ("gap", "display", "cause", "from", "to"),
    "paused": ("gap", "from"),
    "resumed": ("gap", "to"),
    "policy-applied": ("policyVersion",),
    "notice-acknowledged": ("noticeVersion", "textSha256", "locale", "userName"),
    "key-deposited": ("keyId", "window"),
    "checkpoint-seen": ("checkpoint", "hash", "serverKey"),
    "journal-damaged": ("lost",),
    "window-track": ("track", "from", "to", "detail", "bytes", "sha256", "keyId", "policyVersion"),
}
COMMON = ("v", "device", "index", "prev", "at", "monotonic", "clockOffset", "kind")


class Journal:
    """What is left of a device's journal after all that it has not signed is gone."""

    def __init__(self, device, files, tell):
        self.device, self.id, self.tell = device, device["device"], tell
        self.broken = False
        self.breaks = []
        self.stretch = self._read_stretch(files)
        self.context = self._read_context(files)
        self.all = self.context + self.stretch
        self._judge_breaks()
        self._false_damages()
        if not self.broken and not self.breaks:
            tell("journal-whole", self.id)

    def of(self, kind):
        return [one["says"] for one in self.all if one["says"]["kind"] == kind]

    def _fail(self, code, at=None, status="broken"):
        self.broken = True
        self.tell(code, self.id, status=status, index=at)

    def _lines(self, files, path):
        raw = files.get(path)
        if raw is None:
            return []  # named where the files are
        try:
            lines = raw.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            self.tell("document-unreadable", path)
            return []
        return lines[:-1] if lines[-1] == "" else lines

    def _read_line(self, line, at):
        try:
            parsed = sign.read_json(line.encode("utf-8"))
            if not isinstance(parsed, dict) or not isinstance(parsed.get("receipt"), str):
                raise sign.Unreadable("no line")
            jws = parsed.get("statement")
            says = sign.read_jws(jws, "wc-statement+jws")
            if not sign.is_signed_by(jws, self.device["publicKey"]):
                return self._fail("statement-signature", at)
            kind = says.get("kind")
            fields = COMMON + REQUIRED.get(kind, ("no such kind",))
            if says.get("v") != 1 or any(field not in says for field in fields):
                return self._fail("statement-unreadable", at)
        except sign.Repeated:
            return self._fail("document-ambiguous", at)
        except (sign.Unreadable, AttributeError):
            return self._fail("statement-unreadable", at)
        return {"says": says, "jws": jws, "hash": sign.jws_hash(jws), "receipt": parsed["receipt"]}

    def _read_stretch(self, files):
        about = self.device["journal"]
        lines = self._lines(files, about["path"])
        found = []
        expected, prev = about["firstIndex"], about["prev"]
        for line in lines:
            one = self._read_line(line, expected)
            if one is None:
                expected, prev = expected + 1, None
                continue
            says = one["says"]
            index = says["index"]
            if index > expected:
                self.breaks.append((expected, index - 1, says["prev"]))
                expected, prev = index, None
            if says["device"] != self.id:
                self._fail("statement-device", index)
            elif index != expected:
                self._fail("journal-order", index)
            elif prev is not None and says["prev"] != prev:
                self._fail("journal-link", index)
            if says["device"] == self.id:
                found.append(one)
            expected, prev = index + 1, one["hash"]
        if about["path"] in files and len(lines) != about["count"]:
            self._fail("journal-extent")
        return found

    def _read_context(self, files):
        path = self.device.get("context")
        found, last = [], -1
        for line in self._lines(files, path) if path else []:
            one = self._read_line(line, last + 1)
            if one is None:
                continue
            says = one["says"]
            index = says["index"]
            may_follow = says["kind"] in ("journal-damaged", "checkpoint-seen", "window-track") or "restates" in says
            if says["device"] != self.id:
                self._fail("statement-device", index)
            elif index <= last or (index >= self.device["journal"]["firstIndex"] and not may_follow):
                self._fail("context-order", index)
            else:
                found.append(one)
            last = max(last, index)
        return found

    def _judge_breaks(self):
        lost = [part for damage in self.of("journal-damaged") for part in damage["lost"]]
        restated = {one["says"]["restates"]["index"]: one["says"]["restates"]["hash"]
                    for one in self.all if "restates" in one["says"]}
        for first, last, prev in self.breaks:
            for index in range(first, last + 1):
                if any(part["first"] <= index <= part["last"] for part in lost):
                    continue
                if index in restated and (index != last or restated[index] == prev):
                    continue
                return self._fail("journal-order", index)
        if self.breaks:
            self.tell("journal-damaged", self.id, status="unproven")
        return None

    def _false_damages(self):
        for damage in self.all:
            if damage["says"]["kind"] != "journal-damaged":
                continue
            for other in self.all:
                index = other["says"]["index"]
                is_lost = any(part["first"] <= index <= part["last"] for part in damage["says"]["lost"])
                if is_lost and _received(other) > _received(damage):
                    self._fail("journal-damage-false", index)

    def has_entry(self, index):
        return any(one["says"]["index"] == index for one in self.all)

    def is_gone(self, index):
        """The entry may have been signed: it is not in what is left of the journal."""
        about = self.device["journal"]
        last = max([about["firstIndex"] + about["count"] - 1] + [one["says"]["index"] for one in self.stretch[-1:]])
        return not self.has_entry(index) and index <= last


def _received(one):
    try:
        return sign.read_jws(one["receipt"], "wc-receipt+jws").get("receivedAt", 0)
    except (sign.Unreadable, sign.Repeated):
        return 0


def told_times(says):
    """What a statement says has been."""
    times = [says["at"]]
    if says["kind"] == "segment":
        times += [says["start"], says["start"] + says["duration"]]
    elif says["kind"] == "recording-ended":
        times.append(says["end"])
    elif says["kind"] == "gap":
        times += [says["from"], says["from"] if says["to"] is None else says["to"]]
    elif says["kind"] == "window-track":
        times += [says["from"], says["to"]]
    elif says["kind"] == "paused":
        times.append(says["from"])
    elif says["kind"] == "resumed":
        times.append(says["to"])
    return times


def is_hex(text, length):
    return isinstance(text, str) and re.fullmatch("[0-9a-f]{%d}" % length, text) is not None
