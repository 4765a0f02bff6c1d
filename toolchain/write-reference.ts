import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { configurationReference } from "../config/reference.ts";

const readme = fileURLToPath(new URL("../README.md", import.meta.url));
const begin = "<!-- reference: made by `npm run reference` -->";
const end = "<!-- end of reference -->";

/** The README with the configuration reference between its markers made anew, formatted as the rest. */
export async function readmeWithReference(): Promise<string> {
  const text = await readFile(readme, "utf8");
  const [before, after] = [text.split(begin)[0], text.split(end)[1]];
  if (before === undefined || after === undefined) {
    throw new Error(`README.md: lacks one of the markers "${begin}" and "${end}"; put both back`);
  }
  const made = `${before}${begin}\n\n${configurationReference()}\n${end}${after}`;
  return await format(made, { ...(await resolveConfig(readme)), parser: "markdown" });
}

if (import.meta.main) await writeFile(readme, await readmeWithReference());
