import type { Finding, Path } from "../findings.ts";
import { dataOf, type JudgedJob, type Rule } from "../judged-workflow.ts";
import { literalValues } from "../literal-values.ts";
import { builtIn, imagesOf } from "./script-images.ts";

const digest = /@sha256:[0-9a-f]{64}$/;

/** Images of steps (`docker://`) are among the actions without a commit, which are found with the references. */
export const movingImage: Rule = {
  name: "moving-image",
  reason: "A tag of an image is moved by whoever may push it, and then runs in the job that trusted it.",
  check: ({ jobs }) =>
    jobs.flatMap((judged) => {
      const { container } = judged.job;
      return [
        ...imageFindings(container, [...judged.path, "container"], judged),
        ...Object.entries(dataOf(judged.job["services"])).flatMap(([name, service]) =>
          imageFindings(service, [...judged.path, "services", name], judged),
        ),
        ...scriptFindings(judged),
      ];
    }),
};

/** What scripts have docker fetch, but for what the job made itself. */
function scriptFindings(judged: JudgedJob): readonly Finding[] {
  const built = builtIn(judged);
  return judged.steps.flatMap((step) =>
    [...new Set(imagesOf(step))]
      .filter((name) => !digest.test(name) && !name.startsWith("sha256:") && !built.has(name))
      .map((name) => ({ path: [...step.path, "run"], ...fault(name.slice(0, 100)) })),
  );
}

function fault(name: string): Omit<Finding, "path"> {
  return {
    fault: `names the image "${name}" without its digest`,
    mend: "write the digest behind it: NAME@sha256:...",
  };
}

/** An expression of which nothing is written out may be a digest: it is not judged. */
function imageFindings(given: unknown, path: Path, judged: JudgedJob): readonly Finding[] {
  const written = typeof given === "string";
  const image = written ? given : dataOf(given)["image"];
  const computed = typeof image === "string" && image.includes("${{");
  // Texts that an expression compares with are no images.
  const images = literalValues(image, judged).filter(
    (name) => name !== "" && (!computed || /[:/]/.test(name)),
  );
  return [...new Set(images)]
    .filter((name) => !digest.test(name))
    .map((name) => ({ path: written ? path : [...path, "image"], ...fault(name) }));
}
