"""Checks of two sorts.

Gates refuse curated files: coverage, values, quotation, privacy, run by `project`. They return
problems. Findings say how reports relate: origins, changes, parts, rates, series, durations, laws,
comparability, disputes, upstream, run by `findings`. They return checks with a verdict and a
reason, and refuse nothing. Neither writes anything.
"""
