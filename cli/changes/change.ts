import type { DeliveryState } from "./delivery.ts";

/** What an update does to a resource. */
export type Operation =
  | "create"
  | "update"
  | "replace"
  | "delete"
  /** The state forgets it; what it stands for stays as it is. */
  | "forget"
  | "same"
  | "read"
  | "import";

/** One property that differs. A side that is absent is undefined; secrets are masked. */
export interface PropertyChange {
  /** As in `pulumi config set --path`: `deploymentBranchPolicy.customBranchPolicies`, `reviewers[0].users[0]`. */
  readonly path: string;
  readonly old?: unknown;
  readonly new?: unknown;
}

/** A file in the package's repository that is made, changed or removed. */
export interface FileChange {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly operation: "create" | "update" | "delete";
  /** Unified diff, as git makes it; of a file that the stack never wrote, its heading alone. */
  readonly diff: string;
  /** What happens to a file that is not the stack's own: it is overwritten, or taken away. */
  readonly foreign?: "adopted" | "retired";
}

/** What somebody changed by hand since the last update. */
export interface Drift {
  readonly kind: "changed" | "deleted";
  readonly properties: readonly PropertyChange[];
  readonly files: readonly FileChange[];
}

/** What happens to one resource. */
export interface ResourceChange {
  readonly urn: string;
  /** `github:index/repositoryFile:RepositoryFile` */
  readonly type: string;
  readonly name: string;
  /** URN of the component it belongs to; null for the stack itself. */
  readonly parent: string | null;
  readonly operation: Operation;
  readonly properties: readonly PropertyChange[];
  readonly files: readonly FileChange[];
  readonly drift: Drift | null;
  /** Paths of the files that it delivers. */
  readonly delivers: readonly string[];
  /** How far it has come; null for all but a delivery, and for one of which it is not known. */
  readonly delivery: DeliveryState | null;
  readonly failed: boolean;
}

/** A warning, an error or a note that the program, a provider or the engine gave. */
export interface Diagnostic {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
  /** The resource it is about, if any. */
  readonly urn: string | null;
}

/** All that one run of the engine told. */
export interface Report {
  /** As the tree shows them, from top to bottom; Pulumi's own, the stack and its providers, only if they fail. */
  readonly resources: readonly ResourceChange[];
  readonly diagnostics: readonly Diagnostic[];
  /** The stack's outputs, secrets masked; empty while they are not known. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** How many of these by operation; what failed is not counted. */
  readonly counts: Readonly<Partial<Record<Operation, number>>>;
}
