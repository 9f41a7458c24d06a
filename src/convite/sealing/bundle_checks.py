"""Is a published bundle true? Every claim that can be checked without its publisher, one finding each.

Words: a *finding* is a claim with whether it holds. The caller brings what must come from elsewhere: the log's key, the
witnesses' keys, the hash of what was frozen (both published before the vote), and the *recount*, a function that counts
the ballots again (the rulebook's, or one's own).

The file is read a few times in blocks; what is loaded whole is limited. Not here: what a bundle holds (bundles).
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from convite.rulebook.words import Sentence, Value, gettext_noop
from convite.sealing.archives import Archive
from convite.sealing.bundle_claims import Claims, Recount, Wrong
from convite.sealing.faults import SealingError
from convite.sealing.notes import Verifier
from convite.sealing.tree import HASH_LENGTH

_OK = {
    "archive": gettext_noop("El paquete está completo y no le sobra ni un byte."),
    "manifest": gettext_noop("Cada archivo es el que firmó la lista pública."),
    "contest": gettext_noop("El paquete es de la votación «%(contest)s»."),
    "frozen": gettext_noop("La regla, las opciones y los límites son los que se congelaron al abrir: %(hash)s."),
    "log": gettext_noop("La lista pública solo creció: sus %(checkpoints)s puntos de control llevan a la misma raíz."),
    "witnesses": gettext_noop("El último punto de control tiene las firmas de testigos que se piden: %(witnesses)s."),
    "totals": gettext_noop("Participaciones, votos sellados y votos abiertos son el mismo número: %(ballots)s."),
    "roll": gettext_noop("Ningún grupo de la participación tiene menos de diez votos."),
    "ballots": gettext_noop("Los votos abiertos no traen ningún dato de quien votó."),
    "certificate": gettext_noop("El certificado es de esta votación, de esta regla y de estos votos."),
    "recount": gettext_noop("Contados otra vez, los votos dan el mismo resultado."),
}
_FAIL = {
    "manifest": gettext_noop("«%(name)s» no es el archivo que se firmó, o sobra o falta."),
    "contest": gettext_noop("El paquete no dice ser de la votación de esta clave."),
    "frozen": gettext_noop("La regla, las opciones o los límites no son los que se congelaron al abrir."),
    "log": gettext_noop("La lista pública no lleva a lo que se firmó: falta, sobra o cambió algún voto sellado."),
    "witnesses": gettext_noop("Al último punto de control le faltan firmas de testigos: tiene %(witnesses)s."),
    "totals": gettext_noop(
        "No cuadran: %(roll)s participaciones, %(leaves)s votos sellados, %(opened)s votos abiertos."
    ),
    "roll": gettext_noop("La participación muestra grupos de menos de diez votos."),
    "ballots": gettext_noop(
        "Los votos abiertos no tienen la forma debida, o traen más que las marcas (línea %(line)s)."
    ),
    "certificate": gettext_noop("El certificado no es de esta votación, de esta regla o de estos votos."),
    "recount": gettext_noop("Contados otra vez, los votos dan otro resultado."),
}
_UNREADABLE = gettext_noop("Esta parte no se puede leer, así que no se puede creer.")


class Finding(NamedTuple):
    """A claim (`code` is stable), whether it holds, and the sentence for people."""

    code: str
    ok: bool
    sentence: Sentence


def check_bundle(
    path: Path,
    log: Verifier,
    *,
    witnesses: Sequence[Verifier] = (),
    least_witnesses: int = 0,
    frozen: str = "",
    recount: Recount | None = None,
) -> list[Finding]:
    """Every finding, in the order in which claims build on each other; a false parcel or manifest ends it.

    `frozen` is the hash noted down before the vote. Errors: OSError.
    """
    try:
        archive = Archive(path)
    except SealingError as fault:
        return [Finding("archive", False, fault.sentence)]
    with archive:
        claims = Claims(archive, log, frozen)
        findings = [Finding("archive", True, Sentence(_OK["archive"])), _finding("manifest", claims.manifest)]
        if not findings[-1].ok:
            return findings
        steps: dict[str, Callable[[], dict[str, Value]]] = {
            "contest": claims.contest,
            "frozen": claims.frozen,
            "log": lambda: claims.log(witnesses),
            "ballots": claims.ballots,
            "roll": claims.roll,
            "totals": claims.totals,
            "certificate": claims.certificate,
        }
        if least_witnesses:
            steps["witnesses"] = lambda: claims.enough_witnesses(least_witnesses)
        if recount:
            steps["recount"] = lambda: claims.recount(recount)
        return findings + [_finding(code, step) for code, step in steps.items()]


def leaf_position(path: Path, leaf: bytes) -> int | None:
    """Where a receipt's leaf stands in a bundle's log, from 0; None when it is not there.

    Errors: SealingError `archive`, OSError.
    """
    with Archive(path) as archive:
        if "leaves.bin" not in archive.entries:
            return None
        stream = archive.stream("leaves.bin")
        for position in range(archive.entries["leaves.bin"].size // HASH_LENGTH):
            if stream.read(HASH_LENGTH) == leaf:
                return position
    return None


def _finding(code: str, step: Callable[[], dict[str, Value]]) -> Finding:
    """The finding of a claim, whatever nonsense the bundle may hold."""
    try:
        return Finding(code, True, Sentence(_OK[code], step()))
    except Wrong as wrong:
        return Finding(code, False, Sentence(_FAIL[code], wrong.params))
    except SealingError as fault:
        return Finding(code, False, fault.sentence)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError):
        return Finding(code, False, Sentence(_UNREADABLE))
