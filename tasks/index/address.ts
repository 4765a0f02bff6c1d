import { execFile } from "node:child_process";
import type { DeclaredIndex } from "../declaration/declaration.ts";
import { type Fault, TaskError } from "../program/fault.ts";

/** Variables of the environment. */
type Variables = Readonly<Record<string, string | undefined>>;

/** Where pip keeps what it knows of an index that it knows by name. */
const known = { pypi: "PyPI", testpypi: "TestPyPI" } as const;

/** Variables that say where an index is instead of pip, as a rehearsal does. */
const overriding = { pypi: "PYPI_SIMPLE_URL", testpypi: "TESTPYPI_SIMPLE_URL" } as const;

/** Help on the variables that `indexAddress` reads, for a task that uses it. */
export const addressVariables: Readonly<Record<string, string>> = {
  PYPI_SIMPLE_URL: "address of PyPI's simple API (default: the one that pip knows)",
  TESTPYPI_SIMPLE_URL: "address of TestPyPI's simple API (default: the one that pip knows)",
};

/**
 * The address of an index's simple API, with a slash at the end: what is declared, what PYPI_SIMPLE_URL or
 * TESTPYPI_SIMPLE_URL says, else what pip knows. Throws a TaskError where none of them tells one.
 */
export async function indexAddress(index: DeclaredIndex, variables: Variables): Promise<string> {
  if (index.simpleUrl !== null) return checked(index.simpleUrl, index.title, "correct it in the stack");
  if (index.name === "custom") {
    throw failure({
      place: index.title,
      fault: "has no address",
      mend: "declare its simple API in the stack",
    });
  }
  const variable = overriding[index.name];
  const set = variables[variable] ?? "";
  if (set !== "") return checked(set, variable, "correct it, or leave it out");
  const told = await askPip(known[index.name], variables);
  if (told !== null) return checked(told, index.title, `set ${variable} to the address of its simple API`);
  throw failure({
    place: index.title,
    fault: "can't be found: no Python with pip tells where it is",
    mend: `set up Python before this step, or set ${variable} to the address of its simple API`,
  });
}

/** An address may hold a login, so that none is ever told. */
function checked(address: string, place: string, mend: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw failure({ place, fault: "is no web address", mend });
  }
  if (url.username !== "" || url.password !== "") {
    throw failure({ place, fault: "holds a login", mend: "name an address that can be read without one" });
  }
  url.search = "";
  url.hash = "";
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}

/** Null where neither `python` nor `python3` has a pip that tells it. */
async function askPip(name: string, variables: Variables): Promise<string | null> {
  const script = `from pip._internal.models.index import ${name}; print(${name}.simple_url)`;
  for (const python of ["python", "python3"]) {
    const told = await outputOf(python, ["-I", "-c", script], variables);
    if (told !== null && told !== "") return told;
  }
  return null;
}

function outputOf(program: string, args: readonly string[], env: Variables): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: 30_000 }, (error, stdout) => {
      resolve(error === null ? stdout.trim() : null);
    });
  });
}

function failure(fault: Fault): TaskError {
  return new TaskError([fault]);
}
