import { type Data, isData, own } from "../../data.ts";
import type { Publication } from "./publishing.ts";
import { textsIn } from "./standing-workflow.ts";

/** What a step with an action publishes. */
interface PublishingAction {
  readonly kind: Publication;
  /** The action and how it publishes: `pypa/gh-action-pypi-publish with a token`. */
  readonly said: string;
}

type Judged = readonly [kind: Publication, how: string] | null;
type Judge = (inputs: Data, oidc: boolean) => Judged;

const always =
  (kind: Publication, how: string): Judge =>
  () => [kind, how];

const toIndex: Judge = ({ password }) => ["index", isGiven(password) ? " with a token" : ""];
const byToken: Judge = ({ password }, oidc) => [
  "index",
  isGiven(password) ? " with a token" : oidc ? " by OIDC" : "",
];
const makesRelease = always("release", ", which makes a GitHub release");
const pushed: Judged = ["image", ", which pushes an image"];
const pushesImage: Judge = ({ push, outputs }) => {
  const pushing = isGiven(push) && !/^false$/i.test(textOf(push).trim());
  return pushing || /type=registry|push=true/.test(textOf(outputs)) ? pushed : null;
};
const runsMaturin: Judge = ({ command }) => {
  const given = textOf(command).trim();
  return given === "publish" || given === "upload" ? ["index", ` with the command ${given}`] : null;
};
const releasesAll = always("index", ", which releases");

/** Actions that publish, by their repository in lower case. */
const actions: Readonly<Record<string, Judge>> = {
  "pypa/gh-action-pypi-publish": byToken,
  "pyo3/maturin-action": runsMaturin,
  "messense/maturin-action": runsMaturin,
  "jrubics/poetry-publish": toIndex,
  "code-specialist/pypi-poetry-publish": toIndex,
  "etils-actions/pypi-auto-publish": toIndex,
  "casperdcl/deploy-pypi": toIndex,
  "python-semantic-release/python-semantic-release": releasesAll,
  "relekang/python-semantic-release": releasesAll,
  "cycjimmy/semantic-release-action": releasesAll,
  "python-semantic-release/publish-action": makesRelease,
  "python-semantic-release/upload-to-gh-release": makesRelease,
  "googleapis/release-please-action": makesRelease,
  "google-github-actions/release-please-action": makesRelease,
  "docker/build-push-action": pushesImage,
  "docker/bake-action": pushesImage,
  "redhat-actions/push-to-registry": () => pushed,
  "softprops/action-gh-release": makesRelease,
  "ncipollo/release-action": makesRelease,
  "actions/create-release": makesRelease,
  "actions/upload-release-asset": makesRelease,
  "svenstaro/upload-release-action": makesRelease,
  "marvinpinto/action-automatic-releases": makesRelease,
  "release-drafter/release-drafter": (inputs, oidc) =>
    /^true$/i.test(textOf(inputs["publish"])) ? makesRelease(inputs, oidc) : null,
  "actions/github-script": ({ script }) =>
    /\b(?:createRelease|uploadReleaseAsset)\b/.test(textOf(script))
      ? ["release", " with a script that makes a GitHub release"]
      : null,
};

/** Actions that nothing is known of but their name; it says what they are for. */
function judgeByName(name: string): Judged {
  if (!/publish|upload|deploy|release|push/.test(name)) return null;
  if (name.includes("conda")) return ["channel", ", which uploads to a conda channel"];
  return name.includes("pypi") ? ["index", ""] : null;
}

/** Longer than any name, folder and version on GitHub (characters). */
const longestUses = 1000;

/** Uses of an OIDC token other than the index: logins to clouds, signatures, pages, coverage. */
const otherUses =
  /^(?:aws-actions\/|google-github-actions\/auth|azure\/|hashicorp\/|pulumi\/auth|octo-sts\/|tailscale\/|actions\/(?:attest|deploy-pages)|astral-sh\/attest|sigstore\/|ossf\/scorecard|codecov\/|codspeedhq\/|jfrog\/|anthropics\/|step-security\/|cloudsmith-io\/|rust-lang\/crates-io-auth|slsa-framework\/|github\/codeql|hynek\/build-and-inspect)/;

/** What the step's action publishes; null: nothing, or there is none. `oidc`: it may have an OIDC token. */
export function publishingAction(step: Data, oidc: boolean): PublishingAction | null {
  const action = actionOf(step);
  if (action === null) return null;
  const name = action.toLowerCase();
  const judge = own(actions, name);
  const judged = judge ? judge(isData(step["with"]) ? step["with"] : {}, oidc) : judgeByName(name);
  return judged === null ? null : { kind: judged[0], said: `${action}${judged[1]}` };
}

/** Whether the step uses an OIDC token for something other than publishing. */
export function hasOtherUse(step: Data): boolean {
  const action = actionOf(step);
  return (
    (action !== null && otherUses.test(action.toLowerCase())) ||
    /\b(?:cosign|gitsign|sigstore)\b/.test(textOf(step["run"]))
  );
}

/** `OWNER/NAME` of an action of GitHub's, without its folder and version; null for an image or a local one. */
function actionOf(step: Data): string | null {
  const uses = textOf(step["uses"]).trim();
  if (uses.length > longestUses || uses.startsWith("./")) return null;
  return /^(?<name>[\w.-]+\/[\w.-]+)(?:\/[^@]*)?(?:@.*)?$/s.exec(uses)?.groups?.["name"] ?? null;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== false;
}

function textOf(value: unknown): string {
  if (typeof value === "boolean") return String(value);
  return textsIn(value).join("\n");
}
