// Comunica for the tests: reads questions from standard input, one JSON object a line, and writes
// what it finds to standard output in the same way. One process answers all questions of a module.
//
// question: {"query": text, "sources": [address | {"type", "value"}], "format": media type}
// answer:   {"kind": "bindings" | "boolean" | "quads", "text": result} or {"error": message}
import { createInterface } from "node:readline";
import { QueryEngine } from "@comunica/query-sparql";

const engine = new QueryEngine();

async function answer({ query, sources, format }) {
  try {
    await engine.invalidateHttpCache();
    const result = await engine.query(query, { sources });
    const { data } = await engine.resultToString(result, format);
    let text = "";
    for await (const piece of data) text += piece;
    return { kind: result.resultType, text };
  } catch (error) {
    return { error: error.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
