import { ActionsVariable } from "@pulumi/github/actionsVariable.js";

/** A program that makes one thing, so that its update is quick. */
export default function program(): Promise<Record<string, unknown>> {
  new ActionsVariable("variable", { repository: "pkg", variableName: "ONE", value: "1" });
  return Promise.resolve({});
}
