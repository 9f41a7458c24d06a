"""The demo city in words and figures: what would a city like Medellín have in Convite today?

Pure Python: no Django, no clock, no network. Everything is invented for the demonstration except public names of
places; populations and poverty figures are illustrative. ``convite.demo.build`` writes it through the actions.
"""
