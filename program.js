import * as pulumi from "@pulumi/pulumi";

/** The oldest Node that runs TypeScript as it is without a flag and has all that the program uses. */
const oldestNode = 24;

/**
 * What `pulumi up` starts. Plain JavaScript, so that an older Node gets one clear error instead of a syntax
 * error out of index.ts.
 */
export default async function program() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major === undefined || major < oldestNode) {
    throw new pulumi.RunError(
      `node: is ${process.versions.node}, and the program needs ${oldestNode} or newer; ` +
        `install Node ${oldestNode}, or put this project's own first: PATH="$PWD/node_modules/.bin:$PATH" pulumi up`,
    );
  }
  const { default: pipeline } = await import("./index.ts");
  try {
    return await pipeline();
  } catch (error) {
    // What the operator has to mend is no crash: it is shown without a stack trace.
    if (error instanceof Error && error.name === "FaultsError") throw new pulumi.RunError(error.message);
    throw error;
  }
}
