"""How is a vote secret and still verifiable? Sealed ballots, shares of a key, a public log, receipts and bundles.

    from convite.sealing import Contest, make_key, seal, split

Pure: no database, no clock (moments are arguments), no network. Randomness only where a secret is made.
Words: see docs/sealing/. Not here: who may vote, the roll, where ballots are stored (the room `voting`), counting
(rulebook.winners).
"""

from convite.sealing.ballots import Opened, open_ballot, open_box, seal
from convite.sealing.bundle_checks import Finding, check_bundle, leaf_position
from convite.sealing.bundle_claims import Recount
from convite.sealing.bundles import Published, write_bundle
from convite.sealing.checkpoints import Checkpoint, cosign, open_checkpoint
from convite.sealing.codes import code_of, read_code
from convite.sealing.contests import Contest, canonical_hash
from convite.sealing.faults import SealingError
from convite.sealing.keys import PrivateKey, make_key
from convite.sealing.notes import COSIGNATURE, Signer, Verifier, read_verifier, sign_note
from convite.sealing.receipts import (
    Proof,
    Receipt,
    Verdict,
    check_receipt,
    check_receipt_file,
    read_receipt,
    write_receipt,
)
from convite.sealing.roll import Cell, published_roll
from convite.sealing.shares import Trial, drill, rebuild, split
from convite.sealing.tree import (
    Frontier,
    Place,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "COSIGNATURE",
    "Cell",
    "Checkpoint",
    "Contest",
    "Finding",
    "Frontier",
    "Opened",
    "Place",
    "PrivateKey",
    "Proof",
    "Published",
    "Receipt",
    "Recount",
    "SealingError",
    "Signer",
    "Trial",
    "Verdict",
    "Verifier",
    "canonical_hash",
    "check_bundle",
    "check_receipt",
    "check_receipt_file",
    "code_of",
    "consistency_proof",
    "cosign",
    "drill",
    "inclusion_proof",
    "leaf_hash",
    "leaf_position",
    "make_key",
    "open_ballot",
    "open_box",
    "open_checkpoint",
    "published_roll",
    "read_code",
    "read_receipt",
    "read_verifier",
    "rebuild",
    "seal",
    "sign_note",
    "split",
    "verify_consistency",
    "verify_inclusion",
    "write_bundle",
    "write_receipt",
]
