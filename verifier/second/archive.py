"""The archive, by docs/evidence-format.md, "The archive": a zip in which no program has a choice."""

import os
import re
import struct
import zlib

EXTRA_FIELDS = {0x0001, 0x9901, 0x000A, 0x000D, 0x5455, 0x5855, 0x7855, 0x7875}
ALL_ONES_32 = 0xFFFFFFFF
ALL_ONES_16 = 0xFFFF
# What lies at the top of a package, and of a search report.
HEADS = ("manifest.json", "report.jws")


class NotAPackage(Exception):
    pass


class Ambiguous(Exception):
    pass


def read_package(path):
    """All files by their path. Raises NotAPackage or Ambiguous."""
    if os.path.isdir(path):
        return _read_folder(path)
    with open(path, "rb") as file:
        return _without_folder(_read_zip(file.read()))


def _read_folder(root):
    files = {}
    for folder, _folders, names in os.walk(root):
        for name in names:
            full = os.path.join(folder, name)
            if os.path.islink(full):
                raise Ambiguous("links")
            with open(full, "rb") as file:
                files[os.path.relpath(full, root).replace(os.sep, "/")] = [file.read()]
    return files


def _without_folder(files):
    if any(name in files for name in HEADS):
        return files
    tops = {name.split("/")[0] for name in files}
    if len(tops) != 1:
        return files
    top = tops.pop() + "/"
    if not any(top + name in files for name in HEADS):
        return files
    return {name[len(top):]: contents for name, contents in files.items()}


def _read_zip(data):
    size, offset, count, start = _end_record(data)
    headers = _directory(data[offset:start], count)
    if offset + size != start:
        raise Ambiguous("directory")
    _check_layout(data, headers, offset)
    files = {}
    for header in headers:
        if header["name"].endswith("/"):
            continue
        files.setdefault(header["name"], []).append(_content(data, header))
    return files


def _end_record(data):
    """Rules 1 and 2: size, offset and count of the directory, and where the end record begins."""
    if len(data) < 22 or b"PK\5\6" not in data:
        raise NotAPackage("no zip")
    at = len(data) - 22
    tail = data[-65557:]
    if data[at:at + 4] != b"PK\5\6" or data[-2:] != b"\0\0":
        raise Ambiguous("ends")
    if b"PK\5\6\0\0\0\0" in tail[:-22 + 7]:
        raise Ambiguous("ends")
    disk, first, here, count, size, offset = struct.unpack("<HHHHII", data[at + 4:at + 20])
    if at >= 20 and data[at - 20:at - 16] == b"PK\6\7":
        return _end_record_64(data, at, (disk, first, here, count, size, offset))
    if disk or first or here != count:
        raise Ambiguous("directory")
    return size, offset, count, at


def _end_record_64(data, at, short):
    start = at - 76
    if start < 0 or data[start:start + 4] != b"PK\6\6":
        raise Ambiguous("directory")
    disk, pointed, disks = struct.unpack("<IQI", data[at - 16:at])
    own = struct.unpack("<QHHIIQQQQ", data[start + 4:start + 56])
    length, disk64, first64, here64, count64, size64, offset64 = own[0], *own[3:]
    if disk or disks > 1 or pointed != start or length != 44 or disk64 or first64 or here64 != count64:
        raise Ambiguous("directory")
    ones = (ALL_ONES_16,) * 4 + (ALL_ONES_32,) * 2
    whole = (disk64, first64, here64, count64, size64, offset64)
    if any(value not in (full, one) for value, one, full in zip(short, ones, whole)):
        raise Ambiguous("directory")
    return size64, offset64, count64, start


def _extras(raw):
    fields = {}
    at = 0
    while at < len(raw):
        if at + 4 > len(raw):
            raise Ambiguous("features")
        kind, length = struct.unpack("<HH", raw[at:at + 4])
        if kind not in EXTRA_FIELDS or kind in fields or at + 4 + length > len(raw):
            raise Ambiguous("features")
        fields[kind] = raw[at + 4:at + 4 + length]
        at += 4 + length
    return fields


