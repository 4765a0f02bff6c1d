import { z } from "zod";

/** What the documentation and the errors tell of a setting. */
export interface SettingMeta {
  readonly description?: string;
  readonly example?: unknown;
}

/** The schema of the setting at `path`; undefined where there is none. */
export function schemaAt(root: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((schema, key) => schema && childAt(schema, key), root);
}

/** Names of the settings inside a map with fixed keys; for a union, of all its forms. */
export function childKeys(schema: z.ZodType | undefined): string[] {
  const inner = schema && unwrap(schema);
  if (inner instanceof z.ZodObject) return Object.keys(inner.shape);
  if (inner instanceof z.ZodUnion)
    return [...new Set(inner.options.flatMap((form) => childKeys(form as z.ZodType)))];
  return [];
}

/** Description and example of a setting, from the outermost wrapper that has each. */
export function metaOf(schema: z.ZodType): SettingMeta {
  const own = (schema.meta() ?? {}) as SettingMeta;
  const inner = innerOf(schema);
  return inner === undefined ? own : { ...metaOf(inner), ...own };
}

/** An example of the setting's value; undefined where none is recorded. */
export function exampleOf(schema: z.ZodType | undefined): unknown {
  if (schema === undefined) return undefined;
  const { example } = metaOf(schema);
  if (example !== undefined) return example;
  const inner = unwrap(schema);
  const element = inner instanceof z.ZodArray ? exampleOf(inner.element as z.ZodType) : undefined;
  return element === undefined ? undefined : [element];
}

/** The schema without `optional`, `default` and the like. */
export function unwrap(schema: z.ZodType): z.ZodType {
  const inner = innerOf(schema);
  return inner === undefined ? schema : unwrap(inner);
}

function innerOf(schema: z.ZodType): z.ZodType | undefined {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? (schema.unwrap() as z.ZodType)
    : undefined;
}

function childAt(schema: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return inner.shape[String(key)] as z.ZodType | undefined;
  if (inner instanceof z.ZodArray) return inner.element as z.ZodType;
  if (inner instanceof z.ZodRecord) return inner.valueType as z.ZodType;
  if (inner instanceof z.ZodUnion) {
    return inner.options.map((form) => childAt(form as z.ZodType, key)).find((child) => child !== undefined);
  }
  return undefined;
}
