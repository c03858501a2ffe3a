import packages from "./package.json" with { type: "json" };

const version = (name) => `${name} ${packages.dependencies[name]}`;

const script = (name, about) => ({
  input: `${name}.js`,
  platform: "browser",
  output: {
    file: `../exeoflow/code/javascript/${name}.min.js`,
    format: "iife",
    minify: true,
    comments: false,
    postBanner: `// ${about} in one script, put together in layers/exeoflow/libraries; read where a source names them.\n// Their licences and those of what they use stand in ${name}.LICENSE.`,
  },
});

export default [
  script("hashes", `Hashes of ${version("@noble/hashes")}`),
  script("html", `${version("cheerio")} and ${version("html-to-text")}`),
  script("web", `URL, URLSearchParams and structuredClone of ${version("core-js")}`),
];