def _directory(raw, count):
    """Rules 3 to 6."""
    headers = []
    at = 0
    while at < len(raw):
        if raw[at:at + 4] != b"PK\1\2" or at + 46 > len(raw):
            raise Ambiguous("directory")
        (_made, version, flags, method, time, crc, packed, size, name_length, extra_length,
         comment, disk, _internal, external, offset) = struct.unpack(
            "<HHHHIIIIHHHHHII", raw[at + 4:at + 46])
        name = raw[at + 46:at + 46 + name_length]
        extra = _extras(raw[at + 46 + name_length:at + 46 + name_length + extra_length])
        at += 46 + name_length + extra_length
        if comment or disk:
            raise Ambiguous("directory")
        wide = extra.get(0x0001, b"")
        whole = []
        for value in (size, packed, offset):
            if value == ALL_ONES_32 and 0x0001 in extra:
                if len(wide) < 8:
                    raise Ambiguous("features")
                value, wide = struct.unpack("<Q", wide[:8])[0], wide[8:]
            whole.append(value)
        if wide:
            raise Ambiguous("features")
        _check_features(flags, method, extra)
        if method == 0 and whole[0] != whole[1]:
            raise Ambiguous("headers")
        _check_name(name, external)
        headers.append({
            "name": name.decode("ascii"), "raw": name, "version": version, "flags": flags,
            "method": method, "time": time, "crc": crc, "aes": extra.get(0x9901),
            "size": whole[0], "packed": whole[1], "offset": whole[2],
        })
    if at != len(raw) or len(headers) != count:
        raise Ambiguous("directory")
    return headers


def _check_features(flags, method, extra):
    if flags & ~0x080F:
        raise Ambiguous("features")
    is_aes = method == 99 and flags & 1 and 0x9901 in extra
    if method not in (0, 8) and not is_aes:
        raise Ambiguous("features")


def _check_name(name, external):
    if not re.fullmatch(rb"[\x20-\x7e]+", name):
        raise Ambiguous("names")
    kind = external >> 28
    is_folder = name.endswith(b"/")
    if kind not in ((0, 8, 4) if is_folder else (0, 8)):
        raise Ambiguous("links")
    if external & 0x08 or (external & 0x10 and not is_folder):
        raise Ambiguous("links")


def _check_layout(data, headers, end):
    """Rules 7 and 8."""
    at = 0
    for header in sorted(headers, key=lambda one: one["offset"]):
        if header["offset"] != at:
            raise Ambiguous("gaps")
        at = _check_local(data, header, end)
    if at != end:
        raise Ambiguous("gaps")


def _check_local(data, header, end):
    at = header["offset"]
    if data[at:at + 4] != b"PK\3\4" or at + 30 > end:
        raise Ambiguous("headers")
    version, flags, method, time, crc, packed, size, name_length, extra_length = struct.unpack(
        "<HHHIIIIHH", data[at + 4:at + 30])
    name = data[at + 30:at + 30 + name_length]
    extra = _extras(data[at + 30 + name_length:at + 30 + name_length + extra_length])
    same = ("version", version), ("flags", flags), ("method", method), ("time", time), ("raw", name)
    if any(header[key] != value for key, value in same) or header["aes"] != extra.get(0x9901):
        raise Ambiguous("headers")
    follows = flags & 8
    wide = 0x0001 in extra
    if wide:
        if (size, packed) != (ALL_ONES_32,) * 2 or len(extra[0x0001]) != 16:
            raise Ambiguous("headers")
        size, packed = struct.unpack("<QQ", extra[0x0001])
    for told, true in ((crc, header["crc"]), (packed, header["packed"]), (size, header["size"])):
        if told != true and not (follows and told == 0):
            raise Ambiguous("headers")
    at += 30 + name_length + extra_length
    header["data"] = at
    at += header["packed"]
    if not follows:
        return at
    form = "<IIQQ" if wide else "<IIII"
    length = struct.calcsize(form)
    if at + length > end:
        raise Ambiguous("headers")
    expected = (0x08074B50, header["crc"], header["packed"], header["size"])
    if struct.unpack(form, data[at:at + length]) != expected:
        raise Ambiguous("headers")
    return at + length


def _content(data, header):
    """Rule 9. None: damaged."""
    raw = data[header["data"]:header["data"] + header["packed"]]
    if header["flags"] & 1:
        raise NotAPackage("encrypted: unpack it with its password first")
    if header["method"] == 8:
        inflater = zlib.decompressobj(-15)
        try:
            raw = inflater.decompress(raw, header["size"] + 1)
        except zlib.error:
            return None
        if not inflater.eof or inflater.unused_data:
            return None
    if len(raw) != header["size"]:
        return None
    if zlib.crc32(raw) != header["crc"]:
        raise Ambiguous("checksum")
    return raw
