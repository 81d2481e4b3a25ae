// How a relation looks on the canvas: a line with its words, and how many it stands for.

import {
  LinkLabel, LinkMarkerArrowhead, LinkPath, RelationGroup, RelationLink, useWorkspace,
  type DataDiagramModel, type Link, type LinkTemplate, type LinkTemplateProps,
} from "@reactodia/workspace";

import { CLAIMS, type Literal } from "./provider";
import { lineWords, relationOf } from "./relations";
import { wordsAt, pathOf } from "./routes";

function Line({ link, path, route, getPathPosition, markerTarget }: LinkTemplateProps) {
  const { model } = useWorkspace();
  const isChosen = model.selection.includes(link);
  const relation = link instanceof RelationLink || link instanceof RelationGroup ? relationOf(link.typeId) : undefined;
  const claims = link instanceof RelationLink ? (link.data.properties[CLAIMS] as Literal[] | undefined) : undefined;
  const count = link instanceof RelationGroup ? String(link.items.length) : claims?.[0]?.value;
  const points = route && route.vertices.length > 3 ? route.vertices : null;
  const words = lineWords(link.typeId, model.language);
  return (
    <g className={`relation${relation?.derived ? " derived" : ""}${isChosen ? " chosen" : ""}`}>
      <LinkPath path={points ? pathOf(points) : path} pathProps={{ className: "line", fill: "none" }} markerSource="" markerTarget={markerTarget} />
      <LinkLabel link={link} primary position={points ? wordsAt(points, quietEnd(model, link)) : getPathPosition(0.5)}
        className="relation-words">
        {words}{count ? ` · ${count}` : ""}
      </LinkLabel>
    </g>
  );
}

/** The end where fewer lines meet: there is room for words. */
function quietEnd(model: DataDiagramModel, link: Link): "source" | "target" {
  const [source, target] = [link.sourceId, link.targetId].map((id) => {
    const element = model.getElement(id);
    return element ? model.getElementLinks(element).length : 0;
  });
  return (source ?? 0) > (target ?? 0) ? "target" : "source";
}

/** How the library draws each relation. */
export const LINE: LinkTemplate = {
  markerTarget: LinkMarkerArrowhead,
  renderLink: (props) => <Line {...props} />,
};
