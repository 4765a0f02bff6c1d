import type { Fault } from "../../config/fault.ts";
import type { Step, Workflow } from "../workflow/workflow.ts";
import { type RecordedAction, recordedActions, standInActions } from "./actions.ts";

/**
 * What of a workflow's `uses` can't be rehearsed: an action that nothing stands in for, another commit of it than the
 * recorded one, inputs that it does not have (GitHub only warns of them), and required ones that are not given.
 */
export function usesFaults(workflow: Workflow): readonly Fault[] {
  const standIns = standInActions();
  return Object.entries(workflow.jobs).flatMap(([id, job]) =>
    job.steps.flatMap((step, at) => {
      if (step.uses === undefined) return [];
      const place = `${workflow.name}, ${id}.${step.id ?? String(at)}`;
      return faultsOf(step, standIns).map((one) => ({ ...one, place }));
    }),
  );
}

type Found = Omit<Fault, "place">;

function faultsOf({ uses = "", with: given = {} }: Step, standIns: ReadonlyMap<string, string>): Found[] {
  const [name = "", commit = ""] = uses.split("@");
  const action = recordedActions.get(name);
  if (action === undefined || !standIns.has(name)) {
    return [{ fault: `uses ${name}, which nothing stands in for`, mend: "rehearse without this workflow" }];
  }
  return [...commitFaults(name, commit, action), ...inputFaults(name, Object.keys(given), action)];
}

function commitFaults(name: string, commit: string, action: RecordedAction): readonly Found[] {
  if (commit === action.commit) return [];
  const fault = `uses ${name} at ${commit}, whose inputs are not recorded`;
  return [{ fault, mend: `use ${action.commit} (${action.version}), or record that one's` }];
}

function inputFaults(name: string, given: readonly string[], { inputs }: RecordedAction): readonly Found[] {
  // GitHub takes inputs in any spelling of upper and lower case.
  const lower = (text: string) => text.toLowerCase();
  const known = new Set(Object.keys(inputs).map(lower));
  const here = new Set(given.map(lower));
  const strange = given.filter((input) => !known.has(lower(input)));
  const lacking = Object.entries(inputs).filter(
    ([input, { required }]) => required && !here.has(lower(input)),
  );
  return [
    ...strange.map((input) => ({
      fault: `gives ${name} the input ${input}, which it does not have`,
      mend: `leave it out, or give one of ${Object.keys(inputs).join(", ")}`,
    })),
    ...lacking.map(([input]) => ({ fault: `does not give ${name} its input ${input}`, mend: "give it" })),
  ];
}
