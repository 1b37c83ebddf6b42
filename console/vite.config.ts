/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

declare const process: { env: Record<string, string | undefined> };

// `npm run dev` serves the page with hot reload before a server that runs already.
const server = process.env.NODERAX_SERVER ?? "http://127.0.0.1:3000";

export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    outDir: "target/classes/console",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        manualChunks: (id) => (/node_modules\/(react|react-dom|scheduler|@tanstack)\//.test(id) ? "base" : undefined),
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: server, changeOrigin: true },
      "/socket.io": { target: server, ws: true, changeOrigin: true, headers: { origin: server } },
    },
  },
  test: {
    // One worker, shared: the tests are pure or nearly so, and a machine that builds has no core to spare.
    pool: "threads",
    poolOptions: { threads: { singleThread: true } },
    isolate: false,
    include: ["src/**/*.test.{ts,tsx}"],
    reporters: ["default", ["junit", { outputFile: "target/vitest-reports/TEST-console.xml" }]],
  },
});
