// What is shown as a picture, drawn from the very file that the server makes of it; and its address.

import { button, make } from "../shared/elements";
import { picture, save } from "../shared/saving";
import { say } from "../shared/words";

/** Add to the list of exports of a page what a browser can do.
 *  @param tell says what happened */
export function addExports(list: Element, tell: (words: string) => void): void {
  const link = list.querySelector<HTMLAnchorElement>("a[data-picture]");
  const act = (words: string, doing: () => Promise<string>) =>
    button(words, () => void doing().then(tell), { class: "button" });
  if (link) {
    const png = act("PNG", async () => {
      try {
        save(link.download.replace(/svg$/, "png"), await drawn(link.href));
        return say("The picture is saved");
      } catch {
        location.assign(link.href); // the picture as the server draws it
        return "";
      }
    });
    link.parentElement?.after(make("li", {}, png));
  }
  if ("clipboard" in navigator) list.append(make("li", {}, act(say("Copy link"), copyLink)));
}

async function copyLink(): Promise<string> {
  try {
    await navigator.clipboard.writeText(location.href);
    return say("The link is copied");
  } catch {
    return say("The browser does not let the link be copied");
  }
}

/** An SVG file as PNG. */
async function drawn(address: string): Promise<Blob> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(address);
  const text = await response.text();
  const { documentElement: svg } = new DOMParser().parseFromString(text, "image/svg+xml");
  const [, , width = 0, height = 0] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
  return picture(text, width, height);
}
