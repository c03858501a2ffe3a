// What `code` finds of cheerio and html-to-text. cheerio's load-parse is its `load` without streams, which need Node.
import { load } from "./node_modules/cheerio/dist/esm/load-parse.js";
import { convert } from "html-to-text";

globalThis.cheerio = { load };
globalThis.htmlToText = convert;
