// How a relation looks on the canvas: a line with its words, and how many it stands for.

import {
  LinkLabel, LinkMarkerArrowhead, LinkPath, RelationGroup, RelationLink, useWorkspace,
  type LinkTemplate, type LinkTemplateProps,
} from "@reactodia/workspace";
import { useCallback, useSyncExternalStore } from "react";

import { relationOf } from "./relations";
import { labelsOf, wordsOfLine } from "./router";
import { at, pathOf } from "./routes";

function Line({ link, path, route, getPathPosition, markerTarget }: LinkTemplateProps) {
  const { model } = useWorkspace();
  const labels = labelsOf(model);
  const label = useSyncExternalStore(labels.subscribe, () => labels.of(link.id));
  const isChosen = useSyncExternalStore(
    useCallback((changed: () => void) => {
      model.events.on("changeSelection", changed);
      return () => model.events.off("changeSelection", changed);
    }, [model]),
    () => model.selection.includes(link),
  );
  const relation = link instanceof RelationLink || link instanceof RelationGroup ? relationOf(link.typeId) : undefined;
  const points = route && route.vertices.length > 3 ? route.vertices : null;
  const { words, count } = wordsOfLine(link, model.language);
  const whole = words + count;
  const shown = isChosen || !points ? whole : label?.text;
  const middle = points ? at(points.slice(0, 4), 0.5) : getPathPosition(0.5);
  return (
    <g className={`relation${relation?.derived ? " derived" : ""}${isChosen ? " chosen" : ""}`}>
      <title>{whole}</title>
      <LinkPath path={points ? pathOf(points) : path} pathProps={{ className: "line", fill: "none" }} markerSource="" markerTarget={markerTarget} />
      {shown ? (
        <LinkLabel link={link} primary position={label ?? middle} title={shown === whole ? undefined : whole}
          className={`relation-words${isChosen ? " chosen" : ""}`}>
          {shown}
        </LinkLabel>
      ) : null}
    </g>
  );
}

/** How the library draws each relation. */
export const LINE: LinkTemplate = {
  markerTarget: LinkMarkerArrowhead,
  renderLink: (props) => <Line {...props} />,
};
