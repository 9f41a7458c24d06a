"""Tags for forms: a field with its label, help and errors; the summary of errors; the filter form above a list."""

from django import template
from django.forms import BoundField, CheckboxInput, NumberInput
from django.utils.translation import ngettext

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(bound, show_optional=True):
    """A Django BoundField of any kind. Django writes aria-describedby and aria-invalid on the control itself."""
    widget = bound.field.widget
    if isinstance(widget, NumberInput):
        _keep_what_was_typed(widget)
    return {
        "field": bound,
        "is_group": widget.use_fieldset,
        "is_check": isinstance(widget, CheckboxInput),
        "is_optional": show_optional and not bound.field.required and not isinstance(widget, CheckboxInput),
        "described_by": bound.aria_describedby,
    }


def _keep_what_was_typed(widget: NumberInput) -> None:
    """A browser empties type=number when it holds "mil pesos"; a text with the numeric keyboard keeps it."""
    widget.input_type = "text"
    step = widget.attrs.pop("step", 1)
    widget.attrs.setdefault("inputmode", "decimal" if step == "any" or "." in str(step) else "numeric")
    for limit in ("min", "max"):
        widget.attrs.pop(limit, None)


@register.inclusion_tag("components/fields.html")
def fields(form, show_optional=True):
    """Every field of a form, in its order, hidden ones too."""
    return {"form": form, "show_optional": show_optional}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form):
    """All errors of a form in one place, each a link to its field. Nothing when there are none."""
    if not getattr(form, "is_bound", False) or not form.errors:
        return {"errors": []}
    errors = [(_anchor(form[name]), form[name].label, text) for name, texts in _by_field(form) for text in texts]
    errors = [("", "", text) for text in form.non_field_errors()] + errors
    title = ngettext("Hay una cosa por corregir", "Hay %(count)s cosas por corregir", len(errors))
    return {"errors": errors, "title": title % {"count": len(errors)}}


def _by_field(form):
    return [(name, texts) for name, texts in form.errors.items() if name in form.fields]


def _anchor(bound: BoundField) -> str:
    """Where the link goes: the control, or the first choice of a group."""
    return f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else bound.auto_id


@register.inclusion_tag("components/filter_form.html")
def filter_form(form, label="", clear_url=""):
    """A GET form above a list. ``clear_url`` shows the link that takes all filters away."""
    return {"form": form, "label": label, "clear_url": clear_url}
