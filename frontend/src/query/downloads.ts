// Downloads of a whole result in every format of the endpoint: links, or requests by POST where an
// address would be too long.

import { Refusal, send, ENDPOINT } from "../shared/endpoint";
import { button, make } from "../shared/elements";
import { say } from "../shared/words";
import { LONGEST_ADDRESS } from "./permalink";
import { save } from "../shared/saving";
import type { Format } from "./server_data";

/** The address of a result in a format; null if it would be too long. */
export function downloadAddress(
  query: string,
  format: string,
  parameters: [string, string][],
  origin: string,
): string | null {
  const asked = new URLSearchParams([["query", query], ["format", format], ...parameters]);
  const address = `${ENDPOINT}?${asked.toString()}`;
  return (origin + address).length <= LONGEST_ADDRESS ? address : null;
}

/** A line of downloads.
 *  @param tell shows what went wrong
 *  @param announce tells what is under way */
export function downloads(
  query: string,
  formats: Format[],
  parameters: [string, string][],
  tell: (refusal: Refusal) => void,
  announce: (text: string) => void,
): HTMLElement {
  const line = make("p", { class: "downloads" }, make("span", { class: "quiet" }, say("Download all:")));
  for (const format of formats) {
    const address = downloadAddress(query, format.name, parameters, location.origin);
    const name = `refusals.${format.extension}`;
    line.append(
      address
        ? make("a", { href: address, download: name }, format.label)
        : button(format.label, () => void fetchAndSave(format, name), { class: "link" }),
    );
  }
  return line;

  async function fetchAndSave(format: Format, name: string): Promise<void> {
    announce(say("Downloading {name}", { name: format.label }));
    try {
      const response = await send(query, format.mediaType, undefined, parameters);
      save(name, await response.blob());
      announce(say("Saved as {name}", { name }));
    } catch (error) {
      const title = say("The download broke off");
      const detail = say("Nothing was saved, since it would not be the whole result.");
      tell(error instanceof Refusal ? error : new Refusal({ title, status: 0, detail }));
    }
  }
}
