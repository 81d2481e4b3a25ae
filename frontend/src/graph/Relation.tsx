// How a relation looks on the canvas: a line with its words, and how many it stands for.

import {
  LinkLabel, LinkMarkerArrowhead, LinkPath, RelationGroup, RelationLink, useWorkspace,
  type LinkTemplate, type LinkTemplateProps,
} from "@reactodia/workspace";

import { pageLanguage } from "../shared/words";
import { CLAIMS, type Literal } from "./provider";
import { relationOf, wordsOf } from "./relations";

function Line({ link, path, getPathPosition, markerTarget }: LinkTemplateProps) {
  const { model } = useWorkspace();
  const isChosen = model.selection.includes(link);
  const relation = link instanceof RelationLink || link instanceof RelationGroup ? relationOf(link.typeId) : undefined;
  const claims = link instanceof RelationLink ? (link.data.properties[CLAIMS] as Literal[] | undefined) : undefined;
  const count = link instanceof RelationGroup ? String(link.items.length) : claims?.[0]?.value;
  const words = relation ? wordsOf(relation, "out", model.language || pageLanguage()) : tail(link.typeId);
  return (
    <g className={`relation${relation?.derived ? " derived" : ""}${isChosen ? " chosen" : ""}`}>
      <LinkPath path={path} pathProps={{ className: "line", fill: "none" }} markerSource="" markerTarget={markerTarget} />
      <LinkLabel link={link} primary position={getPathPosition(0.5)} className="relation-words">
        {words}{count ? ` · ${count}` : ""}
      </LinkLabel>
    </g>
  );
}

function tail(iri: string): string {
  return iri.split(/[/#]/).pop() ?? iri;
}

export const LINE: LinkTemplate = {
  markerTarget: LinkMarkerArrowhead,
  renderLink: (props) => <Line {...props} />,
};
