// What the editor's own parts say, in the reader's language.

import { say } from "../../shared/words";

/** Texts of CodeMirror by what they are in English. */
export function phrases(): Record<string, string> {
  return {
    "Completions": say("Completions"),
    "Diagnostics": say("Mistakes"),
    "close": say("Close"),
    "No diagnostics": say("No mistakes"),
  };
}
