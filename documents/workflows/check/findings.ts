/** Where something stands in a workflow: `["jobs", "test", "steps", 2, "run"]`. */
export type Path = readonly (string | number)[];

/** What is wrong at a place of a workflow. */
export interface Finding {
  readonly path: Path;
  readonly fault: string;
  readonly mend: string;
}

/** `jobs.test.steps[2].run`, for people. */
export function showPath(path: Path): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join("");
}
