"""The pieces every page is built from: ``{% load ui %}``. See them all at /patterns/.

Values may be translated texts ({"es": …, "en": …}), Money (``amount``, ``currency``, ``exponent``), days, moments,
numbers: the piece writes them for the reader. Items may be dicts or objects with the same names.

FILTERS
    {{ 1302|number }} 1.302 · {{ 8.25|number:1 }} 8,3 · {{ 0.112|percent }} 11,2 % (a ratio of one; decimals: 1)
    {{ cost|money }} $251.265.148.208 · {{ cost|money_short }} $251.265 millones
    {{ d|day }} 5 de septiembre de 2025 · |day:"short" 5 sep 2025 · "tiny" 5 sep · "full" with weekday · "month"
    {{ t|moment }} 5 de septiembre de 2025, 4:00 p. m. (same styles; always in the city's zone)
    {{ thing.title|in_language }} a str in the active language, else es, else any; |language_of gives its code:
        <h1{% if t|language_of != LANGUAGE_CODE %} lang="{{ t|language_of }}"{% endif %}>{{ t|in_language }}</h1>
WORDS AND ACTS
    {% icon "search" %} {% icon "lock" "Cerrado" %}                       names: static/img/icons.svg
    {% button "Enviar" "primary" %}        button(label, kind, type, name, value, icon, disabled, form)
    {% link_button "Ver" url "primary big" "right" %}   link_button(label, href, kind, icon); no href: not open now
        kinds: "" (secondary), primary, quiet, danger; add "big". Several: <p class="actions">. ONE primary a page.
    {% badge "Viable" "good" %}            kinds: "", good, now, late, bad, info, off; each with its own mark
    {% when thing.created_at "short" %}    <time>
    {% notice "warning" "Title" %}<p>…</p>{% endnotice %}   notice(kind, title, role): info, success, warning, error
    {% why "¿Por qué no?" %}Cuando llegó su turno…{% endwhy %}             the reason of a result, marigold rule
    {% empty_state "Aún no hay ideas" "Text" url "Proponer una" "idea" %}   empty_state(title, text, href, label, icon)
    {% diff change.pieces %}               pieces of core.diff: .kind same|removed|added, .text
LISTS AND FACTS
    <ul class="rows">{% row title=p.title href=url meta="Ambiente" badge="Viable" kind="good" %}…{% endrow %}</ul>
        row(title, href, meta, lead, lead_small, badge, kind); lead="3" lead_small="sep" puts a date at the left
    {% figures items %}                    items: value, label, url; inside <section class="band"><div class="wrap">
    {% definitions items %}                items: (term, value) pairs
    {% table caption columns rows foot folds hide_caption %}   the first cell of a row is its heading
        columns: "Proyecto" or {"label", "number": True, "sort_url", "sorted": "asc"|"desc"}
        cells: any value, {"text", "url"}, {"text", "badge": kind}, or safe markup; folds=False: scrolls (officers)
WAYS AROUND
    {% breadcrumbs trail %}                (trail, label); trail: (label, url) pairs, the last is this page;
        goes in {% block breadcrumbs %}
    {% tabs items "Regla" %}               items: label, url, current
    {% pagination page %}                  (page, label); page: first, last, total, more, previous_url, next_url
    {% filter_form form "Filtrar proyectos" clear_url %}                   a GET form
FORMS (in <form class="form" data-guard method="post">; data-guard asks before unsent writing is lost)
    {% error_summary form %}  {% fields form %}  {% field form.title %}    fields(form, show_optional=True)
    dates: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME
    {% phases items %}                     items: label, dates, state past|present|future, url
    {% trace steps %}                      steps: at, title, text, state ""|now|late|next, url, physical, paid
DRAWINGS (SVG; the title says the finding; each has a table twin)
    {% bar 4812 5000 %}                    bar(value, of, label, kind): "", paid, late, lost (hatched)
    {% progress 0.64 0.51 %}               progress(physical, paid): ratios of one
    {% stacked_bar parts whole title note rest_label %}                    parts: label, value, url
    {% chart "columns" labels values "Se triplicó en cinco años" desc="…" %}
        chart(kind, labels, series, title, desc, note, write, now, unit); kind columns|lines; series: values, or
        [{"name", "values"}] (3 at most); write: number|decimal|percent, money by itself; now: the column that matters
    {% map_frame svg title note low high steps columns rows %}             svg: safe <svg class="map" viewBox=…> with
        <a href aria-label><path class="r1…r7|none"/></a> and <text>; a.current marks the present territory
LAYOUT (classes)
    main is a grid, its children keep the page's width; .band runs edge to edge (with .wrap inside) · .stack rhythm ·
    .cols (2:1), .cols.even, .cols.hero · .lede · .actions · .soft · .small · .num · .vh (only read aloud) · .aside-box
BLOCKS of base.html
    title, title_tail, description, head, htmx, body_class, header, breadcrumbs, main, footer, footer_extra (with .wrap)
"""

from django import template

from convite.core.templatetags.ui import drawings, fields, filters, pieces

register = template.Library()
for part in (filters, pieces, fields, drawings):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
