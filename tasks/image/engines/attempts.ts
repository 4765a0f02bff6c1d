import { pauseBefore } from "../../http/pause.ts";
import { TaskError } from "../../program/fault.ts";
import { type Ended, lastLines } from "../../python/run.ts";
import type { EngineHost } from "./engine.ts";

/** How often an image is asked of a registry. */
const attempts = 4;

/** What engines say where a registry refuses for the moment, drops the connection or can't be reached. */
const passing =
  /unexpected EOF|\bEOF\b|connection (?:reset|refused)|broken pipe|i\/o timeout|TLS handshake|timeout awaiting|deadline exceeded|too ?many ?requests|\b(?:429|500|502|503|504)\b|no such host|temporary failure|failed to do request|server closed|network is unreachable/i;

/** A step of the build itself failed: it has no network, so that trying again changes nothing. */
const broken = /did not complete successfully|error building at STEP/i;

/**
 * Runs what asks a registry, again while the registry fails for the moment; answers what ended otherwise, well or not.
 * Throws a TaskError that names the image where the registry stays so.
 */
export async function withAttempts(
  image: string,
  host: EngineHost,
  run: () => Promise<Ended>,
): Promise<Ended> {
  for (let attempt = 1; ; attempt += 1) {
    const ended = await run();
    const reason = lastLines(ended, 3);
    if (ended.code === 0 || broken.test(reason) || !passing.test(reason)) return ended;
    if (attempt >= attempts) {
      const fault = `could not be fetched, ${attempt} times: ${reason}`;
      throw new TaskError([{ place: image, fault, mend: "run the job again when its registry is well" }]);
    }
    const pause = pauseBefore(attempt, null);
    host.say(`The registry of ${image} broke off: ${reason}; again in ${Math.ceil(pause / 1000)} s`);
    await host.sleep(pause);
  }
}
