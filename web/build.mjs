// Makes the page of `kg serve` from web/src into kg/web/static: node build.mjs
//
// Types come from the OpenAPI document, words from ontology/site.yaml and the map from Natural
// Earth, so that none of them is written twice. Equal sources give equal files.

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { geoCentroid } from "d3-geo";
import countries from "i18n-iso-countries";
import openapiTypes, { astToString } from "openapi-typescript";
import { feature } from "topojson-client";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const made = join(here, "src", "made");
const target = join(here, "..", "kg", "web", "static");
const openapi = join(here, "..", "docs", "openapi.json");
const wording = join(here, "..", "ontology", "site.yaml");
const packages = (name) => join(here, "node_modules", name);

mkdirSync(made, { recursive: true });
writeFileSync(
  join(made, "api.d.ts"),
  astToString(await openapiTypes(JSON.parse(readFileSync(openapi, "utf8")))),
);
const words = JSON.stringify(parse(readFileSync(wording, "utf8")), null, 1);
writeFileSync(join(made, "words.ts"), `export const WORDS = ${words} as const;\n`);
execFileSync(process.execPath, [packages("typescript/bin/tsc"), "--noEmit", "-p", here], {
  stdio: "inherit",
});

rmSync(target, { recursive: true, force: true });
const bundle = await esbuild.build({
  entryPoints: { page: join(here, "src", "main.tsx") },
  outdir: target,
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  metafile: true,
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  chunkNames: "[name]-[hash]",
  legalComments: "none",
  absWorkingDir: here,
});
cpSync(join(here, "src", "index.html"), join(target, "index.html"));
writeFileSync(join(target, "world.json"), JSON.stringify(world()));
writeFileSync(join(target, "LICENSES.txt"), licences(bundle.metafile));
writeFileSync(join(target, "sources.sha256"), `${digest()}\n`);

/** Countries as TopoJSON, with their codes; and where the label of each state stands. */
function world() {
  const read = (name) => JSON.parse(readFileSync(packages(`world-atlas/${name}.json`), "utf8"));
  const coarse = read("countries-110m");
  const fine = read("countries-50m");
  const code = (shape) => countries.numericToAlpha3(shape.id) ?? "";
  const centres = {};
  for (const shape of feature(fine, fine.objects.countries).features) {
    if (code(shape)) centres[code(shape)] = geoCentroid(largest(shape)).map((x) => +x.toFixed(2));
  }
  for (const shape of coarse.objects.countries.geometries) {
    shape.properties = { iso3: code(shape) };
    delete shape.id;
  }
  return { land: { ...coarse, objects: { countries: coarse.objects.countries } }, centres };
}

/** The polygon of a country with the most corners: its main land, not an island far away. */
function largest(shape) {
  if (shape.geometry.type !== "MultiPolygon") return shape;
  const parts = [...shape.geometry.coordinates].sort((a, b) => b[0].length - a[0].length);
  return { type: "Polygon", coordinates: parts[0] };
}

/** The licences of all packages in the bundle, sorted. */
function licences(metafile) {
  const names = new Set(["world-atlas"]);
  for (const input of Object.keys(metafile.inputs)) {
    const found = input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found) names.add(found[1]);
  }
  for (const name of names) {
    const about = JSON.parse(readFileSync(join(packages(name), "package.json"), "utf8"));
    if (name.startsWith("@zazuko/")) Object.keys(about.dependencies).forEach((one) => names.add(one));
  }
  const parts = [...names].sort().map((name) => {
    const folder = packages(name);
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : "";
    return `${name} ${about.version}: ${about.license}\n\n${text}\n`;
  });
  const head = "The page has parts of these packages. The map is Natural Earth's, public domain.\n";
  return [head, ...parts].join(`\n${"-".repeat(78)}\n\n`);
}

/** A digest of all that the page is made from; tests/web compares it with the sources. */
function digest() {
  const listed = readdirSync(join(here, "src"), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && basename(one.parentPath ?? one.path) !== "made")
    .map((one) => join(one.parentPath ?? one.path, one.name));
  const own = ["build.mjs", "package.json", "package-lock.json", "tsconfig.json"];
  const files = [...listed, ...own.map((name) => join(here, name)), openapi, wording];
  const sums = files.map((path) => createHash("sha256").update(readFileSync(path)).digest("hex"));
  return createHash("sha256").update(sums.sort().join("\n")).digest("hex");
}
