"""The page of the graph explorer, which itself is an island."""

from __future__ import annotations

from flask import Blueprint, render_template

blueprint = Blueprint("graph_page", __name__)


@blueprint.get("/graph")
def graph() -> str:
    """The page; what the explorer shows stands behind `#` in the address."""
    return render_template("graph.html")
