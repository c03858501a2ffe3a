import { defineConfig } from "vite";

// The index is served at `/` and at every path below `/console/`: its files are named from the root.
export default defineConfig({
  base: "/console/",
  logLevel: "error",
  build: {
    outDir: "build",
    target: "es2023",
    manifest: true,
    assetsInlineLimit: 0, // data: addresses are not in the page's security policy
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
  },
});
