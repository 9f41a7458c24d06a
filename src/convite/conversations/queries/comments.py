"""What was said of a subject, and in answer to what? Threads a page at a time, each with its first answers.

A *thread* is a comment of the subject itself (the root) and everything below it. A page of threads costs the same
number of queries however many there are and however deep they go: the roots, their answers, their tallies.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, OuterRef, QuerySet, Subquery, When, Window
from django.db.models.functions import Coalesce, RowNumber

from convite.conversations.models import Comment, Tally
from convite.conversations.queries.subjects import kinds
from convite.conversations.queries.tallies import supported_by, tallies_of
from convite.core.models import Thing
from convite.core.paging import Page, page_of
from convite.core.searching import fold

KIND = "conversations.comment"
THREADS = 10  # a page
ANSWERS = 20  # of each thread, before its own page
ON_ITS_PAGE = 100
DEEPEST = 3  # levels that are set in; what is deeper stands at the third
EDITABLE = timedelta(minutes=15)


@dataclass
class Said:
    """A comment as a page shows it. `depth` is 1 for a root; `more` answers stand on the thread's own page."""

    comment: Comment
    depth: int
    supports: int
    is_supported: bool = False
    may_be_read: bool = True  # hidden texts are for the team and their author
    is_own: bool = False
    is_editable: bool = False
    answers: list["Said"] = field(default_factory=list)
    more: int = 0
    answering: Comment | None = None  # where it does not stand under what it answers
    host: "Said | None" = None  # under which it stands


def comments_of(thing: Thing) -> QuerySet[Comment]:
    return Comment.objects.filter(kind=thing._meta.label_lower, subject=thing.public_id)


def published_comments(person: object) -> QuerySet[Comment]:
    """The shown comments of every subject that she may see, in order; each with the `code` of its territory."""
    codes = []
    for kind in kinds():
        if "comment" in kind.acts:
            subject = kind.visible_to(person).order_by().filter(public_id=OuterRef("subject"))
            codes.append(When(kind=kind.name, then=Subquery(subject.values(kind.territory_code)[:1])))
    shown = Comment.objects.filter(state=Comment.State.SHOWN)
    return shown.annotate(code=Case(*codes, output_field=CharField())).filter(code__isnull=False).order_by("id")


def threads_page(
    thing: Thing, asked: Mapping[str, str], *, person: Any, moderates: bool, now: datetime, size: int = THREADS
) -> Page[Said]:
    """The threads of a subject: the newest first, or those with most support (`orden=apoyos`)."""
    roots = comments_of(thing).filter(parent=None)
    order: tuple[str, ...] = ("-id",)
    if asked.get("orden") == "apoyos":
        mine = Tally.objects.filter(kind=KIND, subject=OuterRef("public_id")).values("supports")
        roots, order = roots.annotate(supported=Coalesce(Subquery(mine), 0)), ("-supported", "-id")
    page = page_of(roots.select_related("author"), asked, order, size)
    return Page(
        threads_under(page.rows, person=person, moderates=moderates, now=now),
        page.first, page.last, page.total, page.more, page.previous_url, page.next_url,
    )  # fmt: skip


def threads_under(
    roots: Sequence[Comment], *, person: Any, moderates: bool, now: datetime, after: int = 0, most: int = ANSWERS
) -> list[Said]:
    """The roots with their oldest answers (those after a key), each under what it answers."""
    answers = _first_answers([r.pk for r in roots], after, most)
    every = [*roots, *answers]
    tallies = tallies_of(KIND, [c.public_id for c in every])
    supported = supported_by(person, KIND, [c.public_id for c in every])
    said: dict[int, Said] = {}
    threads = []
    for comment in every:
        one = said[comment.pk] = Said(comment, 1, tallies[comment.public_id].supports)
        one.is_supported = comment.public_id in supported
        _judge(one, person, moderates, now)
        if comment.root_id is None:
            threads.append(one)
        else:
            _place(one, said)
    _count_the_rest(said, answers)
    return threads


def _place(one: Said, said: Mapping[int, Said]) -> None:
    """Under what it answers; beside it at the third level; under the root if that stands on another page."""
    parent, root = said.get(one.comment.parent_id or 0), said[one.comment.root_id]
    host = parent or root
    if host.depth >= DEEPEST:
        host = host.host or root
        one.answering = parent.comment if parent else None
    one.host, one.depth = host, host.depth + 1
    host.answers.append(one)


def _first_answers(roots: Iterable[int], after: int, most: int) -> list[Comment]:
    place = Window(RowNumber(), partition_by="root", order_by="id")
    every = Window(Count("id"), partition_by="root")
    below = Comment.objects.filter(root__in=list(roots), pk__gt=after).annotate(place=place, every=every)
    return list(below.filter(place__lte=most).select_related("author").order_by("id"))


def _count_the_rest(said: Mapping[int, Said], answers: Sequence[Comment]) -> None:
    shown: dict[int, int] = {}
    for answer in answers:
        shown[answer.root_id] = shown.get(answer.root_id, 0) + 1
        said[answer.root_id].more = answer.every - shown[answer.root_id]


def _judge(one: Said, person: Any, moderates: bool, now: datetime) -> None:
    comment, key = one.comment, getattr(person, "pk", None)
    one.is_own = key is not None and comment.author_id == key
    one.may_be_read = comment.state == Comment.State.SHOWN or (
        comment.state == Comment.State.HIDDEN and (moderates or one.is_own)
    )
    one.is_editable = one.is_own and is_editable(comment, now)


def is_editable(comment: Comment, now: datetime) -> bool:
    return comment.state == Comment.State.SHOWN and now - comment.created_at < EDITABLE


def alignments_of(thing: Thing) -> dict[str, int]:
    """How many shown comments are for, against, neither."""
    counts = dict.fromkeys(Comment.Alignment.values, 0)
    shown = comments_of(thing).filter(state=Comment.State.SHOWN).order_by()
    return counts | dict(shown.values_list("alignment").annotate(Count("id")))


def said_before(author: Any, text: str, most: int = 30) -> bool:
    """Did she lately write the same words, here or elsewhere?"""
    words = fold(text).split()
    last = Comment.objects.filter(author=author).exclude(state=Comment.State.DELETED).order_by("-id")
    return any(fold(earlier).split() == words for earlier in last.values_list("text", flat=True)[:most])


@dataclass(frozen=True)
class Thread:
    """One thread on its own page, from its start or after one of its answers."""

    said: Said
    more_after: str  # public id of the last answer shown, if more follow
    is_continued: bool


def thread_of(comment: Comment, after: str, *, person: Any, moderates: bool, now: datetime) -> Thread:
    """The thread that a comment belongs to. Where it stands far down, the page begins with it."""
    root = comment.root or comment
    start = _start(root, comment, after)
    said = threads_under([root], person=person, moderates=moderates, now=now, after=start, most=ON_ITS_PAGE)[0]
    last = max((c.pk, c.public_id) for c in _all(said))[1] if said.more else ""
    return Thread(said, last, bool(start))


def _start(root: Comment, comment: Comment, after: str) -> int:
    """The key after which the page begins."""
    below = Comment.objects.filter(root=root)
    if after:
        return below.filter(public_id=after).values_list("pk", flat=True).first() or 0
    if comment.pk == root.pk or below.filter(pk__lte=comment.pk)[: ON_ITS_PAGE + 1].count() <= ON_ITS_PAGE:
        return 0
    return comment.pk - 1


def _all(said: Said) -> list[Comment]:
    return [said.comment, *(comment for answer in said.answers for comment in _all(answer))]
