import { refuseInputs } from "../../step/not-rehearsed.ts";
import type { StandIn } from "../../step/step.ts";
import { keepLogin } from "./logins.ts";

/** Tries a login at the registry's token service, and keeps it for the steps that follow. */
export const signIn: StandIn = async (step) => {
  refuseInputs(step, ["ecr", "scope", "registry-auth"]);
  const registry = step.input("registry");
  if (registry === "") throw new Error("A login without the input registry can't be rehearsed");
  const login = { user: step.input("username"), password: step.input("password") };
  if (login.user === "" || login.password === "") throw new Error("Username and password required");
  const address = new URL("/v2/", step.variable("REGISTRY_URL"));
  const status = await tryLogin(address, basic(login));
  if (status !== 200)
    throw new Error(`Error response from daemon: Get "https://${registry}/v2/": denied: denied (${status})`);
  step.setVariable("DOCKER_CONFIG", keepLogin(step, registry, login));
  step.say("Login Succeeded!");
  return {};
};

/** Does what the registry's first answer asks for; answers the status of the last one. */
async function tryLogin(address: URL, authorization: string): Promise<number> {
  const first = await fetch(address);
  await first.arrayBuffer();
  if (first.status !== 401) return first.status;
  const challenge = first.headers.get("www-authenticate") ?? "";
  const told = new Map(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
  );
  const realm = new URL(told.get("realm") ?? "", address);
  const service = told.get("service");
  if (service !== undefined) realm.searchParams.set("service", service);
  const answer = await fetch(realm, { headers: { authorization } });
  await answer.arrayBuffer();
  return answer.status;
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
