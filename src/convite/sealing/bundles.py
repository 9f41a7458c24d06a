"""What is published when the box was opened and counted? One file with everything that anybody needs to check it.

Words: a *bundle* is an archive (archives) of the files below; its *manifest* names each with its SHA-256 and is signed
with the key of the contest's log.

    LEEME.txt          what the other files are
    contest.json       the contest: id, hash of what was frozen, hash of the rule, log, public key, number of ballots,
                       version of the program, moment of the closing
    frozen.json        what was frozen at the opening: rule, options, money, limits
    roll.json          how many took part, by territory and channel, none fewer than ten
    checkpoints.jsonl  every checkpoint that was signed, one per line as a JSON text, from the first to the last
    leaves.bin         the leaves of the log, 32 bytes each, in order
    ballots.pb         the opened ballots, without any attribute, equal ones together
    certificate.json   the certificate of the count
    manifest.txt       what the parcel holds, signed

The private key is *not* in it, and neither are the sealed ballots: with the key anybody could open the ballot of a
receipt, and a receipt would become a proof of how one voted, to be sold or demanded; and what is sealed today may be
broken in thirty years. See docs/sealing/bundle.md. Not here: checking (bundle_checks), opening, counting.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from convite.rulebook.words import gettext_noop
from convite.sealing.archives import Content, chunks_of, write_archive
from convite.sealing.contests import canonical_hash
from convite.sealing.faults import SealingError
from convite.sealing.notes import Signer, sign_note
from convite.sealing.roll import Cell, small_cells

FORMAT = "convite-bundle/1"
FILES = (
    "LEEME.txt",
    "contest.json",
    "frozen.json",
    "roll.json",
    "checkpoints.jsonl",
    "leaves.bin",
    "ballots.pb",
    "certificate.json",
)
MANIFEST = "manifest.txt"

_SMALL = gettext_noop("Hay grupos de menos de diez votos en la participación: júntelos antes de publicar.")
_TOTALS = gettext_noop("La participación suma %(roll)s y la lista tiene %(leaves)s votos sellados: no se publica así.")

README = """Este paquete permite a cualquier persona comprobar una votación sin pedir permiso.

manifest.txt       lo que trae el paquete: la huella (SHA-256) de cada archivo, con la firma de la lista pública
contest.json       la votación: su número, la huella de lo que se congeló al abrirla, su lista, cuántos votos hubo
frozen.json        lo que se congeló al abrir: la regla, las opciones, el dinero y los límites
roll.json          cuántas personas participaron, por territorio y canal; ningún grupo de menos de diez
checkpoints.jsonl  los puntos de control firmados durante la votación, del primero al último
leaves.bin         las huellas de los votos sellados, 32 bytes cada una, en el orden de la lista pública
ballots.pb         los votos abiertos, sin ningún dato de quien votó, en el formato de pabulib.org
certificate.json   el certificado del conteo: cada paso, para repetirlo

No trae la llave de la urna ni los votos sellados: con ellos un recibo mostraría cómo votó alguien.
Se comprueba con `convite verify` o con los programas cortos que explica docs/sealing.
"""


@dataclass(frozen=True)
class Published:
    """What a bundle is made of, as plain data.

    `frozen` has at least "contest" (the id), "rule" (as the rulebook writes it, without seed) and "election": of what a
    certificate says of an election, everything that was settled before the vote, at least "projects" and "budget".
    `ballots` is the `.pb` file, `leaves` all leaves one after another, `checkpoints` the notes as they were signed,
    `public` the contest's public key, `closed_at` a moment in ISO 8601.
    """

    frozen: Mapping[str, Any]
    roll: Sequence[Cell]
    checkpoints: Sequence[str]
    leaves: bytes | Path
    ballots: bytes | Path
    certificate: Mapping[str, Any]
    public: bytes
    software: str
    closed_at: str


def write_bundle(target: BinaryIO, published: Published, log: Signer) -> None:
    """Writes the bundle. Errors: SealingError `small_cells`, `totals`, for what must not be published like this."""
    size = published.leaves.stat().st_size if isinstance(published.leaves, Path) else len(published.leaves)
    voted = sum(cell.ballots for cell in published.roll)
    if small_cells(published.roll):
        raise SealingError("small_cells", _SMALL)
    if size != 32 * voted:
        raise SealingError("totals", _TOTALS, {"roll": voted, "leaves": size // 32})
    contents: tuple[Content, ...] = (
        README.encode(),
        json_bytes(_contest(published, log, voted)),
        json_bytes(published.frozen),
        json_bytes({"cells": [cell._asdict() for cell in published.roll]}),
        "".join(json.dumps(note, ensure_ascii=False) + "\n" for note in published.checkpoints).encode(),
        published.leaves,
        published.ballots,
        json_bytes(published.certificate),
    )
    files = dict(zip(FILES, contents, strict=True))
    manifest = sign_note(manifest_text(str(published.frozen["contest"]), files.items()), log)
    write_archive(target, {**files, MANIFEST: manifest.encode()})


def manifest_text(contest: str, files: Iterable[tuple[str, Content]]) -> str:
    """What is signed: format, contest, and a line `hash size name` for each file.

    >>> print(manifest_text("c-1", [("a.txt", b"hola")]), end="")
    convite-bundle/1
    contest c-1
    b221d9dbb083a7f33428d7c2a3c3198ae925614d70210e28716ccaa7cd4ddb79 4 a.txt
    """
    lines = [FORMAT, f"contest {contest}"]
    for name, content in files:
        found, size = hashlib.sha256(), 0
        for block in chunks_of(content):
            found.update(block)
            size += len(block)
        lines.append(manifest_line(found.hexdigest(), size, name))
    return "".join(f"{line}\n" for line in lines)


def manifest_line(digest: str, size: int, name: str) -> str:
    """A file's line in the manifest."""
    return f"{digest} {size} {name}"


def json_bytes(value: Any) -> bytes:
    """JSON that a person can read too: one field per line at the top."""
    if not isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False).encode()
    rows = [f"{json.dumps(key)}: {json.dumps(each, ensure_ascii=False)}" for key, each in value.items()]
    return ("{\n" + ",\n".join(rows) + "\n}\n").encode()


def _contest(published: Published, log: Signer, voted: int) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "contest": published.frozen["contest"],
        "frozen": canonical_hash(published.frozen),
        "rule": published.frozen["rule"]["hash"],
        "log": str(log.verifier),
        "key": published.public.hex(),
        "ballots": voted,
        "software": published.software,
        "closed_at": published.closed_at,
    }
