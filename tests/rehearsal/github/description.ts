import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

type Node = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
}

interface Operation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Node }>> };
  readonly responses: Readonly<Record<string, Node>>;
  readonly externalDocs?: { readonly url: string };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Node>>;
    readonly responses: Readonly<Record<string, Node>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

const require = createRequire(import.meta.url);
let description: Description | null = null;

/** GitHub's published OpenAPI description of its API: read at the first call (13 MB). */
function described(): Description {
  const file = require.resolve("@octokit/openapi/generated/api.github.com.json");
  return (description ??= JSON.parse(readFileSync(file, "utf8")) as Description);
}

/** What GitHub says of an operation; null when it has none of that method and path. */
export function operationOf(method: string, path: string): Operation | null {
  return described().paths[path]?.[method.toLowerCase()] ?? null;
}

/** Names of what can be asked for after the path. */
export function queryNames({ parameters = [] }: Operation): readonly string[] {
  return parameters.flatMap((one) => {
    const found = "$ref" in one ? described().components.parameters[one.$ref.split("/").at(-1) ?? ""] : one;
    return found?.in === "query" ? [found.name] : [];
  });
}

/** The schema of an operation's request; null when it takes none. */
export function requestSchema(operation: Operation): Node | null {
  return operation.requestBody?.content?.["application/json"]?.schema ?? null;
}

/** What GitHub says of an answer with that status: null when nothing, a null schema when it has no JSON. */
export function responseSchema(
  operation: Operation,
  status: number,
): { readonly schema: Node | null } | null {
  const response = operation.responses[String(status)];
  if (!response) return null;
  const reference = response["$ref"];
  const resolved =
    typeof reference === "string"
      ? described().components.responses[reference.slice("#/components/responses/".length)]
      : response;
  const content = resolved?.["content"] as Readonly<Record<string, { readonly schema?: Node }>> | undefined;
  return { schema: content?.["application/json"]?.schema ?? null };
}

const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }));
ajv.addFormat("repo.nwo", /^[^/]+\/[^/]+$/);
const validators = new Map<Node, ValidateFunction>();

/** What of a value does not fit a schema of the description; empty when it fits. */
export function mismatches(schema: Node, value: unknown): readonly string[] {
  let validate = validators.get(schema);
  if (!validate) {
    validate = ajv.compile(standalone(schema));
    validators.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
}

/** The schema with only the components it reaches, so that nothing else is compiled. */
function standalone(schema: Node): Node {
  const definitions: Record<string, unknown> = {};
  const wanted: string[] = [];
  const root = convert(schema, wanted);
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (Object.hasOwn(definitions, name)) continue;
    definitions[name] = convert(described().components.schemas[name], wanted);
  }
  return { ...(root as Node), $defs: definitions };
}

/** OpenAPI 3.0's `nullable` becomes a second type, and references lead to `$defs`. */
function convert(node: unknown, wanted: string[]): unknown {
  if (Array.isArray(node)) return node.map((one) => convert(one, wanted));
  if (typeof node !== "object" || node === null) return node;
  const { nullable, $ref, ...rest } = node as Node;
  if (typeof $ref === "string") {
    const name = $ref.slice("#/components/schemas/".length);
    wanted.push(name);
    return { $ref: `#/$defs/${name}` };
  }
  const kept = {
    ...rest,
    ...(typeof nullable === "object" ? { nullable } : {}),
    ...(typeof $ref === "object" ? { $ref } : {}),
  };
  const converted = Object.fromEntries(
    Object.entries(kept)
      .filter(
        ([key]) =>
          !["example", "examples", "default", "discriminator"].includes(key) ||
          typeof rest["type"] !== "string",
      )
      // Of GitHub's alternatives several may fit at once (errors, mostly): whichever does, will do.
      .map(([key, value]) => [
        key === "oneOf" ? "anyOf" : key,
        key === "enum" ? value : convert(value, wanted),
      ]),
  );
  return nullable === true ? { anyOf: [converted, { type: "null" }] } : converted;
}
