// Tabler's CSS, of which what the pages use is left: `node purge.mjs <kept.json> <portal.css> <templates…>`.
// Pictures within it are dropped, as the pages' policy refuses `data:`; portal.css draws what they showed.
import { readFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";

const [kept, own, ...content] = process.argv.slice(2);
const { elements, classes } = JSON.parse(readFileSync(kept, "utf8"));
const styles = readFileSync(own, "utf8");
const [{ css }] = await new PurgeCSS().purge({
  content: [...content, { raw: elements, extension: "txt" }],
  css: ["node_modules/@tabler/core/dist/css/tabler.min.css"],
  defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
  safelist: {
    standard: classes.map((one) => new RegExp(`^(${one})$`)),
    variables: styles.match(/--tblr-[\w-]+/g) ?? [],
  },
  variables: true,
  keyframes: true,
});
const pictured = /[\w-]+:url\((["'])data:.*?\1\)[^;}]*;?/g;
process.stdout.write(css.replaceAll(pictured, "") + "\n");
