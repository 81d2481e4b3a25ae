// Buttons that copy.

import { button } from "../shared/elements";
import { say } from "../shared/words";

/** A button that copies a text.
 *  @param announce told what came of it */
export function copyButton(
  words: string,
  text: () => string | Promise<string>,
  announce: (text: string) => void,
): HTMLButtonElement {
  const made = button(words, () => void copy(), { class: "secondary copy" });
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(await text());
      announce(say("Copied"));
      made.classList.add("done");
      setTimeout(() => made.classList.remove("done"), 1500);
    } catch {
      announce(say("The browser does not let this page copy. Select the text and copy it."));
    }
  }
  return made;
}
