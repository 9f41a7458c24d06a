"""An honest bundle holds in every claim; each lie, and each changed byte, is found and named."""

import io
import json
import random
from dataclasses import replace

import pytest

from convite.sealing import (
    Cell,
    SealingError,
    Signer,
    canonical_hash,
    check_bundle,
    cosign,
    leaf_hash,
    leaf_position,
    sign_note,
    write_bundle,
)
from convite.sealing.archives import Archive, write_archive
from convite.sealing.bundles import MANIFEST, manifest_text
from convite.sealing.tree import root_of
from tests.sealing.cases import LOG, WITNESS, bundle, counted, published, recount, signed

COUNT = counted()
CLAIMS = ["archive", "manifest", "contest", "frozen", "log", "ballots", "roll", "totals", "certificate", "recount"]


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    path = tmp_path_factory.mktemp("bundle") / "c-14.zip"
    with path.open("wb") as target:
        write_bundle(target, published(COUNT), LOG)
    return path


def checked(path, **asked):
    return check_bundle(path, LOG.verifier, recount=recount, **asked)


def failures(path, **asked):
    return [finding.code for finding in checked(path, **asked) if not finding.ok]


def lie(honest, path, files):
    """The bundle as its publisher would sign it with some files' content changed."""
    with Archive(honest) as archive:
        content = {name: archive.read(name, 10**9) for name in archive.entries if name != MANIFEST}
    content |= files
    manifest = sign_note(manifest_text("c-14", content.items()), LOG)
    with path.open("wb") as target:
        write_archive(target, {**content, MANIFEST: manifest.encode()})
    return path


def changed_json(honest, name, change):
    with Archive(honest) as archive:
        value = json.loads(archive.read(name, 10**9))
    change(value)
    return json.dumps(value).encode()


def test_an_honest_bundle_holds_in_every_claim(honest):
    assert [(finding.code, finding.ok) for finding in checked(honest)] == [(claim, True) for claim in CLAIMS]


def test_the_findings_say_the_numbers(honest):
    said = {finding.code: str(finding.sentence) for finding in checked(honest)}
    assert said["totals"] == "Participaciones, votos sellados y votos abiertos son el mismo número: 40."
    assert said["log"] == "La lista pública solo creció: sus 3 puntos de control llevan a la misma raíz."


def test_one_count_has_one_bundle(honest, tmp_path):
    again = tmp_path / "again.zip"
    with again.open("wb") as target:
        write_bundle(target, published(COUNT), LOG)
    assert again.read_bytes() == honest.read_bytes()


def test_any_changed_byte_is_found_500_times(honest, tmp_path):
    dice, content = random.Random(4711), honest.read_bytes()
    with Archive(honest) as archive:
        parts = [range(entry.offset, entry.start + entry.size) for entry in archive.entries.values()]
    parts.append(range(parts[-1].stop, len(content)))
    path = tmp_path / "changed.zip"
    for turn in range(500):
        changed = bytearray(content)
        changed[dice.choice(parts[turn % len(parts)])] ^= dice.randrange(1, 256)
        path.write_bytes(changed)
        assert not all(finding.ok for finding in check_bundle(path, LOG.verifier))


def test_a_changed_byte_of_the_manifest_is_found_even_with_its_checksum_mended(honest, tmp_path):
    with Archive(honest) as archive:
        content = {name: archive.read(name, 10**9) for name in archive.entries}
    for place in range(0, len(content[MANIFEST]), 3):
        changed = bytearray(content[MANIFEST])
        changed[place] ^= 1
        with (tmp_path / "changed.zip").open("wb") as target:
            write_archive(target, {**content, MANIFEST: bytes(changed)})
        assert failures(tmp_path / "changed.zip") == ["manifest"]


@pytest.mark.parametrize("name", ["LEEME.txt", "leaves.bin", "ballots.pb", "certificate.json"])
def test_a_file_that_is_not_the_signed_one_is_named(name, honest, tmp_path):
    with Archive(honest) as archive:
        content = {each: archive.read(each, 10**9) for each in archive.entries}
    with (tmp_path / "changed.zip").open("wb") as target:
        write_archive(target, {**content, name: content[name] + b" "})
    findings = check_bundle(tmp_path / "changed.zip", LOG.verifier)
    assert str(findings[-1].sentence) == f"«{name}» no es el archivo que se firmó, o sobra o falta."


