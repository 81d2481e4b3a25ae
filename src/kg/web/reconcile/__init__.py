"""The Reconciliation Service API (a report of a W3C Community Group, versions 0.2 and 0.1) at
`/reconcile`: names in a table are matched to things of the release, and their values are fetched.

    request ──reading──▶ queries ──answering──▶ candidates (by `kg.search`, scored by `comparing`)
                    └──▶ extension ──extending──▶ values (of `properties`)

`service.yaml` says what the service is and where its limits are, `properties.yaml` which values can
be asked for. docs/reconciliation.md tells people.
"""

from kg.web.reconcile.views import blueprint

__all__ = ["blueprint"]
