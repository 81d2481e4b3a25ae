import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { scan } from "./scan";
import { tidied } from "./tidying";

test("a query in one line gets lines", () => {
  const query = "prefix a:<http://a/> # why\nselect ?s (count(*) as ?n) where{?s a a:B;a:c ?d,?e . optional{?s a:d/a:e ?f filter(?f>1&&not exists{?f a:g ?h})} {?s a:x 1} union {?s a:x 2.5}} group by ?s order by desc(?n) limit 10";
  expect(tidied(query)).toBe(`PREFIX a:<http://a/>  # why
SELECT ?s (COUNT(*) AS ?n)
WHERE {
  ?s a a:B ;
    a:c ?d,?e .
  OPTIONAL {
    ?s a:d/a:e ?f
    FILTER(?f>1&&NOT EXISTS { ?f a:g ?h })
  }
  { ?s a:x 1 } UNION { ?s a:x 2.5 }
}
GROUP BY ?s
ORDER BY DESC(?n)
LIMIT 10
`);
});

test("what is in good order stays so, and every stored question says the same", () => {
  const folder = join(import.meta.dirname, "../../../../queries");
  const said = (text: string) => scan(text).map((token) => token.text.trimEnd()).join(" ").toUpperCase();
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".rq"))) {
    const query = readFileSync(join(folder, name), "utf8");
    const found = tidied(query);
    expect(said(found)).toBe(said(query));
    expect(tidied(found)).toBe(found);
  }
});

test("texts and comments stay as they are, and so does what cannot be ordered", () => {
  expect(tidied("ASK{?s ?p 'a  {b}; select'}#  x  y")).toBe("ASK {\n  ?s ?p 'a  {b}; select'\n}  #  x  y\n");
  expect(tidied("ASK { } } }")).toContain("ASK");
});
