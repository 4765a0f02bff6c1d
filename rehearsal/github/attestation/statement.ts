import { isJson } from "../http/body.ts";
import type { Json } from "../http/route.ts";

/** What an attestation's bundle says: an in-toto statement. */
export interface Statement {
  /** As `sha256:HEX`. */
  readonly subjects: readonly string[];
  readonly predicateType: string;
  readonly predicate: Json;
  /** The whole of it. */
  readonly whole: Json;
}

/** The statement in a bundle's envelope; null where there is none to be read. */
export function readStatement(bundle: Json): Statement | null {
  const envelope = bundle["dsseEnvelope"];
  const payload = isJson(envelope) ? envelope["payload"] : undefined;
  const whole = typeof payload === "string" ? parse(payload) : null;
  if (!whole || typeof whole["predicateType"] !== "string") return null;
  const listed: readonly unknown[] = Array.isArray(whole["subject"]) ? whole["subject"] : [];
  const predicate = isJson(whole["predicate"]) ? whole["predicate"] : {};
  return { subjects: listed.flatMap(digestsOf), predicateType: whole["predicateType"], predicate, whole };
}

function parse(payload: string): Json | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, "base64").toString("utf8"));
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
}

function digestsOf(subject: unknown): readonly string[] {
  const digest = isJson(subject) && isJson(subject["digest"]) ? subject["digest"] : {};
  return Object.entries(digest).flatMap(([kind, value]) =>
    typeof value === "string" ? [`${kind}:${value}`] : [],
  );
}
