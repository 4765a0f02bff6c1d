import { objectOf, text } from "../json/shape.ts";
import { type GitHub, readAnswer } from "./client.ts";

const answered = objectOf({ object: objectOf({ type: text, sha: text }) });

/** The commit that the repository's own tag stands for by now; null where there is no such tag any more. */
export async function commitOfTag(github: GitHub, tag: string): Promise<string | null> {
  const name = tag.split("/").map(encodeURIComponent).join("/");
  const path = `/repos/${github.repository}/git/ref/tags/${name}`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  let { object } = readAnswer(answer, answered, path);
  // An annotated tag is an object of its own, and may stand for another one.
  for (let depth = 0; object.type === "tag" && depth < 5; depth += 1) {
    const inner = `/repos/${github.repository}/git/tags/${object.sha}`;
    object = readAnswer(await github.call({ path: inner }), answered, inner).object;
  }
  return object.sha;
}
