"""The manifest of the service (0.2 §3.1): what it is and where its parts are, at the address that
the client asks."""

from __future__ import annotations

from kg import __version__
from kg.web.reconcile.service import (
    IDENTIFIER_SPACE,
    PATH,
    SCHEMA_SPACE,
    limits,
    service,
    settings,
)
from kg.web.reconcile.suggesting import KINDS
from kg.web.reconcile.types import described, known_type

ID = "{{id}}"
SUGGEST, FLYOUT = f"{PATH}/suggest", f"{PATH}/flyout"
PREVIEW, PROPERTIES, HELP = f"{PATH}/preview", f"{PATH}/properties", f"{PATH}/help"


def manifest(address: str) -> dict[str, object]:
    """The manifest.

    :param address: of this site, without a slash at its end
    """
    width, height = service()["preview"]
    return {
        "versions": service()["versions"],
        "name": service()["name"],
        "identifierSpace": IDENTIFIER_SPACE,
        "schemaSpace": SCHEMA_SPACE,
        "documentation": address + HELP,
        "serviceVersion": __version__,
        "defaultTypes": [
            described(name) for name in service()["default types"] if known_type(name)
        ],
        "view": {"url": f"{address}/id/{ID}"},
        "feature_view": {"url": f"{address}{HELP}#{ID}"},
        "preview": {"url": f"{address}{PREVIEW}/{ID}", "width": width, "height": height},
        "suggest": {kind: _suggest(address, kind) for kind in KINDS},
        "extend": {
            "propose_properties": {"service_url": address, "service_path": PROPERTIES},
            "property_settings": list(settings().values()),
        },
        "batchSize": limits()["queries"],
    }


def _suggest(address: str, kind: str) -> dict[str, str]:
    return {
        "service_url": address,
        "service_path": f"{SUGGEST}/{kind}",
        "flyout_service_url": address,
        "flyout_service_path": f"{FLYOUT}/{kind}/${{id}}",
    }
