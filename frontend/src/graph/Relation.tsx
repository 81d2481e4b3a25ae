// How a relation looks on the canvas: a line with its words, and how many it stands for.

import {
  LinkLabel, LinkMarkerArrowhead, LinkPath, RelationGroup, RelationLink, useWorkspace,
  type LinkTemplate, type LinkTemplateProps,
} from "@reactodia/workspace";

import { CLAIMS, type Literal } from "./provider";
import { lineWords, relationOf } from "./relations";

function Line({ link, path, getPathPosition, markerTarget }: LinkTemplateProps) {
  const { model } = useWorkspace();
  const isChosen = model.selection.includes(link);
  const relation = link instanceof RelationLink || link instanceof RelationGroup ? relationOf(link.typeId) : undefined;
  const claims = link instanceof RelationLink ? (link.data.properties[CLAIMS] as Literal[] | undefined) : undefined;
  const count = link instanceof RelationGroup ? String(link.items.length) : claims?.[0]?.value;
  const words = lineWords(link.typeId, model.language);
  return (
    <g className={`relation${relation?.derived ? " derived" : ""}${isChosen ? " chosen" : ""}`}>
      <LinkPath path={path} pathProps={{ className: "line", fill: "none" }} markerSource="" markerTarget={markerTarget} />
      <LinkLabel link={link} primary position={getPathPosition(0.5)} className="relation-words">
        {words}{count ? ` · ${count}` : ""}
      </LinkLabel>
    </g>
  );
}

export const LINE: LinkTemplate = {
  markerTarget: LinkMarkerArrowhead,
  renderLink: (props) => <Line {...props} />,
};
