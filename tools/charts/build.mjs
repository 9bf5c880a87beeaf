/* Bundle runtime.js with the licences of everything that ends up in it: `make chart-runtime`. */
import { build } from "esbuild";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const vendor = process.argv[2];
const { metafile } = await build({
  entryPoints: ["runtime.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none", // in full in the file beside it
  metafile: true,
  outfile: join(vendor, "vega.min.js"),
});

const [{ inputs }] = Object.values(metafile.outputs);
const packages = Object.entries(inputs)
  .filter(([path, { bytesInOutput }]) => path.startsWith("node_modules/") && bytesInOutput)
  .map(([path]) => path.match(/^node_modules\/(?:@[^/]+\/)?[^/]+/)[0]);

const texts = new Map(); // a licence's text: the packages under it
for (const folder of [...new Set(packages)].sort()) {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].find((one) => existsSync(join(folder, one)));
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
  texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
}
const told = [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`);
writeFileSync(join(vendor, "vega.LICENSE.txt"), told.join(`\n${"-".repeat(72)}\n\n`));
