// Asks a SPARQL endpoint with Comunica, and writes the answer: node query.mjs URL QUERY MEDIA-TYPE

import { QueryEngine } from "@comunica/query-sparql";

const [, , value, query, media] = process.argv;
const engine = new QueryEngine();
const answer = await engine.query(query, { sources: [{ type: "sparql", value }], noCache: true });
const { data } = await engine.resultToString(answer, media);
data.on("error", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
data.pipe(process.stdout);
