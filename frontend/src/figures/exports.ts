// What is shown as a picture, drawn from the very file that the server makes of it; and its address.

import { button, make } from "../shared/elements";
import { say } from "../shared/words";

const SCALE = 2;
const NAME = "refusals-figures.png";

/** Add to the list of exports of a page what a browser can do.
 *  @param tell says what happened */
export function addExports(list: Element, tell: (words: string) => void): void {
  const picture = list.querySelector<HTMLAnchorElement>("a[data-picture]");
  const act = (words: string, doing: () => Promise<string>) =>
    button(words, () => void doing().then(tell), { class: "button" });
  if (picture) {
    const png = act("PNG", async () => {
      try {
        save(await drawn(picture.href));
        return say("The picture is saved");
      } catch {
        location.assign(picture.href); // the picture as the server draws it
        return "";
      }
    });
    picture.parentElement?.after(make("li", {}, png));
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

/** An SVG file as PNG, at twice its size. */
async function drawn(address: string): Promise<Blob> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(address);
  const file = URL.createObjectURL(new Blob([await response.text()], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = file;
    await image.decode();
    const canvas = make("canvas", { width: image.width * SCALE, height: image.height * SCALE });
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((made) => (made ? resolve(made) : reject(new Error(address)))));
  } finally {
    URL.revokeObjectURL(file);
  }
}

function save(blob: Blob): void {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: NAME }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
