import { z } from "zod";
import { settingsSchema } from "./schema/settings.ts";
import { metaOf, unwrap } from "./schema/walk.ts";

/** The reference of every setting as Markdown tables, one a section, from the schema itself. */
export function configurationReference(): string {
  return Object.entries(settingsSchema.shape)
    .map(([key, schema]) => sectionOf(key, schema as z.ZodType))
    .join("\n");
}

interface Row {
  readonly setting: string;
  readonly schema: z.ZodType;
}

function sectionOf(key: string, schema: z.ZodType): string {
  const rows = leavesOf(schema, "");
  const table =
    rows.length === 0
      ? []
      : [
          "",
          "| setting | value | default | meaning |",
          "| --- | --- | --- | --- |",
          ...rows.map(({ setting, schema: leaf }) => {
            const { description = "" } = metaOf(leaf);
            return `| \`${setting}\` | ${typeOf(leaf)} | ${defaultOf(leaf)} | ${cell(description)} |`;
          }),
        ];
  return [`**\`slipway:${key}\`**: ${metaOf(schema).description ?? ""}`, ...table, ""].join("\n");
}

function leavesOf(schema: z.ZodType, setting: string): Row[] {
  const inner = unwrap(schema);
  const below = (key: string) => (setting === "" ? key : `${setting}.${key}`);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([key, child]) => leavesOf(child as z.ZodType, below(key)));
  }
  if (inner instanceof z.ZodRecord && unwrap(inner.valueType as z.ZodType) instanceof z.ZodObject) {
    return leavesOf(inner.valueType as z.ZodType, below("NAME"));
  }
  return setting === "" ? [] : [{ setting, schema }];
}

function typeOf(schema: z.ZodType): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodEnum) return inner.options.map((option) => `\`${option}\``).join(", ");
  if (inner instanceof z.ZodArray) {
    const of = typeOf(inner.element as z.ZodType);
    return of.includes(",") ? `list out of ${of}` : `list of ${of}s`;
  }
  if (inner instanceof z.ZodBoolean) return "`true`, `false`";
  if (inner instanceof z.ZodNumber) return "whole number";
  if (inner instanceof z.ZodRecord) return "map of texts";
  return inner instanceof z.ZodUnion ? "map" : "text";
}

function defaultOf(schema: z.ZodType): string {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success) return "required";
  if (parsed.data === undefined) return "";
  const shown =
    Array.isArray(parsed.data) && parsed.data.length > 3 ? "all" : `\`${JSON.stringify(parsed.data)}\``;
  return cell(shown);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
