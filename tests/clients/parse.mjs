// Reads RDF from standard input with N3.js and writes it as N-Quads: node parse.mjs FORMAT

import { text } from "node:stream/consumers";
import { Parser, Writer } from "n3";

const [, , format] = process.argv;
const quads = new Parser({ format }).parse(await text(process.stdin));
process.stdout.write(new Writer({ format: "N-Quads" }).quadsToString(quads));
