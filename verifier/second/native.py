"""Native videos, by docs/evidence-format.md, "Native videos"."""

import re
import subprocess

import footage
import signatures

TOLERANCE = 90
WRAP = 2 ** 33
STREAMS = {0x1b: "h264", 0x24: "hevc"}
SETS = {"h264": (7, 8), "hevc": (32, 33, 34)}
START = re.compile(b"\0\0\1")


class Unreadable(Exception):
    pass


def number(raw, at, size=4):
    if at < 0 or at + size > len(raw):
        raise Unreadable("a box is too short")
    return int.from_bytes(raw[at:at + size], "big")


def check_native_videos(manifest, keys, files, whole, tell):
    for video in manifest.get("nativeVideos", []):
        own = [one for one in manifest["segments"] if one.get("path") is not None
               and (one["device"], one["display"]) == (video["device"], video["display"])]
        known = [one for one in own if one["path"] in whole and footage.key_of(keys, one) is not None]
        if video["path"] not in whole or len(known) < len(own):
            continue
        try:
            segments = [(one["start"], one["duration"], _plain(files[one["path"]], footage.key_of(keys, one), one["iv"]))
                        for one in sorted(known, key=lambda one: one["start"])]
            _compare(manifest, files[video["path"]], segments, video["path"], tell)
        except (Unreadable, IndexError, signatures.Unreadable, subprocess.CalledProcessError) as error:
            tell("native-unreadable", video["path"], problem=str(error))


def _plain(raw, key, iv):
    return subprocess.run(
        ["openssl", "enc", "-d", "-aes-128-cbc", "-nopad", "-K", signatures.from_b64(key).hex(), "-iv", iv],
        input=raw, capture_output=True, check=True).stdout


def _ticks(clip, moment):
    return ((moment - clip["from"]) * 9 + 50) // 100


def _compare(clip, raw, segments, path, tell):
    descriptions, samples = _read_video(raw)
    wrong = {"native-picture-other": [], "native-picture-missing": [], "native-parameters-other": []}
    last = -1
    for at, sample, index in samples:
        codec, sets = descriptions[index] if index < len(descriptions) else ("h264", [])
        own = parameter_sets(codec, units_of(sample))
        if own != sets if own else index != last:
            wrong["native-parameters-other"].append(at)
        last = index
    waiting = {at: (sample, index) for at, sample, index in samples}
    signed = encoded = 0
    for at, codec, units, is_lead in _shown(clip, segments):
        found = waiting.pop(at, None)
        if found is None:
            wrong["native-picture-missing"].append(at)
        elif is_lead:
            encoded += 1
        elif found[0] == b"".join(len(unit).to_bytes(4, "big") + unit for unit in units):
            signed += 1
            if found[1] >= len(descriptions) or descriptions[found[1]][0] != codec:
                wrong["native-parameters-other"].append(at)
        else:
            wrong["native-picture-other"].append(at)
    for at, (sample, _index) in waiting.items():
        if not is_empty(units_of(sample)) or any(_ticks(clip, start) <= at < _ticks(clip, start + length) for start, length, _ in segments):
            wrong["native-picture-other"].append(at)
    for code, times in wrong.items():
        if times:
            tell(code, path, count=len(times))
    if not any(wrong.values()):
        tell("native-signed", path, count=signed)
    if encoded:
        tell("native-encoded", path, status="note", count=encoded)


def _shown(clip, segments):
    end, last = _ticks(clip, clip["to"]) - TOLERANCE, None
    for index, (start, _length, plain) in enumerate(segments):
        until = min([end] + [_ticks(clip, one[0]) for one in segments[index + 1:index + 2]])
        if until <= -TOLERANCE:
            continue
        first, base = _ticks(clip, start), None
        is_lead = first < -TOLERANCE
        for pts, codec, units in _pictures(plain):
            base = pts if base is None else base
            at = first + (pts - base) % WRAP
            if at >= until:
                break
            if at < -TOLERANCE or (last is not None and at <= last):
                continue
            if is_key(codec, units):
                is_lead = False
            last = at
            yield max(0, at), codec, units, is_lead


