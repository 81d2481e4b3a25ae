"""From typed records to named graphs: each source by itself, then what all sources share."""

from kg.build.dataset import BuiltProject, build_project

__all__ = ["BuiltProject", "build_project"]
