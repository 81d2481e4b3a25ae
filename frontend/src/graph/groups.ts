// Groups on the canvas: which of their members is told of, what they hang on, and what could be one.

import { EntityElement, RelationLink, type DataDiagramModel, type EntityGroup } from "@reactodia/workspace";

import type { Way } from "./relations";

/** Which member of a group is told of, while the group stays whole. */
export class Looking {
  private at: { group: EntityGroup; iri: string } | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly model: DataDiagramModel) {}

  /** The member of the chosen group that is told of; null where it is the group itself. */
  get iri(): string | null {
    const [chosen, other] = this.model.selection;
    const isHere = this.at && chosen === this.at.group && !other && this.at.group.itemIris.has(this.at.iri);
    return isHere && this.at ? this.at.iri : null;
  }

  /** Tell of a member, or of the whole group. */
  look(group: EntityGroup, iri: string | null): void {
    this.at = iri === null ? null : { group, iri };
    this.model.setSelection([group]);
    for (const listener of this.listeners) listener();
  }

  onChange(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }
}

/** What most lines of a group lead to. */
export function hubOf(group: EntityGroup, model: DataDiagramModel): EntityElement | undefined {
  const found = new Map<EntityElement, number>();
  for (const link of model.getElementLinks(group)) {
    const other = model.getElement(link.sourceId === group.id ? link.targetId : link.sourceId);
    const lines = "items" in link ? (link.items as readonly unknown[]).length : 1;
    if (other instanceof EntityElement) found.set(other, (found.get(other) ?? 0) + lines);
  }
  return [...found].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Things by themselves that a relation leads to from a thing. */
export function apartFrom(model: DataDiagramModel, iri: string, relation: string, way: Way): EntityElement[] {
  const [near, far] = way === "out" ? (["sourceId", "targetId"] as const) : (["targetId", "sourceId"] as const);
  const found = model.links.flatMap((link) => {
    if (!(link instanceof RelationLink) || link.typeId !== relation || link.data[near] !== iri) return [];
    const other = model.getElement(link[far]);
    return other instanceof EntityElement ? [other] : [];
  });
  return [...new Set(found)];
}
