import { ActionsVariable } from "@pulumi/github/actionsVariable.js";

/** A program with as many resources as BENCH_RESOURCES says. */
export default function program(): Promise<Record<string, unknown>> {
  for (let at = 0; at < Number(process.env["BENCH_RESOURCES"]); at += 1) {
    const variableName = `VARIABLE_${at}`;
    new ActionsVariable(variableName, { repository: "PyVenice", variableName, value: String(at) });
  }
  return Promise.resolve({});
}
