"""What the data cube says of somebody without a name stays apart on the server too."""

from __future__ import annotations

from http_client import Client
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from serving import BASE

from kg.cube.structure import own, qb
from kg.release import Release


def test_what_the_nameless_say_has_observations_and_no_slices(address: str, release: Release):
    client = Client(address)
    cube, graph = Store(), Store()
    cube.load(path=str(release.path / "cube.ttl"), format=RdfFormat.TURTLE)
    graph.load(path=str(release.path / "dataset.nq"), format=RdfFormat.N_QUADS)
    nameless = {
        quad.subject
        for name in ("AnonymousSource", "UnnamedGroup", "UnknownAgent")
        for quad in graph.quads_for_pattern(None, None, NamedNode(f"{BASE}ontology#{name}"))
    }
    said = [
        quad
        for quad in cube.quads_for_pattern(None, own("producer"), None)
        if quad.object in nameless
    ]
    assert len({quad.object for quad in said}) > 2
    for observation, _, producer, _ in said:
        answer = client.get(observation.value.removeprefix(f"{BASE}id") + ".nt")
        found = {quad.triple for quad in parse(answer.data, format=RdfFormat.N_TRIPLES)}
        about = {t for t in found if str(t.subject).startswith(f"<{BASE}id/")}
        assert {t.subject for t in about} == {observation}, observation
        (home,) = (q.object for q in cube.quads_for_pattern(observation, qb("dataSet"), None))
        (measure,) = (q.object for q in cube.quads_for_pattern(observation, own("measure"), None))
        names = [node.value.rpartition("/")[2] for node in (home, producer, measure)]
        for path in ("/slice/" + "/".join(names), "/id/slice/" + "/".join(names)):
            assert client.get(path + ".nt").status_code == 404, path
