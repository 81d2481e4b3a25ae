// Tabs as the ARIA Authoring Practices have them: arrows go from tab to tab, each shows its panel,
// which is made when it is first shown.

import { make } from "../shared/elements";

/** A tab and how its panel is filled. */
export interface Tab {
  name: string;
  title: string;
  fill: (panel: HTMLElement) => void;
}

/** A row of tabs with their panels.
 *  @param chosen name of the tab to begin with; the first one if there is none of that name
 *  @param onChoose told of each choice of the reader */
export function tabs(
  label: string,
  all: Tab[],
  chosen: string,
  onChoose: (name: string) => void,
): HTMLElement {
  const list = make("div", { role: "tablist", "aria-label": label, class: "tabs" });
  const outer = make("div", { class: "tabbed" }, list);
  const filled = new Set<string>();
  const parts = all.map((tab) => {
    const handle = make("button", {
      type: "button", role: "tab", id: `tab-${tab.name}`, "aria-controls": `panel-${tab.name}`,
    }, tab.title);
    const panel = make("div", {
      role: "tabpanel", id: `panel-${tab.name}`, "aria-labelledby": handle.id, tabindex: 0,
    });
    list.append(handle);
    outer.append(panel);
    return { tab, handle, panel };
  });

  const show = (name: string) => {
    for (const { tab, handle, panel } of parts) {
      const isChosen = tab.name === name;
      handle.setAttribute("aria-selected", String(isChosen));
      handle.tabIndex = isChosen ? 0 : -1;
      panel.hidden = !isChosen;
      if (isChosen && !filled.has(name)) {
        filled.add(name);
        tab.fill(panel);
      }
    }
  };

  parts.forEach(({ tab, handle }, index) => {
    const choose = () => {
      show(tab.name);
      onChoose(tab.name);
    };
    handle.addEventListener("click", choose);
    handle.addEventListener("keydown", (event) => {
      const steps: Partial<Record<string, number>> = {
        ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: parts.length - 1,
      };
      const to = steps[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = parts[(to + parts.length) % parts.length];
      next?.handle.focus();
      next?.handle.click();
    });
  });
  show(all.some((tab) => tab.name === chosen) ? chosen : (all[0]?.name ?? ""));
  return outer;
}
