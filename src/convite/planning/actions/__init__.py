"""What can happen on the route?"""

from convite.planning.actions.ceilings import (
    adopt_ceilings,
    adopt_decided_ceilings,
    adopt_sharing,
    create_sharing,
    edit_sharing,
    work_out_shares,
)
from convite.planning.actions.decisions import decide_idea, decide_ideas
from convite.planning.actions.editions import (
    close_edition,
    convene,
    create_edition,
    discard_edition,
    edit_edition,
    open_edition,
    set_settings,
)
from convite.planning.actions.ideas import (
    discard_draft,
    edit_idea,
    propose_idea,
    record_idea,
    record_ideas,
    restore_idea,
    save_draft,
    withdraw_idea,
)
from convite.planning.actions.joins import merge_ideas, split_idea, undo_join
from convite.planning.actions.phases import announce_phases, begin_phase, move_phase, set_phases
from convite.planning.actions.photos import add_photo, remove_photo
from convite.planning.actions.plans import adopt_plan, create_plan, edit_plan, import_plan
from convite.planning.actions.writing import edit_with_photos, write_idea

__all__ = [
    "add_photo",
    "adopt_ceilings",
    "adopt_decided_ceilings",
    "adopt_plan",
    "adopt_sharing",
    "announce_phases",
    "begin_phase",
    "close_edition",
    "convene",
    "create_edition",
    "create_plan",
    "create_sharing",
    "decide_idea",
    "decide_ideas",
    "discard_draft",
    "discard_edition",
    "edit_edition",
    "edit_idea",
    "edit_plan",
    "edit_sharing",
    "edit_with_photos",
    "import_plan",
    "merge_ideas",
    "move_phase",
    "open_edition",
    "propose_idea",
    "record_idea",
    "record_ideas",
    "remove_photo",
    "restore_idea",
    "save_draft",
    "set_phases",
    "set_settings",
    "split_idea",
    "undo_join",
    "withdraw_idea",
    "work_out_shares",
    "write_idea",
]
