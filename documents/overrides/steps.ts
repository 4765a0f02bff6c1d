import { isData } from "../data.ts";
import { type Access, type Grant, type Grants, type Scope, scopes } from "../workflows/syntax/permissions.ts";
import type { StepDraft } from "../workflows/syntax/workflow.ts";
import { overrideKeys } from "./override.ts";
import type { Reader } from "./reader.ts";

/** The job's steps with the override's changes: a whole list, or changes to the present steps by their ids. */
export function overrideSteps(
  present: readonly StepDraft[],
  override: unknown,
  reader: Reader,
): readonly StepDraft[] {
  if (Array.isArray(override)) return withIds(readSteps(override, reader));
  const changes = reader.data(override, overrideKeys.changes);
  const ids = present.map(({ id }) => id);
  const before = readStepsById(changes["before"], ids, reader.at("before"));
  const after = readStepsById(changes["after"], ids, reader.at("after"));
  const replaced = readReplacements(changes["replace"], ids, reader.at("replace"));
  const removed = readRemoved(changes["remove"], ids, reader.at("remove"));
  const changed = present.flatMap((step) => [
    ...(before.get(step.id) ?? []),
    ...(removed.has(step.id) ? [] : [replaced.get(step.id) ?? step]),
    ...(after.get(step.id) ?? []),
  ]);
  return withIds([
    ...readSteps(changes["prepend"] ?? [], reader.at("prepend")),
    ...changed,
    ...readSteps(changes["append"] ?? [], reader.at("append")),
  ]);
}

function readSteps(value: unknown, reader: Reader): readonly StepDraft[] {
  return reader.list(value).map((step, index) => readStep(step, reader.at(index)));
}

function readStepsById(
  value: unknown,
  ids: readonly string[],
  reader: Reader,
): Map<string, readonly StepDraft[]> {
  const entries = Object.entries(value === undefined ? {} : reader.data(value));
  return new Map(
    entries.map(([id, steps]) => {
      reader.at(id).exists(id, "step", ids);
      return [id, readSteps(steps, reader.at(id))];
    }),
  );
}

/** A replaced step keeps its id, so that what refers to it still finds it. */
function readReplacements(value: unknown, ids: readonly string[], reader: Reader): Map<string, StepDraft> {
  const entries = Object.entries(value === undefined ? {} : reader.data(value));
  return new Map(
    entries.map(([id, step]) => {
      reader.at(id).exists(id, "step", ids);
      return [id, { ...readStep(step, reader.at(id)), id }];
    }),
  );
}

function readRemoved(value: unknown, ids: readonly string[], reader: Reader): Set<string> {
  const removed = reader.list(value ?? []).map((id, index) => reader.at(index).text(id) ?? "");
  removed.forEach((id, index) => id === "" || reader.at(index).exists(id, "step", ids));
  return new Set(removed);
}

function readStep(value: unknown, reader: Reader): StepDraft {
  const { uses, ...step } = reader.data(value, overrideKeys.step);
  if (isData(value) && (step["run"] === undefined) === (uses === undefined)) {
    reader.fault("must have either run or uses", "give it one of the two");
  }
  const action = uses === undefined ? undefined : reader.at("uses").text(uses);
  const id = typeof step["id"] === "string" ? step["id"] : "";
  const name = typeof step["name"] === "string" ? step["name"] : (action?.split("@")[0] ?? id);
  const grants =
    step["grants"] === undefined ? {} : { grants: readGrants(step["grants"], {}, reader.at("grants")) };
  return { ...step, ...(action !== undefined && { uses: action }), id, name, ...grants };
}

/** Steps need ids that differ, since overrides and outputs name them; GitHub does not ask for any. */
function withIds(steps: readonly StepDraft[]): readonly StepDraft[] {
  const taken = new Set(steps.map(({ id }) => id));
  return steps.map((step) => {
    if (step.id !== "") return step;
    const stem = idFrom(step.name === "" ? "step" : step.name);
    let id = stem;
    for (let count = 2; taken.has(id); count++) id = `${stem}-${count}`;
    taken.add(id);
    return { ...step, id, name: step.name === "" ? id : step.name };
  });
}

function idFrom(name: string): string {
  const kebab = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return /^[a-z]/.test(kebab) ? kebab : `step-${kebab}`;
}

/** Rights on top of the known ones; `null` takes one away. */
export function readGrants(value: unknown, known: Grants, reader: Reader): Grants {
  const given = reader.data(value, scopes);
  const rights = scopes.map((scope): [Scope, Grant | null | undefined] => {
    const right = given[scope];
    if (right === undefined || right === null) return [scope, right === null ? null : known[scope]];
    return [scope, readGrant(right, reader.at(scope))];
  });
  return Object.fromEntries(rights.filter((right): right is [Scope, Grant] => Boolean(right[1])));
}

function readGrant(value: unknown, reader: Reader): Grant {
  const reason =
    isData(value) && typeof value["reason"] === "string"
      ? value["reason"]
      : "asked for by the stack's overrides";
  const access = isData(value) ? value["access"] : value;
  if (isAccess(access)) return { access, reason };
  reader.fault("is no right", "write read or write, or {access: write, reason: what for}");
  return { access: "read", reason };
}

function isAccess(value: unknown): value is Access {
  return value === "read" || value === "write";
}