@pytest.mark.parametrize("change", ["more", "less", "order"])
def test_a_bundle_with_other_files_is_refused(change, honest, tmp_path):
    with Archive(honest) as archive:
        content = {each: archive.read(each, 10**9) for each in archive.entries}
    if change == "more":
        content["extra.txt"] = b"hola"
    elif change == "less":
        del content["roll.json"]
    else:
        content = dict(reversed(content.items()))
    with (tmp_path / "changed.zip").open("wb") as target:
        write_archive(target, content)
    assert failures(tmp_path / "changed.zip") == ["manifest"]


def test_a_bundle_signed_by_another_is_refused(honest):
    other = Signer(LOG.name, WITNESS.private).verifier
    assert [finding.code for finding in check_bundle(honest, other) if not finding.ok] == ["manifest"]


def test_what_was_noted_down_before_the_vote_is_compared(honest):
    assert failures(honest, frozen=canonical_hash(COUNT.frozen)) == []
    assert failures(honest, frozen="ab" * 32) == ["frozen", "certificate"]


def test_witnesses_that_are_asked_for_must_have_signed(honest, tmp_path):
    asked = {"witnesses": [WITNESS.verifier], "least_witnesses": 1}
    note = cosign(signed(40, root_of(COUNT.leaves)), LOG.verifier, WITNESS, moment=5, last=None)
    with (tmp_path / "seen.zip").open("wb") as target:
        write_bundle(target, published(COUNT, checkpoints=[note]), LOG)
    assert (failures(honest, **asked), failures(tmp_path / "seen.zip", **asked)) == (["witnesses"], [])


LEAVES = COUNT.leaves
LINES = COUNT.ballots.split(b"\n")
FIRST = LINES.index(b"VOTES") + 2


def leaves_with(change):
    leaves = LEAVES.copy()
    change(leaves)
    return b"".join(leaves)


def notes_of(*checkpoints):
    return "".join(json.dumps(note) + "\n" for note in checkpoints).encode()


STUFFED = leaves_with(lambda leaves: leaves.append(leaf_hash(b"stuffed")))
EXTRA_FIELD = b"\n".join([*LINES[:FIRST], LINES[FIRST] + b";F", *LINES[FIRST + 1 :]])
SMALL = {"cells": [{"territory": "a", "channel": "", "ballots": 4}, {"territory": "b", "channel": "", "ballots": 36}]}
SEX = {"cells": [{"territory": "", "channel": "", "ballots": 40, "sex": "F"}]}
FEWER = {"cells": [{"territory": "", "channel": "", "ballots": 39}]}
WHOLE = signed(40, root_of(LEAVES))
LIES = {
    "a leaf less": ("leaves.bin", leaves_with(list.pop), "log totals certificate"),
    "a leaf more": ("leaves.bin", STUFFED, "log totals certificate"),
    "a leaf changed": ("leaves.bin", leaves_with(lambda leaves: leaves.__setitem__(7, leaf_hash(b"other"))), "log"),
    "a leaf twice": ("leaves.bin", leaves_with(lambda leaves: leaves.__setitem__(7, leaves[8])), "log"),
    "another order": ("leaves.bin", leaves_with(list.reverse), "log"),
    "half a leaf": ("leaves.bin", b"".join(LEAVES)[:-1], "log totals certificate"),
    "no checkpoint": ("checkpoints.jsonl", b"", "log"),
    "nonsense": ("checkpoints.jsonl", b"[" * 100_000 + b"\n", "log totals certificate"),
    "the last one missing": ("checkpoints.jsonl", notes_of(signed(39, root_of(LEAVES[:39]))), "log"),
    "one of another list": ("checkpoints.jsonl", notes_of(signed(9, bytes(32)), WHOLE), "log"),
    "a list that shrank": ("checkpoints.jsonl", notes_of(WHOLE, signed(0, root_of([]))), "log"),
    "a ballot less": ("ballots.pb", b"\n".join(LINES[:-2]) + b"\n", "totals recount"),
    "an attribute": ("ballots.pb", EXTRA_FIELD, "ballots totals recount"),
    "a column": ("ballots.pb", COUNT.ballots.replace(b"id;vote", b"id;age;vote"), "ballots totals recount"),
    "an identity": ("ballots.pb", COUNT.ballots.replace(b"\n3;", b"\n71366123;"), "ballots totals"),
    "no ballots": ("ballots.pb", b"\xff", "ballots totals recount"),
    "fewer voters": ("roll.json", json.dumps(FEWER).encode(), "totals"),
    "a small cell": ("roll.json", json.dumps(SMALL).encode(), "roll totals"),
    "more than a cell": ("roll.json", json.dumps(SEX).encode(), "roll totals"),
    "no cells": ("roll.json", b"[]", "roll totals"),
    "no contest": ("contest.json", b"{}", "contest frozen totals certificate"),
    "nothing frozen": ("frozen.json", b"{}", "frozen certificate"),
    "no certificate": ("certificate.json", b"null", "certificate recount"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_that_its_publisher_signed_is_found(name, honest, tmp_path):
    file, content, found = LIES[name]
    assert failures(lie(honest, tmp_path / "lie.zip", {file: content})) == found.split()


def rehashed(certificate):
    certificate["election_hash"] = canonical_hash(certificate["election"])
    rule = certificate["rule"]
    rule["hash"] = canonical_hash({name: value for name, value in rule.items() if name != "hash"})
    certificate["hash"] = canonical_hash({name: value for name, value in certificate.items() if name != "hash"})


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda c: c["result"]["winners"].reverse(), ["certificate", "recount"]),
        (lambda c: (c["result"]["winners"].reverse(), rehashed(c)), ["recount"]),
        (lambda c: (c["rule"]["parameters"].update(threshold=15), rehashed(c)), ["certificate", "recount"]),
        (lambda c: (c["election"].update(budget="90"), rehashed(c)), ["certificate"]),
        (lambda c: (c["election"]["projects"][0].update(cost="1"), rehashed(c)), ["certificate"]),
        (lambda c: (c["election"]["ballots"][0].__setitem__(0, 99), rehashed(c)), ["certificate"]),
    ],
)
def test_a_certificate_of_something_else_is_found(change, found, honest, tmp_path):
    files = {"certificate.json": changed_json(honest, "certificate.json", change)}
    assert failures(lie(honest, tmp_path / "lie.zip", files)) == found


