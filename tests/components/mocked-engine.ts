import * as pulumi from "@pulumi/pulumi";

/** A resource as the engine would be asked for it. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Answers of the provider's functions by token. */
export type Answers = Readonly<
  Record<string, (inputs: Record<string, unknown>, provider: string) => Record<string, unknown>>
>;

/** Users and teams whose number is made from the length of their name. */
const usualAnswers: Answers = {
  "github:index/getUser:getUser": ({ username }) => ({ id: String(String(username).length) }),
  "github:index/getTeam:getTeam": ({ slug }) => ({ id: String(100 + String(slug).length) }),
};

/** Everything that `declare` asks the engine for, in order of arrival. Fails with the program's own error. */
export async function declaredBy(declare: () => unknown, answers: Answers = {}): Promise<Declared[]> {
  const declared: Declared[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        declared.push({ type, name, inputs: inputs as Record<string, unknown> });
        return { id: `${name}-id`, state: inputs as Record<string, unknown> };
      },
      call: ({ token, inputs, provider = "" }) => {
        const answer = { ...usualAnswers, ...answers }[token];
        if (answer === undefined) throw new Error(`nothing answers ${token}`);
        return answered(() => answer(inputs as Record<string, unknown>, provider));
      },
    },
    "slipway",
    "dev",
    true,
  );
  await pulumi.runtime.runInPulumiStack(async () => {
    await declare();
    return {};
  });
  await pulumi.runtime.disconnect();
  return declared;
}

/** The only resource of a type. */
export function only(declared: readonly Declared[], type: string): Declared {
  const found = declared.filter((resource) => resource.type === type);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} resources of type ${type}`);
  return found[0];
}

/** An error arrives as over gRPC: what it says are its details. */
function answered<T>(answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Error) Object.assign(error, { details: error.message });
    throw error;
  }
}
