import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { defineConfig, type Plugin } from "vite";

// Where the server finds what is built (kg.web.islands).
const OUTPUT = "../src/kg/web/built";

const LICENCES = "licences.md";
const LGPL_LIBRARY = "node_modules/@reactodia/workspace";
const HOW_TO_CHANGE = `
# How to use a changed @reactodia/workspace

It stays a file of its own, reactodia-….js. Its source is in the npm package of that name and version. The source of this site
names it in frontend/package.json: put another one there, and \`pip install .\` builds the site with it.
`;

/** Add what the library under the LGPL wants to be said beside its licence. */
function notices(): Plugin {
  return {
    name: "notices",
    writeBundle({ dir }) {
      const texts = ["NOTICE.md", "THIRDPARTY.md"].map((name) =>
        `\n# ${name} of @reactodia/workspace\n\n${readFileSync(join(LGPL_LIBRARY, name), "utf8")}`);
      appendFileSync(join(dir ?? OUTPUT, LICENCES), [HOW_TO_CHANGE, ...texts].join("\n"));
    },
  };
}

export default defineConfig({
  plugins: [notices()],
  base: "/islands/",
  publicDir: false,
  build: {
    outDir: OUTPUT,
    emptyOutDir: true,
    assetsDir: "",
    manifest: "manifest.json",
    license: { fileName: LICENCES },
    target: "es2022",
    // What is small enough is otherwise written into the style sheet as `data:`, which the content
    // security policy of the site allows on no page but these.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: {
        query: "src/query/index.ts",
        graph: "src/graph/index.tsx",
        figures: "src/figures/index.ts",
      },
      output: {
        // The library under the LGPL stays a file of its own, which can be told from ours.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 1 },
            { name: "reactodia", test: /node_modules[\\/]@reactodia/ },
          ],
        },
      },
    },
  },
});
