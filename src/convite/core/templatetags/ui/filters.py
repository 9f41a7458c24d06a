"""Filters: numbers, money, days and translated texts as the reader writes them. The work is done in ``formats``."""

from django import template

from convite.core.templatetags.ui import formats

register = template.Library()


@register.filter
def number(value, decimals=None):
    return formats.number_text(value, decimals)


@register.filter
def percent(value, decimals=1):
    return formats.percent_text(value, decimals)


@register.filter
def money(value):
    return formats.money_text(value)


@register.filter
def money_short(value):
    return formats.money_short_text(value)


@register.filter
def day(value, style="long"):
    return formats.day_text(value, style)


@register.filter
def moment(value, style="long"):
    return formats.moment_text(value, style)


@register.filter
def in_language(value):
    return formats.text_in_language(value)


@register.filter
def language_of(value):
    return formats.language_of(value)
