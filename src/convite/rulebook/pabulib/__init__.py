"""How does an election travel? Pabulib's `.pb` files, read without a doubt and written without a loss.

Words: META says what was voted, PROJECTS what could be chosen, VOTES what was chosen; see pabulib.org/format and
Faliszewski and others, "Participatory Budgeting: Data, Tools and Analysis" (IJCAI 2023).

Not here: counting (winners).
"""

from convite.rulebook.pabulib.files import BallotFileError, PbFile, VoterTable
from convite.rulebook.pabulib.reader import read_pb
from convite.rulebook.pabulib.writer import write_pb

__all__ = ["BallotFileError", "PbFile", "VoterTable", "read_pb", "write_pb"]
