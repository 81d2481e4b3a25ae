// Parts of the island that are loaded only when they are needed. A page that was open while the site
// was renewed asks for files that are there no more.

import { say } from "../shared/words";

/** Use a part once it is loaded, or tell that it cannot be. */
export function withPart<Part>(
  part: Promise<Part>,
  use: (part: Part) => unknown,
  tell: (words: string) => void,
): void {
  void part.then(use, () => {
    tell(say("This part of the page cannot be loaded. Load the page again: what you have written stays."));
  });
}
