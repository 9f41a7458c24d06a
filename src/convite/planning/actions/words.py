"""By which words is an idea found, and how many has its place? Written with the act that changes its texts or state."""

from collections.abc import Sequence

from convite.core.acts import write_rows
from convite.core.searching import forget, index_things
from convite.planning.actions.counts import count_ideas
from convite.planning.models import Idea, IdeaWord
from convite.planning.queries.similar import words_of_idea

KIND = "planning.idea"


def make_findable(ideas: Sequence[Idea]) -> None:
    """As its state says: what is not public is not found, and what became another is not what a new one is like."""
    count_ideas(ideas)
    public = [idea for idea in ideas if idea.state not in Idea.UNLISTED]
    forget(KIND, [idea.pk for idea in ideas if idea.state in Idea.UNLISTED])
    index_things(KIND, [(idea.pk, _texts(idea)) for idea in public])
    _drop_words(ideas)
    write_rows(
        IdeaWord(edition_id=idea.edition_id, word=word, idea=idea, in_title=in_title)
        for idea in public
        if idea.state not in {Idea.State.MERGED, Idea.State.SPLIT}
        for word, in_title in words_of_idea(idea.title, idea.description).items()
    )


def _drop_words(ideas: Sequence[Idea]) -> None:
    ids = [idea.pk for idea in ideas]
    for start in range(0, len(ids), 500):
        IdeaWord.objects.filter(idea__in=ids[start : start + 500]).delete()


def _texts(idea: Idea) -> dict[str, str]:
    """The first line of a text is its title."""
    languages = {*idea.title, *idea.description}
    return {
        language: f"{idea.title.get(language, '')}\n{idea.description.get(language, '')} {idea.place}"
        for language in languages
    }
