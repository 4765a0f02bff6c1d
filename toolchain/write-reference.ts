import { readFile, writeFile } from "node:fs/promises";
import { configurationReference } from "../config/reference.ts";

const readme = new URL("../README.md", import.meta.url);

/** The README with the configuration reference between its markers made anew. */
export async function readmeWithReference(): Promise<string> {
  const text = await readFile(readme, "utf8");
  const [before, after] = [text.split(begin)[0], text.split(end)[1]];
  if (before === undefined || after === undefined) throw new Error(`README.md: lacks ${begin} or ${end}; put both back`);
  return `${before}${begin}\n\n${configurationReference()}\n${end}${after}`;
}

const begin = "<!-- reference: made by `npm run reference` -->";
const end = "<!-- end of reference -->";

if (import.meta.main) await writeFile(readme, await readmeWithReference());
