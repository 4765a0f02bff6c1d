import { isJson, optionalObject, optionalObjects, optionalWord, requireString } from "../http/body.ts";
import { notFound, validationFailed } from "../http/error.ts";
import { page } from "../http/page.ts";
import { created, noContent, ok, type Call, type Json, type Reply, type Route } from "../http/route.ts";
import { nodeId } from "../present/node-id.ts";
import { pathOf, web } from "../present/web.ts";
import { takeId, timestamp, type RulesetRecord } from "../store/records.ts";
import { repositoryOf, type NamedRepository } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/rulesets";
const onePath = `${path}/{ruleset_id}`;
const documentation = "repos/rules";

/** Rules for branches and tags. */
export const rulesets: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#get-all-repository-rulesets`,
    needs: "metadata=read",
    handle: list,
  },
  {
    method: "POST",
    path,
    documentation: `${documentation}#create-a-repository-ruleset`,
    needs: "administration=write",
    handle: create,
  },
  {
    method: "GET",
    path: onePath,
    documentation: `${documentation}#get-a-repository-ruleset`,
    needs: "metadata=read",
    handle: (call) => ok(present(repositoryOf(call), rulesetOf(call))),
  },
  {
    method: "PUT",
    path: onePath,
    documentation: `${documentation}#update-a-repository-ruleset`,
    needs: "administration=write",
    handle: update,
  },
  {
    method: "DELETE",
    path: onePath,
    documentation: `${documentation}#delete-a-repository-ruleset`,
    needs: "administration=write",
    handle: remove,
  },
];

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const { items, headers } = page(call, `${repository.url}/rulesets`, repository.record.rulesets);
  return { status: 200, body: items.map((ruleset) => presentShort(repository, ruleset)), headers };
}

function create(call: Call): Reply {
  const repository = repositoryOf(call);
  const now = timestamp();
  const ruleset: RulesetRecord = {
    id: takeId(call.records),
    name: requireString(call.body, "name"),
    enforcement: requiredEnforcement(call.body),
    target: optionalWord(call.body, "target", ["branch", "tag", "push"]) ?? "branch",
    ...requested(call.body, { bypass_actors: [], rules: [] }),
    created_at: now,
    updated_at: now,
  };
  assertNameFree(repository, ruleset);
  repository.record.rulesets.push(ruleset);
  return created(present(repository, ruleset));
}

function update(call: Call): Reply {
  const repository = repositoryOf(call);
  const ruleset = rulesetOf(call);
  const { body } = call;
  const next: RulesetRecord = {
    ...ruleset,
    name: body["name"] === undefined ? ruleset.name : requireString(body, "name"),
    enforcement: body["enforcement"] === undefined ? ruleset.enforcement : requiredEnforcement(body),
    target: optionalWord(body, "target", ["branch", "tag", "push"]) ?? ruleset.target,
    ...requested(body, ruleset),
    updated_at: timestamp(),
  };
  assertNameFree(repository, next);
  Object.assign(ruleset, next);
  return ok(present(repository, ruleset));
}

function remove(call: Call): Reply {
  const { record } = repositoryOf(call);
  const ruleset = rulesetOf(call);
  record.rulesets = record.rulesets.filter((one) => one !== ruleset);
  return noContent;
}

type Requested = Pick<RulesetRecord, "bypass_actors" | "rules"> & { conditions?: Record<string, unknown> };

function requested(body: Json, before: Requested): Requested {
  const rules = optionalObjects(body, "rules")?.map((rule) => ({ ...rule }));
  const types = rules?.map((rule) => requireString(rule, "type")) ?? [];
  const unknown = types.find((type) => !knownRules.has(type));
  if (unknown !== undefined) throw invalid(`Invalid rule '${unknown}': `);
  const twice = types.find((type, index) => types.indexOf(type) < index);
  if (twice !== undefined) throw invalid(`Rules must be unique: ${twice}`);
  const conditions = optionalObject(body, "conditions") ?? before.conditions;
  return {
    bypass_actors:
      optionalObjects(body, "bypass_actors")?.map((actor) => ({ ...actor })) ?? before.bypass_actors,
    rules: rules ?? before.rules,
    ...(conditions ? { conditions: checkedConditions(conditions) } : {}),
  };
}

function checkedConditions(conditions: Json): Record<string, unknown> {
  const names = conditions["ref_name"];
  if (
    names !== undefined &&
    (!isJson(names) || !Array.isArray(names["include"]) || !Array.isArray(names["exclude"]))
  ) {
    throw invalid("Invalid conditions: ref_name needs include and exclude");
  }
  return { ...conditions };
}

/** The rules that a repository's own ruleset may have. */
const knownRules = new Set([
  "branch_name_pattern",
  "code_scanning",
  "commit_author_email_pattern",
  "commit_message_pattern",
  "committer_email_pattern",
  "copilot_code_review",
  "creation",
  "deletion",
  "file_extension_restriction",
  "file_path_restriction",
  "max_file_path_length",
  "max_file_size",
  "merge_queue",
  "non_fast_forward",
  "pull_request",
  "required_deployments",
  "required_linear_history",
  "required_signatures",
  "required_status_checks",
  "tag_name_pattern",
  "update",
  "workflows",
]);

function requiredEnforcement(body: Json): RulesetRecord["enforcement"] {
  requireString(body, "enforcement");
  return optionalWord(body, "enforcement", ["disabled", "active", "evaluate"]) ?? "active";
}

function assertNameFree({ record }: NamedRepository, { id, name }: RulesetRecord): void {
  if (record.rulesets.some((one) => one.id !== id && one.name === name)) throw invalid("Name must be unique");
}

function invalid(message: string): Error {
  return validationFailed(message);
}

function rulesetOf(call: Call): RulesetRecord {
  const found = repositoryOf(call).record.rulesets.find(({ id }) => String(id) === call.params["ruleset_id"]);
  if (!found) throw notFound();
  return found;
}

function presentShort({ url, fullName }: NamedRepository, ruleset: RulesetRecord): Record<string, unknown> {
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: "Repository",
    source: fullName,
    enforcement: ruleset.enforcement,
    node_id: nodeId("RRS", ruleset.id),
    _links: {
      self: { href: `${url}/rulesets/${ruleset.id}` },
      html: { href: `${web}/${pathOf(fullName)}/rules/${ruleset.id}` },
    },
    created_at: ruleset.created_at,
    updated_at: ruleset.updated_at,
  };
}

function present(repository: NamedRepository, ruleset: RulesetRecord): Record<string, unknown> {
  return {
    ...presentShort(repository, ruleset),
    bypass_actors: ruleset.bypass_actors,
    current_user_can_bypass: "never",
    conditions: ruleset.conditions ?? { ref_name: { include: [], exclude: [] } },
    rules: ruleset.rules,
  };
}
