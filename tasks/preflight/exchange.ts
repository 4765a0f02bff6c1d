import { type HttpOptions, request } from "../http/request.ts";
import { normalizeName } from "../index/file-name.ts";
import type { ExchangeError } from "../index/token.ts";
import type { Fault } from "../program/fault.ts";
import type { PublisherValue } from "./publisher.ts";

/** An index as a publisher is registered on it. */
export interface PublishingIndex {
  readonly title: string;
  readonly simpleUrl: string;
  readonly project: string;
}

/** Where a person registers a publisher for a project: on the host of the simple API, as indexes with publishers have it. */
export function publishingPage({
  simpleUrl,
  project,
}: Pick<PublishingIndex, "simpleUrl" | "project">): string {
  return new URL(`/manage/project/${encodeURIComponent(project)}/settings/publishing/`, simpleUrl).href;
}

/** The same for a project that the index does not have yet. */
function pendingPage(simpleUrl: string): string {
  return new URL("/manage/account/publishing/", simpleUrl).href;
}

/** Whether an index has the project; one that has not makes it, empty, at the first exchange of a pending publisher. */
export async function hasProject(
  { simpleUrl, project }: Pick<PublishingIndex, "simpleUrl" | "project">,
  options: HttpOptions,
): Promise<boolean> {
  const url = new URL(`${normalizeName(project)}/`, simpleUrl).href;
  return (await request({ url }, options)).status !== 404;
}

/** Values that differ: the job is not the one that is declared, so that what is registered can't be both. */
export function valueFaults(title: string, values: readonly PublisherValue[]): readonly Fault[] {
  return values
    .filter(({ agrees }) => !agrees)
    .map(({ field, declared, claimed }) => ({
      place: `${title}, ${field}`,
      fault: `is ${claimed} in the job's token, declared is ${declared}`,
      mend: "release from what is declared, or declare this in the stack, deliver it, and register it anew",
    }));
}

/** What an index says against an exchange, with what to do about it. */
export function refusalFaults(
  index: PublishingIndex,
  told: readonly ExchangeError[],
  values: readonly PublisherValue[],
): readonly Fault[] {
  const errors = told.length > 0 ? told : [{ code: "no code", description: "no reason given" }];
  return errors.map(({ code, description }) => ({
    place: index.title,
    fault: `refuses the exchange: ${code} (${description})`,
    mend: mendOf(code, index, values),
  }));
}

function mendOf(code: string, index: PublishingIndex, values: readonly PublisherValue[]): string {
  switch (code) {
    case "invalid-pending-publisher":
      return `the project was made meanwhile: register the publisher with it, at ${publishingPage(index)}`;
    case "invalid-publisher":
      return (
        `register the publisher with exactly these values: ${values.map(written).join(", ")}; at ` +
        `${publishingPage(index)}, or at ${pendingPage(index.simpleUrl)} if it does not have ${index.project} yet`
      );
    case "not-enabled":
      return "wait until its administrators switch trusted publishing on again";
    case "invalid-reuse-token":
    case "invalid-token":
      return "run the job again with a new token; if it stays, look after the clock";
    default:
      return `run the job again; if it stays, compare the table with ${publishingPage(index)}`;
  }
}

function written({ field, declared }: PublisherValue): string {
  return `${field} ${declared}`;
}
