// What is written and not run yet stands in the address: it is there again after a reload, by Back,
// and in another language. It is in the fragment, so that opening it runs nothing.

import { pack } from "../shared/packing";
import { readAddress } from "./permalink";

/** Whether the address is that of a query that was written and not run. */
export function isDraft(): boolean {
  return (window.history.state as { isDraft?: boolean } | null)?.isDraft ?? false;
}

/** Have the address hold a text; that of a query that was run stays in the browser's history. */
export async function keepDraft(text: string): Promise<void> {
  const { query } = await readAddress(location.href);
  if (text.trim() === (query ?? "").trim()) return;
  const address = text.trim() ? `${location.pathname}#query=${await pack(text)}` : location.pathname;
  const isOwn = !query || isDraft();
  window.history[isOwn ? "replaceState" : "pushState"]({ isDraft: true }, "", address);
}