def test_rules_changed_after_the_opening_are_found(honest, tmp_path):
    files = {"frozen.json": changed_json(honest, "frozen.json", lambda frozen: frozen["election"].update(budget="90"))}
    assert failures(lie(honest, tmp_path / "lie.zip", files)) == ["frozen", "certificate"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"roll": [Cell("Popular", "on-line", 39)]}, "totals"),
        ({"roll": [Cell("Popular", "on-line", 36), Cell("Aures", "on-line", 4)]}, "small_cells"),
    ],
)
def test_what_must_not_be_published_is_not_written(changes, code, tmp_path):
    with pytest.raises(SealingError) as fault:
        bundle(tmp_path / "a.zip", **changes)
    assert fault.value.code == code


def test_leaves_and_ballots_may_come_from_files(honest, tmp_path):
    (tmp_path / "leaves").write_bytes(b"".join(LEAVES))
    (tmp_path / "ballots").write_bytes(COUNT.ballots)
    target = io.BytesIO()
    write_bundle(target, replace(published(COUNT), leaves=tmp_path / "leaves", ballots=tmp_path / "ballots"), LOG)
    assert target.getvalue() == honest.read_bytes()


def test_a_receipts_leaf_is_looked_up_in_a_bundle(honest):
    assert (leaf_position(honest, LEAVES[17]), leaf_position(honest, leaf_hash(b"another"))) == (17, None)


def test_a_bundle_holds_no_key_and_no_sealed_ballot(honest):
    """With the key, or with the ciphertexts and a broken cipher, a receipt would tell how somebody voted."""
    with Archive(honest) as archive:
        sizes = {name: entry.size for name, entry in archive.entries.items()}
        about = json.loads(archive.read("contest.json", 10**6))
    assert sizes["leaves.bin"] == 32 * 40
    assert sorted(about) == ["ballots", "closed_at", "contest", "format", "frozen", "key", "log", "rule", "software"]
    assert about["key"] == (b"P" * 32).hex()


def test_a_file_that_is_no_bundle_says_so(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"hola")
    findings = checked(tmp_path / "a.zip")
    assert [(finding.code, finding.ok) for finding in findings] == [("archive", False)]
