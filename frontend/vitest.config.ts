import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts", "src/**/*.test.ts"],
    testTimeout: 60_000, // milliseconds; a busy machine takes as long as it takes
  },
});
