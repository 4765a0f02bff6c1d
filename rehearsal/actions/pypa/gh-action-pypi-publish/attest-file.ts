import { signStatement } from "../../signing/sign.ts";
import type { Step } from "../../step/step.ts";
import type { Distribution } from "./distribution.ts";

/** What signs a statement makes of it, as far as an index keeps it. */
interface Bundle {
  readonly verificationMaterial: unknown;
  readonly dsseEnvelope: {
    readonly payload: string;
    readonly signatures: readonly { readonly sig: string }[];
  };
}

/** The attestations of a file that go with its upload (PEP 740), as JSON: that this job published it. */
export async function attestFile(step: Step, { name, sha256 }: Distribution, url: string): Promise<string> {
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name, digest: { sha256 } }],
    // An index's own pages say what publishing means: whose pages those are follows its address.
    predicateType: `https://docs.${new URL(url).host}/attestations/publish/v1`,
    predicate: null,
  };
  const { verificationMaterial, dsseEnvelope } = JSON.parse(await signStatement(step, statement)) as Bundle;
  const envelope = { statement: dsseEnvelope.payload, signature: dsseEnvelope.signatures[0]?.sig ?? "" };
  return JSON.stringify([{ version: 1, verification_material: verificationMaterial, envelope }]);
}
