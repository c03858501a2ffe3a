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
  script("hashes", "Hashes of @noble/hashes 2.4.0"),
  script("html", "cheerio 1.1.0 and html-to-text 9.0.5"),
  script("web", "URL, URLSearchParams and structuredClone of core-js 3.51.0"),
];