def _pictures(plain):
    """Of a transport stream: time, codec and NAL units of each PES packet of its first video stream."""
    map_id = video_id = codec = pts = None
    payloads = []
    for at in range(0, len(plain) - 187, 188):
        packet = plain[at:at + 188]
        if packet[0] != 0x47:
            break
        stream, is_start = number(packet, 1, 2) & 0x1fff, packet[1] & 0x40
        begins = 188 if not packet[3] & 0x10 else 5 + packet[4] if packet[3] & 0x20 else 4
        payload = packet[begins:]
        if stream == video_id:
            is_pes = is_start and payload[:3] == b"\0\0\1" and payload[3] & 0xf0 == 0xe0 and payload[7] & 0x80
            if is_pes:
                if pts is not None:
                    yield pts, codec, split_units(b"".join(payloads))
                time = payload[9:14]
                pts = (time[0] >> 1 & 7) << 30 | (number(time, 1, 2) >> 1) << 15 | number(time, 3, 2) >> 1
                payloads = [payload[9 + payload[8]:]]
            elif pts is not None:
                payloads.append(payload)
        elif is_start and stream == 0:
            table = payload[1 + payload[0]:]
            programs = [entry for entry in range(8, len(table) - 7, 4) if number(table, entry, 2)]
            map_id = number(table, programs[0] + 2, 2) & 0x1fff if programs else map_id
        elif is_start and stream == map_id:
            table = payload[1 + payload[0]:]
            end = 3 + (number(table, 1, 2) & 0xfff) - 4
            entry = 12 + (number(table, 10, 2) & 0xfff)
            while entry + 5 <= min(end, len(table)):
                if table[entry] in STREAMS:
                    codec, video_id = STREAMS[table[entry]], number(table, entry + 1, 2) & 0x1fff
                    break
                entry += 5 + (number(table, entry + 3, 2) & 0xfff)
    if pts is not None:
        yield pts, codec, split_units(b"".join(payloads))


def split_units(raw):
    starts = [found.end() for found in START.finditer(raw)]
    units = [raw[start:end].rstrip(b"\0") for start, end in zip(starts, [one - 3 for one in starts[1:]] + [len(raw)])]
    return [unit for unit in units if unit]


def units_of(sample):
    units, at = [], 0
    while at + 4 < len(sample):
        end = at + 4 + number(sample, at)
        if end > len(sample):
            break
        units.append(sample[at + 4:end])
        at = end
    return units


def _kind(codec, unit):
    if not unit:
        return 0
    return unit[0] & 0x1f if codec == "h264" else unit[0] >> 1 & 0x3f


def is_key(codec, units):
    return any(_kind(codec, unit) in ((5,) if codec == "h264" else range(16, 22)) for unit in units)


def is_empty(units):
    return len(units) == 3 and units[0][0] == 0x67 and units[1][0] == 0x68 and len(units[0]) <= 64 \
        and len(units[1]) <= 64 and re.fullmatch(rb"\x65\x88\x80\x4a\x27*\x80", units[2]) is not None


def parameter_sets(codec, units):
    return [unit for kind in SETS[codec] for unit in units if _kind(codec, unit) == kind]


def _boxes(raw):
    boxes, at = [], 0
    while at + 8 <= len(raw):
        size = number(raw, at)
        if size < 8 or at + size > len(raw):
            raise Unreadable("a box has no end")
        boxes.append((raw[at + 4:at + 8], raw[at + 8:at + size]))
        at += size
    return boxes


def _box(raw, *path):
    for kind in path:
        found = [body for one, body in _boxes(raw) if one == kind]
        if len(found) != 1:
            raise Unreadable(f"not one {kind}")
        raw = found[0]
    return raw


