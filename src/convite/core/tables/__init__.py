"""How does a list leave as a file, and how does a file come in? One declared table serves both ways.

    columns.py     what a table is: `TableSpec`, `Column`, `Kind`; the headings of its file
    formulas.py    cells that a spreadsheet would run, made harmless on the way out and themselves again on the way in
    cells.py       a value as the cells of a file and as JSON
    writers.py     a table out: csv, xlsx, json, row by row
    child.py       a file opened in a process of its own, with little memory and little time
    sandbox.py     that process seen from here: its rows, or the sentence that says why not
    heads.py       which column of the file is which column of the table
    numbers.py     an amount as people type it
    values.py      a cell as the value that it says
    faults.py      what is wrong, where, in the reader's language
    checks.py      the rows of a file, each judged
    previews.py    what a file would change, and doing it: all or nothing

Nothing here writes a model: `apply_preview` is given the action that does. Nothing is re-exported here, so that the
process that opens a stranger's file loads no more than it needs.
"""
