import { publishingEnvironment } from "../config/publishing-environment.ts";
import type { Settings } from "../config/schema/settings.ts";
import { isOffered } from "./limits.ts";
import type { IndexPlan, Plan } from "./plan.ts";

/** The environment of the job that publishes to TestPyPI before PyPI. */
export const testPyPIEnvironment = "testpypi";

const titles = { pypi: "PyPI", testpypi: "TestPyPI" };

/** The index that users install from. */
export function indexOf(settings: Settings): IndexPlan {
  const { name, uploadUrl, simpleUrl } = settings.index;
  const withEnvironments = isOffered("environments", settings.repository);
  return {
    name,
    title: name === "custom" ? new URL(uploadUrl ?? "").host : titles[name],
    uploadUrl: uploadUrl ?? null,
    simpleUrl: simpleUrl ?? null,
    environment: withEnvironments ? publishingEnvironment(settings.index) : null,
    token: tokenOf(settings),
  };
}

/** TestPyPI, where a release goes there first; null: it doesn't. */
export function testPyPIOf(settings: Settings): IndexPlan | null {
  if (!settings.channels.testPyPI) return null;
  const environment = isOffered("environments", settings.repository) ? testPyPIEnvironment : null;
  const none = { uploadUrl: null, simpleUrl: null, token: null };
  return { name: "testpypi", title: titles.testpypi, environment, ...none };
}

/** Every index of a release, in the order of publishing. */
export function indexesOf({ testPyPI, index }: Pick<Plan, "testPyPI" | "index">): readonly IndexPlan[] {
  return testPyPI === null ? [index] : [testPyPI, index];
}

/** A custom index without trusted publishing takes the one token or password that its environment holds. */
function tokenOf({ index, secrets }: Settings): string | null {
  if (index.name !== "custom") return null;
  const held = Object.entries(secrets).find(
    ([name, { environment }]) =>
      environment === publishingEnvironment(index) && /_(TOKEN|PASSWORD)$/.test(name),
  );
  return held?.[0] ?? null;
}
