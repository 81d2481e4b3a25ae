import { defineConfig } from "vite";

// Where the server finds what is built (kg.web.islands).
const OUTPUT = "../src/kg/web/built";

export default defineConfig({
  base: "/islands/",
  publicDir: false,
  build: {
    outDir: OUTPUT,
    emptyOutDir: true,
    assetsDir: "",
    manifest: "manifest.json",
    license: { fileName: "licences.md" },
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
