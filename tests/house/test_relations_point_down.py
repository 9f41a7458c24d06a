"""Does each model speak only of models on its own floor or below? Foreign keys by name escape the import contract."""

import ast
from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models

from tests.house.plan import SOURCE, heights, python_files


def floor_of(model: type[models.Model] | str) -> str:
    """The room of a model, or of one that is only named: "voting.Contest"."""
    return model.split(".")[0] if isinstance(model, str) else model._meta.app_label


def relations_upwards(some: Iterable[type[models.Model]]) -> list[str]:
    height = heights()
    found = []
    for model in some:
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.remote_field and field.remote_field.model
            if target and height.get(floor_of(target), -1) > height[floor_of(model)]:
                found.append(f"{model.__name__}.{field.name}")
    return found


def models_named_upwards(room: str, source: str) -> list[str]:
    """`get_model("voting.Contest")` in a lower room."""
    height = heights()
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    calls = [c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr in {"get_model", "get_app_config"}]
    named = [c.args[0].value for c in calls if isinstance(c.args[0], ast.Constant)]
    return [name for name in named if height.get(floor_of(str(name)), -1) > height[room]]


def test_relations_point_down() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("convite.")]

    assert relations_upwards(ours) == []


def test_models_are_named_downwards_only() -> None:
    rooms = [(file, file.relative_to(SOURCE).parts[0].removesuffix(".py")) for file in python_files()]

    found = {str(file): models_named_upwards(room, file.read_text()) for file, room in rooms if room in heights()}

    assert {file: names for file, names in found.items() if names} == {}


@pytest.mark.django_isolate_apps("convite.planning")
def test_relation_upwards_by_name_is_found() -> None:
    class Planted(models.Model):  # noqa: DJ008
        contest = models.ForeignKey("voting.Contest", models.CASCADE)
        territory = models.ForeignKey("territories.Territory", models.CASCADE)

        class Meta:
            app_label = "planning"

    assert relations_upwards([Planted]) == ["Planted.contest"]


def test_model_named_upwards_is_found() -> None:
    source = 'apps.get_model("voting.Contest"); apps.get_model("territories", "Territory")'

    assert models_named_upwards("planning", source) == ["voting.Contest"]
