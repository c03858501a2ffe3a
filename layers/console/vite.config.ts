import { defineConfig, type HtmlTagDescriptor, type Plugin } from "vite";

const APPLICATION = "src/start.tsx";

/** The entry begins the application, which it does not hold: the page tells browsers of its files before the entry has come. */
const preloadApplication: Plugin = {
  name: "preload-application",
  transformIndexHtml: {
    order: "post",
    handler(_, { bundle = {}, chunk: entry }) {
      const chunks = Object.values(bundle).flatMap((file) => (file.type === "chunk" ? [file] : []));
      const application = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(APPLICATION));
      const files = application ? [application.fileName, ...application.imports] : [];
      return files.filter((file) => file !== entry?.fileName).map((file): HtmlTagDescriptor => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/console/${file}` }, injectTo: "head" }));
    },
  },
};

// The index is served at `/` and at every path below `/console/`: its files are named from the root.
export default defineConfig({
  base: "/console/",
  logLevel: "error",
  plugins: [preloadApplication],
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
