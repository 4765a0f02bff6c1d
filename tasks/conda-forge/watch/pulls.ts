import { type GitHub, readAnswer } from "../../github/client.ts";
import { type Shape, flag, listOf, nullable, objectOf, optional, text } from "../../json/shape.ts";
import { type CommitState, commitState } from "./commit-state.ts";
import { type Observation, type Patience, daysSince, fine, inDays, needed, notable } from "./observation.ts";

/** An open pull request as it is watched. */
export interface WatchedPull {
  readonly url: string;
  readonly title: string;
  readonly user: string;
  readonly sha: string;
  readonly labels: readonly string[];
  readonly isDraft: boolean;
  /** Milliseconds since 1970. */
  readonly created: number;
}

const answered = objectOf({
  html_url: text,
  title: text,
  draft: optional(flag),
  created_at: text,
  user: nullable(objectOf({ login: text })),
  head: objectOf({ sha: text }),
  labels: listOf(objectOf({ name: text })),
});

const watched: Shape<WatchedPull> = (value, place) => {
  const pull = answered(value, place);
  return {
    url: pull.html_url,
    title: pull.title,
    user: pull.user?.login ?? "ghost",
    sha: pull.head.sha,
    labels: pull.labels.map(({ name }) => name),
    isDraft: pull.draft ?? false,
    created: Date.parse(pull.created_at),
  };
};

/** Open pull requests of a repository, the oldest first. */
export async function openPulls(github: GitHub, repository: string): Promise<readonly WatchedPull[]> {
  const pulls = await github.pages(`/repos/${repository}/pulls?state=open&per_page=100`, watched);
  // Listed with the newest first, so that two of one moment keep their order.
  return pulls.toReversed().sort((one, other) => one.created - other.created);
}

/** One pull request. */
export async function pullOf(github: GitHub, repository: string, number: number): Promise<WatchedPull> {
  const path = `/repos/${repository}/pulls/${number}`;
  return readAnswer(await github.call({ path }), watched, path);
}

/** A pull request's label by which somebody says that its author has to go on. */
const awaitsAuthor = "awaiting author contribution";

/** By this label the bot is asked to close a pull request, and to make it anew. */
const isRemade = "bot-rerun";

/** What is to be done about a pull request. */
export async function observePull(
  github: GitHub,
  { repository, pull }: { readonly repository: string; readonly pull: WatchedPull },
  { patience, review }: { readonly patience: Patience; readonly review: string },
): Promise<Observation> {
  const { url, title, user, labels } = pull;
  const age = daysSince(patience, pull.created);
  const told = `"${title}" by ${user}, open for ${inDays(age)}`;
  const known = labels.map((label) => label.toLowerCase());
  if (known.includes(isRemade)) return notable(url, `${told}, is made anew by the bot`);
  if (known.includes(awaitsAuthor))
    return needed(url, `${told}, waits for its author`, "answer the review there");
  const state = await commitState(github, repository, pull.sha);
  if (state.failed.length > 0) {
    const mend = "look into their logs; push what mends it to the pull request's branch";
    return needed(url, `${told}, fails: ${listed(state.failed)}`, mend);
  }
  const waits = `${told}, ${standing(state)}`;
  if (pull.isDraft) return notable(url, `${waits}, is a draft`);
  return age > patience.days ? needed(url, waits, review) : fine(url, waits);
}

function standing({ pending, passed }: CommitState): string {
  if (pending.length > 0) return `still checked by ${listed(pending)}`;
  return passed.length > 0 ? "passes" : "not checked yet";
}

/** A few names; of many, how many more there are. */
function listed(names: readonly string[]): string {
  const few = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${few} and ${names.length - 5} more` : few;
}
