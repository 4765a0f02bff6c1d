import type { Writable } from "node:stream";

/**
 * Ends this process once what it wrote has left: what still listens or waits, such as a client of an engine that
 * was killed, must not keep a finished command.
 */
export async function finish(): Promise<never> {
  await Promise.all([written(process.stdout), written(process.stderr)]);
  process.exit();
}

function written(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.write("", () => resolve()));
}
