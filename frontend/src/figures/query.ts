// Changes of the query of the page: what stands in it, and in which order, is for the server to say
// (kg.web.figure_selection); these keep its order, so that it need not redirect.

const LAST = ["from", "to", "order", "scale"];

/** A query with another period; "" for no bound. */
export function withPeriod(query: string, first: string, last: string): string {
  const found = new URLSearchParams(query);
  found.set("from", first);
  found.set("to", last);
  return inOrder([...found]);
}

/** The query that a form with these fields asks for: empty fields ask for nothing. */
export function queryOf(fields: Iterable<[string, string]>): string {
  return inOrder([...fields]);
}

function inOrder(pairs: [string, string][]): string {
  const given = pairs.filter(([, value]) => value !== "");
  const place = ([name]: [string, string]) => LAST.indexOf(name);
  return new URLSearchParams(given.sort((a, b) => place(a) - place(b))).toString();
}

/** What leads from the address of a claim to that of another page: `..`, and where a query begins. */
const ELSEWHERE = /(^|\/)\.{0,2}(\/|$)|[?#\\]/;

/** The id of the claim that a hash such as `#claim=proekt-convictions-2023` names; "" if none. */
export function claimOf(hash: string): string {
  const found = /^#claim=(.+)$/.exec(hash);
  try {
    const claim = decodeURIComponent(found?.[1] ?? "");
    return ELSEWHERE.test(claim) ? "" : claim;
  } catch {
    return ""; // no UTF-8
  }
}

/** The hash that names a claim. */
export function hashOf(claim: string): string {
  return `#claim=${encodeURIComponent(claim).replaceAll("%2F", "/")}`;
}
