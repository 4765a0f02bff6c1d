import type { HttpAnswer } from "../http/request.ts";
import { listOf, objectOf, optional, parseJson, text } from "../json/shape.ts";
import { type Fault, TaskError } from "../program/fault.ts";

/** What a registry was asked to do, where a refusal of it needs another mend. */
export type Doing = "read" | "push";

/** A registry answered that it does not do what it was asked; asking again changes nothing. */
export class RegistryRefusal extends TaskError {
  readonly status: number;

  /** `place` is the image's name, and what of it. */
  constructor(place: string, answer: Pick<HttpAnswer, "status" | "body">, doing: Doing) {
    const said = wordsOf(answer.body);
    const why = [String(answer.status), ...(said === "" ? [] : [said])].join(", ");
    super([{ place, ...told(answer.status, why, doing) }]);
    this.name = "RegistryRefusal";
    this.status = answer.status;
  }

  /** Whether somebody else, or somebody with more rights, might be answered. */
  get isDenied(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

const access =
  "where another repository pushed the package first, open the package's settings and add this one under Manage Actions access with the role";

function told(status: number, why: string, doing: Doing): Omit<Fault, "place"> {
  const right = doing === "push" ? "write" : "read";
  switch (status) {
    case 401:
      return {
        fault: `does not know who asks (${why})`,
        mend: `give the step env GH_TOKEN: \${{ github.token }} and the job the permission packages: ${right}`,
      };
    case 403:
      return {
        fault: `${doing === "push" ? "denies the push" : "denies reading"} (${why})`,
        mend: `give the job the permission packages: ${right}; ${access} ${doing === "push" ? "Write" : "Read"}`,
      };
    case 404:
      return { fault: `is not there (${why})`, mend: "check the image's name, slipway:image.name" };
    case 413:
      return { fault: `is larger than the registry takes (${why})`, mend: "make the image smaller" };
    default:
      return { fault: `was refused (${why})`, mend: "run the job again; report it if it stays" };
  }
}

const errors = objectOf({ errors: listOf(objectOf({ code: optional(text), message: optional(text) })) });

/** The registry's own words on what is wrong; nothing else of the body. */
function wordsOf(body: Uint8Array): string {
  try {
    const [first] = parseJson(body, errors).errors;
    return [first?.code, first?.message]
      .filter((one) => one != null && one !== "")
      .join(": ")
      .slice(0, 300);
  } catch {
    return "";
  }
}
