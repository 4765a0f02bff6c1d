import type { StandIn } from "../../step/step.ts";

/** Finds nothing, as in a repository's first run; what is worked on is kept for no other run. */
export const cache: StandIn = async (step) => {
  for (const name of ["path", "key"]) {
    if (step.input(name) === "") throw new Error(`Input required and not supplied: ${name}`);
  }
  const keys = [step.input("key"), ...step.lines("restore-keys")].join(", ");
  if (step.flag("fail-on-cache-miss")) {
    throw new Error(
      `Failed to restore cache entry. Exiting as fail-on-cache-miss is set. Input key: ${keys}`,
    );
  }
  step.say(`Cache not found for input keys: ${keys}`);
  step.note("actions/cache finds nothing and keeps nothing");
  return {};
};