def _read_video(raw):
    """The descriptions (codec, parameter sets) and the samples (time, content, description) of its pictures."""
    at, parts = 0, []
    for kind in (b"ftyp", b"moov"):
        size = number(raw, at)
        if raw[at + 4:at + 8] != kind or size < 8 or at + size > len(raw):
            raise Unreadable(f"no {kind} where it belongs")
        parts.append(raw[at + 8:at + size])
        at += size
    if raw[at:at + 8] != b"\0\0\0\1mdat" or at + 16 > len(raw):
        raise Unreadable("no mdat where it belongs")
    at += 16
    tracks = [(_box(body, b"mdia", b"hdlr")[8:12], body) for kind, body in _boxes(parts[1]) if kind == b"trak"]
    videos = [body for kind, body in tracks if kind == b"vide"]
    if len(videos) != 1 or any(kind not in (b"vide", b"sbtl") for kind, _ in tracks):
        raise Unreadable("not one video track")
    track = videos[0]
    tables = _box(track, b"mdia", b"minf", b"stbl")
    if number(_box(track, b"mdia", b"mdhd"), 12) != 90_000 or any(kind == b"ctts" for kind, _ in _boxes(tables)):
        raise Unreadable("another clock or order")
    sizes, times = _table(tables, b"stsz")[3:], _times(track, tables)
    changes, places = _table(tables, b"stsc")[2:], _table(tables, b"co64")[2:]
    samples, line = [], 0
    for chunk, (high, low) in enumerate(zip(places[::2], places[1::2])):
        if line + 3 < len(changes) and changes[line + 3] == chunk + 1:
            line += 3
        if high << 32 | low != at:
            raise Unreadable("pictures that lie elsewhere")
        for _ in range(min(changes[line + 1], len(sizes) - len(samples))):
            size = sizes[len(samples)]
            if at + size > len(raw):
                raise Unreadable("it ends too early")
            samples.append((times[len(samples)], raw[at:at + size], changes[line + 2] - 1))
            at += size
    if not len(samples) == len(sizes) == len(times):
        raise Unreadable("tables of different lengths")
    return _descriptions(tables), samples


def _table(tables, kind):
    raw = _box(tables, kind)
    return [number(raw, at) for at in range(0, len(raw) - 3, 4)]


def _times(track, tables):
    at, times = 0, []
    if any(kind == b"edts" for kind, _ in _boxes(track)):
        edits = _table(_box(track, b"edts"), b"elst")
        if len(edits) != 8 or edits[:2] + edits[3:5] + edits[6:] != [0, 2, 0xffffffff, 0x10000, 0, 0x10000]:
            raise Unreadable("an edit list that is more than a delay")
        at = edits[2]
    runs = _table(tables, b"stts")[2:]
    for count, length in zip(runs[::2], runs[1::2]):
        if length == 0:
            raise Unreadable("two pictures at a time")
        if len(times) + count > 86_400 * 60:
            raise Unreadable("too many pictures")
        for _ in range(count):
            times.append(at)
            at += length
    return times


def _descriptions(tables):
    found = []
    for kind, body in _boxes(_box(tables, b"stsd")[8:]):
        if kind == b"avc1":
            record = _box(body[78:], b"avcC")
            sets, at = _sets(record, 6, record[5] & 0x1f)
            more, _ = _sets(record, at + 1, record[at])
            found.append(("h264", sets + more))
        elif kind == b"hvc1":
            record, sets, at = _box(body[78:], b"hvcC"), [], 23
            for _ in range(record[22]):
                more, at = _sets(record, at + 3, number(record, at + 1, 2))
                sets += more
            found.append(("hevc", sets))
        else:
            raise Unreadable(f"pictures of the kind {kind}")
    return found


def _sets(record, at, count):
    sets = []
    for _ in range(count):
        end = at + 2 + number(record, at, 2)
        if end > len(record):
            raise Unreadable("parameter sets without an end")
        sets.append(record[at + 2:end])
        at = end
    return sets, at
