import { setTimeout as sleep } from "node:timers/promises";
import { ActionsVariable } from "@pulumi/github/actionsVariable.js";

/** A program whose update takes long enough to be stopped in the middle. */
export default async function program(): Promise<Record<string, unknown>> {
  for (let at = 0; at < 24; at += 1) {
    await sleep(250);
    const variableName = `VARIABLE_${at}`;
    new ActionsVariable(variableName, { repository: "pkg", variableName, value: "x" });
  }
  return {};
}
