import { previewOf } from "../engine/operation.ts";
import type { RunOutcome } from "../run/run.ts";
import { deliveryLines } from "../show/delivery.ts";
import { recoveryWatcher } from "../recovery/watcher.ts";
import { staysLines } from "../show/stays.ts";
import { askForName, askWhether, isTerminal } from "./ask.ts";
import type { Answer, Terminal } from "./ask.ts";
import { consentTo } from "./consent.ts";
import type { Change } from "./consent.ts";
import { exitCodes } from "./exit-codes.ts";
import type { ChangeOptions } from "./options.ts";
import { realRequest } from "./real-request.ts";
import { recoverBefore } from "./recover-and-show.ts";
import { run, runAndShow, show } from "./run-and-show.ts";
import type { Request } from "./run-and-show.ts";

/** Changes something with real accounts: shows what, asks, and does it. */
export async function change(what: Change, options: ChangeOptions): Promise<void> {
  const terminal: Terminal = { input: process.stdin, output: process.stdout };
  const consent = consentTo(what, options, isTerminal(terminal));
  const mended = options.skipPreview !== true;
  const request: Request = {
    ...realRequest(what, options),
    refresh: options.refresh !== false,
    expectNoChanges: options.expectNoChanges === true,
    watchers: [recoveryWatcher({ mended })],
  };
  // Before the run itself it is too late for the preview, which would show what was made as yet to be made.
  if (mended) await recoverBefore(request);
  const before = mended ? await preview(what, request) : null;
  if (before?.result === "failed") return;
  if (consent === "asked") {
    const answer = await confirmed(what, request, { before, terminal });
    if (answer !== "yes") {
      decline(what, answer);
      return;
    }
  }
  await runAndShow(what === "destroy" ? withWhatStays(request) : request);
}

function withWhatStays(request: Request): Request {
  const closing = ({ report, repository }: RunOutcome) => [
    "",
    ...deliveryLines(report, request),
    ...staysLines(repository),
  ];
  return { ...request, closing };
}

/** Shows what a change would do; for programs it is shown only where it already fails. */
async function preview(what: Change, request: Request): Promise<RunOutcome> {
  const looked = { ...request, operation: previewOf(what), expectNoChanges: false };
  const beforehand = what === "destroy" ? withWhatStays(looked) : looked;
  const outcome = await run(beforehand);
  if (!request.json) show(outcome, beforehand);
  else if (outcome.result === "failed") show({ ...outcome, command: what }, beforehand);
  return outcome;
}

async function confirmed(
  what: Change,
  request: Request,
  { before, terminal }: { readonly before: RunOutcome | null; readonly terminal: Terminal },
): Promise<Answer> {
  if (what === "destroy") {
    const question = `\nThis can't be taken back. To destroy ${request.stack}, type its name: `;
    return askForName(question, request.stack, terminal);
  }
  const details = () => {
    if (before !== null) show(before, { ...request, operation: previewOf(what), details: true });
  };
  const question = what === "up" ? "perform this update" : "take this into the stack's state";
  return askWhether(`\nDo you want to ${question}?`, details, terminal);
}

function decline(what: Change, answer: Exclude<Answer, "yes">): void {
  process.stderr.write(`\nNot confirmed: nothing was done by \`${what}\`.\n`);
  process.exitCode = answer === "interrupted" ? exitCodes.interrupted : exitCodes.failed;
}
