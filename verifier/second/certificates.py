"""Whose key seals the package, by docs/evidence-format.md, "Whose key it is"."""

import re
import subprocess
import tempfile

import signatures as sign

PEM = re.compile(r"-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----")
# SubjectPublicKeyInfo of RFC 8410, before the 32 bytes of the key.
ED25519 = bytes.fromhex("302a300506032b6570032100")


def check_certificates(manifest, files, is_known, authorities, tell):
    """Whether an authority that the reader has named says whose the key is."""
    path = manifest.get("certificates")
    raw = files.get(path) if path is not None else None
    is_wanted = bool(authorities) and not is_known
    if raw is None:
        return tell("server-ca-other", "") if is_wanted else False
    blocks = PEM.findall(raw.decode("utf-8", "replace"))
    key = public_key(blocks[0]) if blocks else None
    if key is None:
        tell("certificate-unreadable", path)
    elif key != ED25519 + sign.from_b64(manifest["serverKeys"][-1]["x"]):
        tell("certificate-other-key", path)
    elif not leads_up(blocks, authorities, ["-no_check_time"]):
        tell("certificate-unvouched", "", status="note")
    elif not leads_up(blocks, authorities, ["-attime", str(manifest["sealedAt"] // 1_000_000)]):
        return tell("certificate-not-then", "", status="unproven")
    else:
        tell("certificate-valid", "")
        return True
    return tell("server-ca-other", "") if is_wanted else False


def public_key(pem):
    plain = openssl(["x509", "-noout", "-pubkey"], pem.encode())
    return openssl(["pkey", "-pubin", "-outform", "DER"], plain) if plain else None


def leads_up(blocks, authorities, times):
    if not authorities:
        return False
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for name, text in (("leaf", blocks[0]), ("others", "\n".join(blocks)), ("roots", "\n".join(authorities))):
            names[name] = f"{folder}/{name}.pem"
            with open(names[name], "w", encoding="ascii") as file:
                file.write(text)
        command = ["verify", "-partial_chain", "-no-CApath", "-no-CAstore", "-purpose", "any", *times,
                   "-trusted", names["roots"], "-untrusted", names["others"], names["leaf"]]
        return subprocess.run(["openssl", *command], capture_output=True).returncode == 0


def openssl(arguments, content):
    done = subprocess.run(["openssl", *arguments], input=content, capture_output=True)
    return done.stdout if done.returncode == 0 else None
