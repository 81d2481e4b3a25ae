// What leaves the page as a file. A picture says where it is from, and that what it shows is
// claimed, not established.

import { make } from "./elements";
import { say } from "./words";

const SHARPNESS = 2; // pixels of a picture for one of the page
const LARGEST_SIDE = 8000; // pixels
const KEPT_MILLISECONDS = 60_000; // for the browser to read it

/** Offer a file to be saved. */
export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MILLISECONDS);
}

/** A drawing (SVG) as a picture (PNG), twice as fine as on the screen where that is not too large.
 *  @throws Error if the browser cannot draw it */
export async function picture(drawing: string, width: number, height: number): Promise<Blob> {
  const scale = Math.min(SHARPNESS, LARGEST_SIDE / Math.max(width, height));
  const image = new Image(width * scale, height * scale);
  // HTML within a drawing that comes from a `blob:` address would keep it from being read back.
  image.src = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = make("canvas", { width: image.width, height: image.height });
  canvas.getContext("2d")?.drawImage(image, 0, 0, image.width, image.height);
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!made) throw new Error("the picture cannot be made");
  return made;
}

/** The lines under a picture. */
export function sourceLines(release: string): [string, string] {
  return [
    say("Refusals, release {release}, {address}", { release, address: location.origin }),
    say("A claim made in a source, not a fact established by this site."),
  ];
}
