"""Which text would a spreadsheet run as a formula? Ours never: it leaves with an apostrophe, and comes back without it.

Every text cell of csv and xlsx passes here; numbers do not, so that a debt stays a number. `restore(neutralise(text))`
is `text` for every text: what already begins with apostrophes before a formula gets one more.
"""

import re

# = + - @ and their full-width forms (some spreadsheets fold them), after whatever white space; tab and line breaks by
# themselves. «<r>» is ours: xlsxwriter takes a text from <r> to </r> for mark-up and would write it as it stands.
# A text that reads like the error of a formula leaves with an apostrophe too: a real error is known on its return.
_ERRORS = r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)"
_RUNS = re.compile(rf"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n]|<r>|\s*{_ERRORS}\s*\Z)")
_ERROR = re.compile(_ERRORS)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MAY_RUN = frozenset("'=+-@＝＋－＠<#")


def neutralise(text: str) -> str:
    """The text as a spreadsheet may hold it: never a formula, no control characters."""
    if not text.isprintable():
        text = _CONTROLS.sub("", text)
    if text and (text[0] in _MAY_RUN or text[0].isspace()) and _RUNS.match(text):
        return "'" + text
    return text


def restore(text: str) -> str:
    """The text as it was before `neutralise`; one that somebody typed is left alone."""
    return text[1:] if text.startswith("'") and _RUNS.match(text, 1) else text


def is_error(text: str) -> bool:
    """Is the cell what a formula that failed leaves behind?"""
    return bool(_ERROR.fullmatch(clean_text(text)))


def clean_text(text: str) -> str:
    """What counts as the same text: without control characters, outer blanks or Windows' line ends."""
    if not text.isprintable():
        text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()
