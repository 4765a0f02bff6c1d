import type { Fault } from "../config/fault.ts";
import type { PackagePlan, Plan } from "../plan/plan.ts";
import { isData } from "./data.ts";
import { isPrintable, onOneLine } from "./printable.ts";

/** A text that the operator gave, by the setting that holds it. */
type Text = readonly [place: string, text: string];

/** Commands and values of environments may have several lines; all else is a name, an address or one line of a file. */
const severalLines = /\.(command|beforeAll|beforeBuild|environment\.\w+)$/;

/** What is wrong with the texts that get into the documents, whatever let them into the plan. */
export function textFaults(plan: Plan): readonly Fault[] {
  return textsOf(plan).flatMap(([place, text]) => {
    const lines = severalLines.test(place) ? text.replaceAll(/[\n\t]/g, "") : text;
    return [
      ...(isPrintable(lines)
        ? []
        : [
            {
              place,
              fault: "holds a line break or a character that can't be seen",
              mend: "write it without",
            },
          ]),
      ...(text.includes("${{") ? [expressionFault(place)] : []),
    ];
  });
}

/** GitHub would replace an expression in a script, a path or a name by whatever its value is. */
function expressionFault(place: string): Fault {
  return {
    place,
    fault: "holds an expression of GitHub's, which it would replace before anything else reads it",
    mend: "write it without; a value of GitHub's reaches a step through its env, by slipway:overrides",
  };
}

function textsOf(plan: Plan): readonly Text[] {
  const { index, release, repository } = plan;
  const environments = plan.environments.filter(({ name }) => name !== index.environment);
  return [
    ...textsIn(asConfigured(plan.package), "slipway:package"),
    ...textsIn(release.tagPrefix, "slipway:package.tagPrefix"),
    ...textsIn(index.uploadUrl, "slipway:index.uploadUrl"),
    ...textsIn(index.environment, "slipway:index.environment"),
    ...environments.map(({ name }): Text => [`slipway:environments.${onOneLine(name)}`, name]),
    ...plan.secrets.map(({ name }): Text => [`slipway:secrets.${onOneLine(name)}`, name]),
    ...textsIn(repository.defaultBranch, "slipway:repository.defaultBranch"),
  ];
}

/** In the configuration's own form, so that each place is one that can be set; what is derived is left out. */
function asConfigured({ distribution: _, native, ...rest }: PackagePlan): object {
  const { systems, ...general } = native;
  return { ...rest, native: { ...general, ...systems } };
}

function textsIn(value: unknown, place: string): readonly Text[] {
  if (typeof value === "string") return [[place, value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, `${place}[${index}]`));
  return isData(value)
    ? Object.entries(value).flatMap(([key, item]) => textsIn(item, `${place}.${key}`))
    : [];
}
