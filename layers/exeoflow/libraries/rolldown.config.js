export default {
  input: "html.js",
  platform: "browser",
  output: {
    file: "../exeoflow/code/javascript/html.min.js",
    format: "iife",
    minify: true,
    comments: false,
    postBanner:
      "// cheerio 1.1.0 and html-to-text 9.0.5 in one script, put together in layers/exeoflow/libraries; read where a source names them.\n" +
      "// Their licences and those of what they use stand in html.LICENSE.",
  },
};
