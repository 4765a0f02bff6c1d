import type { Plan } from "../../plan/plan.ts";
import type { World } from "./world.ts";

/** The plan as it can be rehearsed on this machine, and what was changed of it. */
export interface RehearsedPlan {
  readonly plan: Plan;
  readonly changes: readonly string[];
}

/** Indexes that the tools don't know by name are the local ones; the image stands on the base that can be had. */
export function rehearsedPlan({
  plan,
  indexes,
  images,
}: Pick<World, "plan" | "indexes" | "images">): RehearsedPlan {
  const running = indexes.find(({ declared }) => declared === plan.index)?.index;
  const { index } = plan;
  const local =
    index.name === "custom" && running !== undefined
      ? { ...index, simpleUrl: running.simpleUrl, uploadUrl: running.uploadUrl }
      : index;
  const image = images?.image ?? null;
  const changes = [
    ...(local === index ? [] : [`${index.title} is an index on this machine`]),
    ...(plan.image !== null && image === null ? ["no image is declared"] : []),
    ...(plan.image !== null && image !== null && isOther(plan.image, image)
      ? [
          `the image is declared on ${image.base} with Python ${image.python}, not on ${plan.image.base} with ${plan.image.python}`,
        ]
      : []),
  ];
  return { plan: { ...plan, index: local, image }, changes };
}

function isOther(declared: NonNullable<Plan["image"]>, rehearsed: NonNullable<Plan["image"]>): boolean {
  return declared.base !== rehearsed.base || declared.python !== rehearsed.python;
}
