import type { Settings } from "../config/schema/settings.ts";
import type { Channel, IndexPlan } from "./plan.ts";

/** Every channel a user could ask for, with what it delivers or why it is declined. */
export function channelsOf(settings: Settings, index: IndexPlan): Channel[] {
  const install = `users should run \`pip install ${settings.package.name}\``;
  return [
    ...(settings.channels.testPyPI
      ? [{ name: "testpypi", state: "on", reason: "the same files on TestPyPI first" } as const]
      : []),
    { name: "index", state: "on", reason: `wheels and the source distribution on ${index.title}` },
    {
      name: "github-release",
      state: settings.channels.githubRelease ? "on" : "off",
      reason: settings.channels.githubRelease
        ? "the same files on the GitHub release of each tag"
        : "slipway:channels.githubRelease is false",
    },
    {
      name: "image",
      state: settings.image === undefined ? "off" : "on",
      reason:
        settings.image === undefined
          ? "slipway:image is not set"
          : `the wheel on the official Python image (${settings.image.base}), in ${settings.image.registry}`,
    },
    {
      name: "conda-forge",
      state: settings.conda === undefined ? "off" : "on",
      reason:
        settings.conda === undefined
          ? "slipway:conda is not set"
          : "a feedstock on conda-forge, which follows the index",
    },
    {
      name: "homebrew",
      state: "declined",
      reason: `a formula is for programs: a library's would be hard to keep, and conflict with the system's Python; ${install}`,
    },
    {
      name: "snap",
      state: "declined",
      reason: `a snap is for applications: a library gains nothing from its sandbox; ${install}`,
    },
  ];
}
