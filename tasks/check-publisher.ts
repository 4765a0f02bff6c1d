import type { DeclaredIndex, Declaration } from "./declaration/declaration.ts";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { addressVariables, indexAddress } from "./index/address.ts";
import { askAudience, exchangeToken } from "./index/token.ts";
import { type JobToken, askJobToken } from "./oidc/job-claims.ts";
import { mask } from "./oidc/mask.ts";
import {
  type PublishingIndex,
  hasProject,
  publishingPage,
  refusalFaults,
  valueFaults,
} from "./preflight/exchange.ts";
import { type PublisherValue, environmentValue, publisherValues } from "./preflight/publisher.ts";
import { type Fault, MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";

type Option = "declaration" | "index";

/** Exchanges a token with an index and throws it away, so that a wrong publisher shows before a release does. */
const checkPublisher: Task<Option> = {
  name: "check-publisher",
  summary:
    "Exchanges this job's OIDC token with an index and discards what it gets, so that a publisher that is registered\n" +
    "wrongly shows before a release does. Shows the job's claims beside the exact values of the index's form.\n" +
    "For a pending publisher the exchange is its first use: the index makes the project, still empty.",
  operands: "",
  variables: {
    ...addressVariables,
    ACTIONS_ID_TOKEN_REQUEST_URL: "where the job asks for its OIDC token (permission id-token: write)",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "what it asks with",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
  },
  options: {
    declaration: declarationOption,
    index: { value: "NAME", help: "pypi, testpypi or custom, as declared", default: "pypi" },
  },
  run: check,
};

async function check(call: TaskCall<Option>): Promise<void> {
  const declaration = readDeclaration(call.options.declaration);
  const declared = declaredIndex(declaration, call.options.index);
  const say = (line: string) => call.say(line);
  const simpleUrl = await indexAddress(declared, call.variables);
  const index = { title: declared.title, simpleUrl, project: declaration.package.name };
  const isNew = !(await hasProject(index, { place: index.title, say }));
  const audience = await askAudience(simpleUrl, { place: index.title, say });
  const asked = await askJobToken(audience, { variables: call.variables, say });
  const values = [
    ...publisherValues(declaration, asked.claims),
    environmentValue(declared.environment?.name ?? null, asked.claims),
  ];
  const faults = [
    ...valueFaults(index.title, values),
    ...(asked.clock === null ? [] : [asked.clock]),
    ...(await exchangeFaults({ ...asked, index, values }, call)),
  ];
  const project = { field: "Project", declared: index.project, claimed: "(in no token)", agrees: true };
  const rows = [project, ...values].map(({ field, declared: registered, claimed, agrees }) => [
    ...[field, registered, claimed, agrees ? "agrees" : "differs"],
  ]);
  for (const row of rows) say(row.join("  "));
  call.tabulate({
    title: `Trusted publisher on ${index.title}`,
    head: ["Form", "Register", "Claimed", "Verdict"],
    rows,
  });
  if (faults.length > 0) throw new TaskError(faults);
  if (isNew) say(`${index.title} had no ${index.project}: its pending publisher may have made it now, empty`);
  say(`${index.title} knows this publisher, as registered at ${publishingPage(index)}`);
}

function declaredIndex({ indexes }: Declaration, name: string): DeclaredIndex {
  const index = indexes.find((one) => one.name === name);
  if (index === undefined) {
    const names = indexes.map((one) => one.name).join(", ") || "none";
    throw new MisuseError({
      place: "--index",
      fault: `${name} is not declared`,
      mend: `name one that is: ${names}`,
    });
  }
  if (index.trustedPublishing) return index;
  const mend = "there is nothing to check: its token is kept in its environment";
  throw new TaskError([{ place: index.title, fault: "has no trusted publisher declared", mend }]);
}

/** What is exchanged, and the values to register where it is refused. */
interface Exchange extends JobToken {
  readonly index: PublishingIndex;
  readonly values: readonly PublisherValue[];
}

/** What is wrong with the exchange; the upload token ends here, since there is no way to give it back. */
async function exchangeFaults(
  { index, token, values }: Exchange,
  call: TaskCall<Option>,
): Promise<readonly Fault[]> {
  const say = (line: string) => call.say(line);
  try {
    const answer = await exchangeToken(index.simpleUrl, token, { place: index.title, say });
    if (answer.token === null) return refusalFaults(index, answer.errors, values);
    mask(answer.token, call.variables, say);
    const minutes = answer.expires === null ? null : Math.ceil((answer.expires - Date.now()) / 60_000);
    const until = minutes === null ? "some minutes" : `${minutes} min`;
    say(`${index.title} gave an upload token, which is discarded; unused, it ends by itself in ${until}`);
    return [];
  } catch (error) {
    if (error instanceof TaskError) return error.faults;
    throw error;
  }
}

await runProgram(checkPublisher);
