// tasks/declaration/read.ts
import { readFileSync } from "node:fs";

// tasks/json/shape.ts
var ShapeError = class extends Error {
  constructor(place, expected) {
    super(`${place || "the whole"} is not ${expected}`);
    this.name = "ShapeError";
  }
};
var text = (value, place) => {
  if (typeof value === "string") return value;
  throw new ShapeError(place, "a text");
};
var flag = (value, place) => {
  if (typeof value === "boolean") return value;
  throw new ShapeError(place, "true or false");
};
var count = (value, place) => {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new ShapeError(place, "a whole number");
};
function oneOf(...words) {
  return (value, place) => {
    const word = words.find((one) => one === value);
    if (word !== void 0) return word;
    throw new ShapeError(place, `one of ${words.join(", ")}`);
  };
}
function listOf(shape) {
  return (value, place) => {
    if (!Array.isArray(value)) throw new ShapeError(place, "a list");
    return value.map((entry2, index3) => shape(entry2, `${place}[${index3}]`));
  };
}
function mapOf(shape) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key, entry2]) => [key, shape(entry2, `${place}.${key}`)]);
    return Object.fromEntries(entries);
  };
}
function nullable(shape) {
  return (value, place) => value === null ? null : shape(value, place);
}
function optional(shape) {
  return (value, place) => value === void 0 || value === null ? null : shape(value, place);
}
function objectOf(shapes) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(shapes).map(([key, shape]) => {
      const inner = Object.hasOwn(value, key) ? value[key] : void 0;
      return [key, shape(inner, place === "" ? key : `${place}.${key}`)];
    });
    return Object.fromEntries(entries);
  };
}
function parseJson(source, shape) {
  let value;
  try {
    value = JSON.parse(typeof source === "string" ? source : Buffer.from(source).toString("utf8"));
  } catch {
    throw new ShapeError("", "JSON");
  }
  return shape(value, "");
}

// tasks/program/fault.ts
var TaskError = class extends Error {
  faults;
  constructor(faults) {
    super(faults.map(formatFault).join("\n"));
    this.name = "TaskError";
    this.faults = faults;
  }
};
var MisuseError = class extends Error {
  constructor(fault) {
    super(formatFault(fault));
    this.name = "MisuseError";
  }
};
function formatFault({ place, fault, mend }) {
  return oneLine(`${place}: ${fault}; ${mend}`);
}
function oneLine(text2) {
  return text2.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

// tasks/declaration/read.ts
var declarationOption = {
  value: "FILE",
  help: "what the stack declares of the release",
  default: ".github/slipway/release.json"
};
var environment = objectOf({
  name: text,
  reviewers: listOf(text),
  preventSelfReview: flag,
  waitTimer: count,
  tags: listOf(text)
});
var base = objectOf({ reference: text, digest: text });
var declaration = objectOf({
  package: objectOf({
    name: text,
    distribution: text,
    importName: text,
    kind: oneOf("pure", "native"),
    folder: text,
    versionFile: nullable(text),
    versionModules: listOf(text),
    changelog: nullable(text),
    pythons: listOf(text),
    platforms: listOf(text)
  }),
  repository: objectOf({ owner: text, name: text, defaultBranch: text }),
  release: objectOf({
    tagPrefix: text,
    workflow: text,
    buildWorkflow: text,
    attestations: flag,
    secondBuild: oneOf("gate", "report"),
    githubRelease: flag
  }),
  indexes: listOf(
    objectOf({
      name: oneOf("pypi", "testpypi", "custom"),
      title: text,
      simpleUrl: nullable(text),
      uploadUrl: nullable(text),
      trustedPublishing: flag,
      environment: nullable(environment)
    })
  ),
  image: nullable(
    objectOf({
      registry: text,
      name: text,
      kind: oneOf("slim", "alpine"),
      python: text,
      public: flag,
      from: base,
      buildkit: base
    })
  ),
  conda: nullable(
    objectOf({
      name: text,
      maintainers: listOf(text),
      recipe: nullable(text),
      names: mapOf(text),
      compilers: nullable(listOf(text)),
      host: listOf(text)
    })
  ),
  upkeep: objectOf({ cooldown: count, readme: nullable(text), keepImages: count })
});
function readDeclaration(file) {
  try {
    return parseJson(readFileSync(file), declaration);
  } catch (error) {
    const mend = "run it in the repository's root; if it stays, let the stack deliver it anew";
    throw new TaskError([{ place: file, fault: faultOf(error), mend }]);
  }
}
function faultOf(error) {
  if (error instanceof ShapeError) return `can't be read: ${error.message}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "ENOENT" ? "is not there" : `can't be read (${code})`;
}

// tasks/github/attestations.ts
import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
function verifyImageAttestation(image, by, host) {
  return verifySubject(`oci://${image}`, by, host);
}
async function verifySubject(subject, by, host) {
  const attempts2 = host.attempts ?? 3;
  for (let attempt = 1; ; attempt += 1) {
    const ended = await run(host, argumentsFor(subject, by));
    const verification = verificationOf(ended);
    const mayChange = !verification.verified && !verification.lasting && verification.mend === void 0;
    if (!mayChange || attempt >= attempts2) return verification;
    await (host.sleep ?? sleep)(1e3 * 2 ** attempt);
  }
}
function argumentsFor(subject, { repository, workflow, commit, ref }) {
  return [
    ...["attestation", "verify", subject, "--repo", repository],
    ...["--signer-workflow", `${repository}/.github/workflows/${workflow}`],
    ...["--source-digest", commit],
    ...ref === null ? [] : ["--source-ref", ref],
    ...["--deny-self-hosted-runners", "--format", "json"]
  ];
}
function run({ variables, program = "gh" }, args) {
  const env = { ...variables, ...hostOf(variables), GH_PROMPT_DISABLED: "1", NO_COLOR: "1" };
  const options = { env, timeout: 12e4, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolved) => {
    execFile(program, args, options, (error, out, err) => {
      const isFound = error?.code !== "ENOENT" && error?.code !== "EACCES";
      resolved({ isFound, succeeded: error === null, out, err });
    });
  });
}
function hostOf(variables) {
  const server = variables["GITHUB_SERVER_URL"] ?? "";
  const host = URL.canParse(server) ? new URL(server).host : "github.com";
  return host === "github.com" || variables["GH_HOST"] !== void 0 ? {} : { GH_HOST: host };
}
var lasting = [
  /no attestations found/i,
  /HTTP 404/,
  /expected \w+ to be /,
  /verifying with issuer/i,
  /no matching \w+ found/i,
  /failed to verify/i,
  /verification failed/i
];
var forbidden = /HTTP 403(?!.*rate limit)/i;
function verificationOf({ isFound, succeeded, out, err }) {
  if (!isFound) {
    const mend = "run the job again where gh is on the PATH";
    return { verified: false, reason: "the program gh is not on the PATH", lasting: false, mend };
  }
  if (succeeded && hasResults(out)) return { verified: true };
  if (succeeded) return { verified: false, reason: "gh answered without a result", lasting: false };
  const lines = err.split("\n").filter((line) => line.trim() !== "");
  const told3 = lines.find((line) => line.startsWith("Error:")) ?? lines.at(-1) ?? "gh said nothing";
  const reason = told3.replace(/^Error:\s*/, "").slice(0, 300);
  if (forbidden.test(err)) {
    return {
      verified: false,
      reason,
      lasting: false,
      mend: "give the job the permission attestations: read"
    };
  }
  return { verified: false, reason, lasting: lasting.some((one) => one.test(err)) };
}
function hasResults(out) {
  try {
    const results = JSON.parse(out);
    return Array.isArray(results) && results.length > 0;
  } catch {
    return false;
  }
}

// tasks/image/bases.ts
import { existsSync, readFileSync as readFileSync2 } from "node:fs";
var lockOfImages = mapOf(objectOf({ digest: text, seen: text }));
function basesOf(declared, { committed, base: base2 }) {
  const locked = readImagesLock(committed);
  const withDigest = (image) => {
    const digest3 = locked[image.reference]?.digest ?? image.digest;
    return { reference: image.reference, digest: digest3 };
  };
  const bases = {
    base: base2 === "" ? withDigest(declared.from) : split(base2),
    buildkit: withDigest(declared.buildkit)
  };
  const faults = Object.values(bases).flatMap(faultsOf);
  if (faults.length > 0) throw new TaskError(faults);
  return bases;
}
function readImagesLock(file) {
  if (!existsSync(file)) return {};
  try {
    return parseJson(readFileSync2(file), lockOfImages);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const mend = "correct it, or delete it: the digests of release.json count then";
    throw new TaskError([{ place: file, fault: `can't be read: ${error.message}`, mend }]);
  }
}
function split(text2) {
  const [reference = "", digest3 = ""] = text2.split("@");
  return { reference, digest: digest3 };
}
function faultsOf({ reference, digest: digest3 }) {
  if (/^sha256:[0-9a-f]{64}$/.test(digest3) && !/^sha256:0+$/.test(digest3)) return [];
  return [
    {
      place: reference || "the base image",
      fault: digest3 === "" ? "has no digest, so that it could be any image" : "has a digest that is none",
      mend: "give it by the digest of its index: NAME:TAG@sha256:..."
    }
  ];
}
function qualified(reference) {
  const [first = "", ...rest] = reference.split("/");
  if (rest.length > 0 && (/[.:]/.test(first) || first === "localhost")) return reference;
  return rest.length === 0 ? `docker.io/library/${reference}` : `docker.io/${reference}`;
}

// tasks/image/engines/name.ts
function engineNameOf(option, variables) {
  if (option !== "") return { place: "--engine", name: option };
  return { place: "IMAGE_ENGINE", name: variables["IMAGE_ENGINE"]?.trim() || "docker" };
}

// tasks/registry/manifest.ts
function isDigest(text2) {
  return /^sha256:[0-9a-f]{64}$/.test(text2);
}
var digest = (value, place) => {
  if (typeof value === "string" && isDigest(value)) return value;
  throw new ShapeError(place, "a SHA-256 digest");
};
var descriptor = objectOf({ mediaType: text, digest, size: count });
var platform = objectOf({ os: text, architecture: text, variant: optional(text) });
var index = objectOf({
  manifests: listOf(objectOf({ mediaType: text, digest, size: count, platform: optional(platform) }))
});
var imageManifest = objectOf({ config: descriptor, layers: listOf(descriptor) });
function readIndex(bytes) {
  return parseJson(bytes, index).manifests.map(({ platform: told3, ...entry2 }) => {
    return { ...entry2, platform: told3 === null || told3.os === "unknown" ? null : platformOf(told3) };
  });
}
function readImageManifest(bytes) {
  return parseJson(bytes, imageManifest);
}
function platformOf({ os, architecture, variant }) {
  const plain = variant === null || architecture === "arm64" && variant === "v8";
  return plain ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

// tasks/http/pause.ts
var longest = 6e4;
function pauseBefore(attempt, retryAfter) {
  const asked = retryAfter === null ? null : askedPause(retryAfter);
  return Math.min(longest, asked ?? 1e3 * 2 ** (attempt - 1));
}
function askedPause(retryAfter) {
  return /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) * 1e3 : null;
}

// tasks/http/request.ts
var passing = /* @__PURE__ */ new Set([408, 425, 429, 500, 502, 503, 504]);
async function request(asked, options) {
  const attempts2 = options.attempts ?? 6;
  const repeatable = options.repeatable ?? asked.method !== "POST";
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(asked, options);
    const busy = "status" in answer && passing.has(answer.status);
    if ("status" in answer && !busy) return answer;
    const mayRepeat = repeatable || busy && answer.status === 429;
    if (!mayRepeat || attempt >= attempts2) {
      if (busy) throw failure(options, `answered ${answer.status}${times(attempt)}`);
      throw failure(options, `${"reason" in answer ? answer.reason : "failed"}${times(attempt)}`);
    }
    const pause = pauseBefore(attempt, busy ? answer.headers.get("retry-after") : null);
    const why = busy ? `answered ${answer.status}` : "reason" in answer ? answer.reason : "";
    options.say?.(`${options.place} ${why}; again in ${Math.ceil(pause / 1e3)} s`);
    await (options.sleep ?? sleep2)(pause);
  }
}
async function once(asked, options) {
  try {
    const answer = await fetch(asked.url, {
      method: asked.method ?? "GET",
      headers: { "user-agent": "slipway-tasks", ...asked.headers },
      ...asked.body !== void 0 && { body: asked.body },
      redirect: asked.redirect ?? "follow",
      signal: AbortSignal.timeout((options.seconds ?? 60) * 1e3)
    });
    const body = await readBody(answer, options.bytes ?? 2 ** 30);
    if (body === null) throw failure(options, "sent more than is taken");
    const whole = { status: answer.status, headers: answer.headers, body, url: answer.url };
    const damage = passing.has(answer.status) ? null : options.damaged?.(whole) ?? null;
    return damage === null ? whole : { reason: damage };
  } catch (error) {
    if (error instanceof TaskError) throw error;
    return { reason: reasonOf(error) };
  }
}
async function readBody(answer, bound) {
  if (answer.body === null) return Buffer.alloc(0);
  const chunks = [];
  let length = 0;
  for await (const chunk of answer.body) {
    length += chunk.length;
    if (length > bound) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
function reasonOf(error) {
  if (error instanceof DOMException && error.name === "TimeoutError") return "did not answer in time";
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  const code = cause !== null && "code" in cause ? ` (${String(cause.code)})` : "";
  return `could not be reached, or broke off${code}`;
}
function times(attempt) {
  return attempt === 1 ? "" : `, ${attempt} times`;
}
function failure({ place }, fault) {
  return new TaskError([
    { place, fault, mend: "run the job again when it is well; what is done stays done" }
  ]);
}
function sleep2(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// tasks/oci/layout.ts
import { createHash } from "node:crypto";

// tasks/tar/header.ts
var decoder = new TextDecoder("utf-8", { fatal: true });

// tasks/oci/layout.ts
var longestDocument = 4 * 2 ** 20;
function digestOf(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

// tasks/registry/refusal.ts
var RegistryRefusal = class extends TaskError {
  status;
  /** `place` is the image's name, and what of it. */
  constructor(place, answer, doing) {
    const said = wordsOf(answer.body);
    const why = [String(answer.status), ...said === "" ? [] : [said]].join(", ");
    super([{ place, ...told(answer.status, why, doing) }]);
    this.name = "RegistryRefusal";
    this.status = answer.status;
  }
  /** Whether somebody else, or somebody with more rights, might be answered. */
  get isDenied() {
    return this.status === 401 || this.status === 403;
  }
};
var access = "where another repository pushed the package first, open the package's settings and add this one under Manage Actions access with the role";
function told(status, why, doing) {
  const right = doing === "push" ? "write" : "read";
  switch (status) {
    case 401:
      return {
        fault: `does not know who asks (${why})`,
        mend: `give the step env GH_TOKEN: \${{ github.token }} and the job the permission packages: ${right}`
      };
    case 403:
      return {
        fault: `${doing === "push" ? "denies the push" : "denies reading"} (${why})`,
        mend: `give the job the permission packages: ${right}; ${access} ${doing === "push" ? "Write" : "Read"}`
      };
    case 404:
      return { fault: `is not there (${why})`, mend: "check the image's name, slipway:image.name" };
    case 413:
      return { fault: `is larger than the registry takes (${why})`, mend: "make the image smaller" };
    default:
      return { fault: `was refused (${why})`, mend: "run the job again; report it if it stays" };
  }
}
var errors = objectOf({ errors: listOf(objectOf({ code: optional(text), message: optional(text) })) });
function wordsOf(body) {
  try {
    const [first] = parseJson(body, errors).errors;
    return [first?.code, first?.message].filter((one) => one != null && one !== "").join(": ").slice(0, 300);
  } catch {
    return "";
  }
}

// tasks/registry/credentials.ts
var Credentials = class {
  #asking;
  #header = null;
  constructor(asking) {
    this.#asking = asking;
  }
  /** What requests are sent with. */
  headers() {
    return this.#header === null ? {} : { authorization: this.#header };
  }
  /** Does what a refusal (401) asks for; throws a TaskError where that can't be done. */
  async renew(refused) {
    const challenge = refused.headers.get("www-authenticate") ?? "";
    const { login } = this.#asking;
    if (/^bearer /i.test(challenge)) this.#header = `Bearer ${await this.#exchange(challenge)}`;
    else if (/^basic /i.test(challenge) && login !== null) this.#header = basic(login);
    else throw new RegistryRefusal(this.#asking.options.place, refused, this.#asking.doing);
  }
  /** The token service stands beside the registry; its answer is the token. */
  async #exchange(challenge) {
    const { login, scope, options, doing } = this.#asking;
    const told3 = new Map(
      [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value])
    );
    const address = this.#addressOf(told3.get("realm") ?? "");
    const service = told3.get("service");
    if (service !== void 0) address.searchParams.set("service", service);
    address.searchParams.set("scope", scope);
    const headers = login === null ? {} : { authorization: basic(login) };
    const made = { url: address.href, headers, redirect: "manual" };
    const answer = await request(made, { ...options, bytes: 2 ** 20 });
    if (answer.status !== 200) throw new RegistryRefusal(options.place, answer, doing);
    return tokenOf(answer, options.place);
  }
  #addressOf(realm) {
    const { registry, options, login } = this.#asking;
    const address = URL.canParse(realm, registry.href) ? new URL(realm, registry) : null;
    const open = address?.protocol === "http:" && registry.protocol === "http:";
    if (address !== null && (address.protocol === "https:" || open)) return address;
    const what = login === null ? "a token" : "a login";
    const fault = `asks for ${what} at an address that is not encrypted`;
    throw new TaskError([{ place: options.place, fault, mend: "check slipway:image.registry" }]);
  }
};
var tokenAnswer = objectOf({ token: optional(text), access_token: optional(text) });
function tokenOf({ body }, place) {
  try {
    const { token, access_token: other } = parseJson(body, tokenAnswer);
    const found = token ?? other ?? "";
    if (/^[\x21-\x7e]+$/.test(found)) return found;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
  }
  const mend = "run the job again; report it if it stays";
  throw new TaskError([{ place, fault: "answered something else than a token", mend }]);
}
function basic({ user: user2, password }) {
  return `Basic ${Buffer.from(`${user2}:${password}`).toString("base64")}`;
}

// tasks/oci/image.ts
var mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json"
};

// tasks/registry/media-types.ts
var dockers = {
  index: "application/vnd.docker.distribution.manifest.list.v2+json",
  manifest: "application/vnd.docker.distribution.manifest.v2+json"
};
function isIndex(mediaType) {
  return mediaType === mediaTypes.index || mediaType === dockers.index;
}
var anyManifest = [mediaTypes.index, mediaTypes.manifest, dockers.index, dockers.manifest].join(
  ", "
);

// tasks/registry/upload.ts
var attempts = 5;
async function sendBlob(taker, blob) {
  for (let attempt = 1; ; attempt += 1) {
    if (await taker.has()) return;
    const lost = await sendOnce(taker, blob);
    if (lost === null) return;
    if (attempt >= attempts) throw lost;
    await taker.pause(1e3 * 2 ** (attempt - 1));
  }
}
async function sendOnce(taker, { content, digest: digest3 }) {
  const begun = await taker.ask(
    { method: "POST", path: "/blobs/uploads/", options: { repeatable: true } },
    [202]
  );
  const location = begun.headers.get("location") ?? "";
  const to = URL.canParse(location, begun.url) ? new URL(location, begun.url) : null;
  if (to?.origin !== new URL(begun.url).origin) {
    const mend = "run the job again; report it if it stays";
    throw new TaskError([{ place: taker.place, fault: "is given no address there to be sent to", mend }]);
  }
  to.searchParams.set("digest", digest3);
  const headers = { "content-type": "application/octet-stream" };
  const options = { attempts: 1, seconds: taker.seconds };
  try {
    await taker.ask({ method: "PUT", path: to.href, headers, body: content, options }, [201, 204]);
    return null;
  } catch (error) {
    const isLasting = error instanceof RegistryRefusal && ![404, 416].includes(error.status);
    if (!(error instanceof TaskError) || isLasting) throw error;
    return error;
  }
}

// tasks/registry/registry.ts
var registryVariables = {
  REGISTRY_URL: "address in place of the registry's own, https:// and its host",
  GITHUB_ACTOR: "whose token it is",
  GH_TOKEN: "token that the registry is asked with"
};
var manifestBytes = 4 * 2 ** 20;
var blobSeconds = 900;
var mostPages = 200;
function registryOf(access2) {
  return new HttpRegistry(access2);
}
var HttpRegistry = class {
  image;
  #base;
  #origin;
  #options;
  #credentials;
  #doing;
  constructor({ host, name, variables, say, rights = "pull", anonymous = false, sleep: sleep3 }) {
    this.image = `${host}/${name}`;
    this.#origin = addressOf(host, variables);
    this.#base = new URL(`v2/${name}`, this.#origin).href;
    this.#options = { place: this.image, say, ...sleep3 !== void 0 && { sleep: sleep3 } };
    this.#doing = rights === "pull" ? "read" : "push";
    this.#credentials = new Credentials({
      login: anonymous ? null : loginOf(variables),
      scope: `repository:${name}:${{ pull: "pull", push: "pull,push", delete: "pull,push,delete" }[rights]}`,
      doing: this.#doing,
      registry: this.#origin,
      options: this.#options
    });
  }
  async readManifest(reference) {
    const path = `/manifests/${reference}`;
    const damaged = ({ status, headers: headers2, body: body2 }) => {
      const wanted = isDigest(reference) ? reference : headers2.get("docker-content-digest");
      if (status !== 200 || wanted === null || digestOf(body2) === wanted) return null;
      return "sent another manifest than it names";
    };
    const answer = await this.#ask(
      { path, headers: { accept: anyManifest }, options: { damaged, bytes: manifestBytes } },
      [200, 404]
    );
    if (answer.status === 404) return null;
    const { body, headers } = answer;
    return { mediaType: typeOf(headers), digest: digestOf(body), size: body.length, bytes: body };
  }
  async headManifest(reference) {
    const path = `/manifests/${reference}`;
    const answer = await this.#ask({ method: "HEAD", path, headers: { accept: anyManifest } }, [200, 404]);
    if (answer.status === 404) return null;
    const digest3 = answer.headers.get("docker-content-digest") ?? "";
    if (!isDigest(digest3)) return await this.readManifest(reference);
    return { mediaType: typeOf(answer.headers), digest: digest3, size: Number(answer.headers.get("content-length")) };
  }
  async readBlob({ digest: digest3, size }) {
    const damaged = ({ status, body }) => status !== 200 || digestOf(body) === digest3 ? null : `sent other bytes than ${digest3} names`;
    const options = { damaged, bytes: Math.max(size, 2 ** 16), seconds: blobSeconds };
    const answer = await this.#ask({ path: `/blobs/${digest3}`, options }, [200]);
    return answer.body;
  }
  async hasBlob(digest3) {
    const absent = this.#doing === "push" ? [404, 403] : [404];
    return (await this.#ask({ method: "HEAD", path: `/blobs/${digest3}` }, [200, ...absent])).status === 200;
  }
  async uploadBlob(content) {
    const digest3 = digestOf(content);
    await sendBlob(
      {
        has: () => this.hasBlob(digest3),
        ask: (made, expect) => this.#ask(made, expect),
        pause: (milliseconds) => this.#pause(milliseconds),
        place: `${this.image}, ${digest3}`,
        seconds: blobSeconds
      },
      { content, digest: digest3 }
    );
    return digest3;
  }
  async putManifest({ bytes, mediaType }, tag) {
    const digest3 = digestOf(bytes);
    const path = `/manifests/${tag ?? digest3}`;
    await this.#ask({ method: "PUT", path, headers: { "content-type": mediaType }, body: bytes }, [200, 201]);
    return digest3;
  }
  async tags() {
    const found = [];
    let next = "/tags/list?n=1000";
    for (let page = 1; next !== null; page += 1) {
      if (page > mostPages) throw this.#strange("lists tags without end");
      const answer = await this.#ask({ path: next }, page === 1 ? [200, 404] : [200]);
      if (answer.status === 404) return found;
      found.push(...this.#tagsOf(answer));
      next = this.#nextPage(answer);
    }
    return found;
  }
  async deleteManifest(digest3) {
    const answer = await this.#ask({ method: "DELETE", path: `/manifests/${digest3}` }, [200, 202, 404]);
    return answer.status !== 404;
  }
  /** Throws a RegistryRefusal where the answer is none of those expected. */
  async #ask(asked, expect) {
    const { path, options, ...rest } = asked;
    const url = path.startsWith("/") ? `${this.#base}${path}` : path;
    const send = () => this.#send({ ...rest, url, redirect: "manual" }, { ...this.#options, ...options });
    let answer = await send();
    if (answer.status === 401) {
      await this.#credentials.renew(answer);
      answer = await send();
    }
    if (expect.includes(answer.status)) return answer;
    const what = /^\/(?:manifests|blobs)\/([^/]+)$/.exec(path)?.[1];
    throw new RegistryRefusal(
      what === void 0 ? this.image : `${this.image}, ${what}`,
      answer,
      this.#doing
    );
  }
  /** Where it leads elsewhere, to where contents are stored, the token stays here. */
  async #send(made, options) {
    const headers = { ...made.headers, ...this.#credentials.headers() };
    const answer = await request({ ...made, headers }, options);
    const to = answer.headers.get("location");
    const isRead = (made.method ?? "GET") === "GET" || made.method === "HEAD";
    if (!isRead || ![301, 302, 303, 307, 308].includes(answer.status) || to === null) return answer;
    if (!URL.canParse(to, made.url)) throw this.#strange("leads nowhere");
    return await request({ url: new URL(to, made.url).href, method: made.method ?? "GET" }, options);
  }
  /** Throws where the list goes on, and nobody can tell where: a tag that is not seen could be moved back. */
  #nextPage({ headers, url }) {
    const link = headers.get("link") ?? "";
    if (!/\brel\s*=\s*"?next\b/i.test(link)) return null;
    const to = /<([^<>]+)>\s*;[^,<]*\brel\s*=\s*"?next\b/i.exec(link)?.[1] ?? "";
    const address = URL.canParse(to, url) ? new URL(to, url).href : "";
    if (address.startsWith(`${this.#base}/`)) return address;
    throw this.#strange("goes on with its list of tags at another address");
  }
  #tagsOf({ body }) {
    try {
      return parseJson(body, tagList).tags ?? [];
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      throw this.#strange(`answered something else than its tags: ${error.message}`);
    }
  }
  #pause(milliseconds) {
    return this.#options.sleep?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
  #strange(fault) {
    return new TaskError([{ place: this.image, fault, mend: "run the job again; report it if it stays" }]);
  }
};
var tagList = objectOf({ tags: nullable(listOf(text)) });
function typeOf(headers) {
  return (headers.get("content-type") ?? "").replace(/;.*$/s, "").trim();
}
function addressOf(host, variables) {
  const given = variables["REGISTRY_URL"]?.trim() ?? "";
  const address = given === "" ? `https://${host}` : given;
  if (URL.canParse(address)) return new URL(address.endsWith("/") ? address : `${address}/`);
  const mend = "leave it out, or set it to an address such as http://127.0.0.1:5000";
  throw new MisuseError({ place: "REGISTRY_URL", fault: "is no address", mend });
}
function loginOf(variables) {
  const password = variables["GH_TOKEN"]?.trim() ?? "";
  return password === "" ? null : { user: variables["GITHUB_ACTOR"]?.trim() || "github", password };
}

// tasks/image-release/access.ts
function imageOf({ image }, place) {
  if (image !== null) return image;
  const mend = "leave this task out, or set slipway:image in the stack";
  throw new MisuseError({ place, fault: "declares no image", mend });
}
function registryFor({ registry: host, name }, { variables, say }, more = {}) {
  return registryOf({ host, name, variables, say: (line) => say(line), ...more });
}

// tasks/oci/read.ts
var digest2 = (value, place) => {
  if (typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value)) return value;
  throw new ShapeError(place, "a sha256 digest");
};
var descriptor2 = { mediaType: text, digest: digest2, size: count };
var platform2 = objectOf({ os: text, architecture: text, variant: optional(text) });
var index2 = objectOf({ manifests: listOf(objectOf({ ...descriptor2, platform: optional(platform2) })) });
var manifest = objectOf({ config: objectOf(descriptor2), layers: listOf(objectOf(descriptor2)) });
var config = objectOf({
  os: text,
  architecture: text,
  variant: optional(text),
  config: optional(
    objectOf({
      User: optional(text),
      Labels: optional(mapOf(text)),
      Env: optional(listOf(text)),
      Entrypoint: optional(listOf(text)),
      Cmd: optional(listOf(text))
    })
  ),
  rootfs: objectOf({ diff_ids: listOf(digest2) })
});
function configOf(document) {
  const { os, architecture, variant, config: run2, rootfs } = parseJson(document.bytes, config);
  return {
    ...document,
    platform: platformOf2({ os, architecture, variant }),
    user: run2?.User ?? "",
    labels: run2?.Labels ?? {},
    environment: run2?.Env ?? [],
    entrypoint: run2?.Entrypoint ?? [],
    command: run2?.Cmd ?? [],
    diffIds: rootfs.diff_ids
  };
}
function platformOf2({ os, architecture, variant }) {
  const plain = variant === null || architecture === "arm64" && variant === "v8";
  return plain ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

// tasks/image-release/pushed.ts
var configBytes = 4 * 2 ** 20;
async function readPushed(registry, reference) {
  const top = await registry.readManifest(reference);
  if (top === null) return null;
  const place = placeOf(registry, reference);
  try {
    if (!isIndex(top.mediaType)) return { top, platforms: [await platformOf3(registry, top)] };
    const platforms2 = [];
    for (const { platform: platform3, digest: digest3 } of readIndex(top.bytes)) {
      if (platform3 === null) continue;
      const manifest2 = await registry.readManifest(digest3);
      if (manifest2 === null) throw broken(place, `names ${digest3} for ${platform3}, which is not there`);
      platforms2.push(await platformOf3(registry, manifest2));
    }
    return { top, platforms: platforms2 };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw broken(place, `is no image: ${error.message}`);
  }
}
function placeOf({ image }, reference) {
  return `${image}${reference.startsWith("sha256:") ? "@" : ":"}${reference}`;
}
async function platformOf3(registry, manifest2) {
  const { config: named, layers } = readImageManifest(manifest2.bytes);
  if (named.size > configBytes) throw new ShapeError("config", "short enough to be read");
  const config2 = configOf({ ...named, bytes: await registry.readBlob(named) });
  return { platform: config2.platform, manifest: manifest2, config: config2, layers };
}
function broken(place, fault) {
  const mend = "find out who pushed it; delete it in the registry where it is no release, else release a new version";
  return new TaskError([{ place, fault, mend }]);
}

// tasks/github/refusal.ts
var longest2 = 9e4;
function throttlePause({ status, headers, body }) {
  if (status !== 403 && status !== 429) return null;
  const asked = headers.get("retry-after");
  if (asked !== null && /^\d{1,4}$/.test(asked)) return within(Number(asked) * 1e3);
  if (/secondary rate limit/i.test(errorsOf(body).message)) return 6e4;
  if (headers.get("x-ratelimit-remaining") !== "0") return null;
  const reset = Number(headers.get("x-ratelimit-reset")) * 1e3;
  const now = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(reset - now) ? null : within(Math.max(1e3, reset - now));
}
function within(pause) {
  return pause <= longest2 ? pause : null;
}
var RefusedError = class extends TaskError {
  status;
  /** Whether the token lacks a permission: else it may be asked too often. */
  isForbidden;
  /** What its `errors` are called: `already_exists`. */
  codes;
  /** `asked` is method and path. */
  constructor(answer, asked) {
    const errors2 = errorsOf(answer.body);
    const said = [errors2.message, ...errors2.errors.map(wordsOf2)].filter((one) => one !== "").join(": ");
    const why = [String(answer.status), ...said === "" ? [] : [said.slice(0, 300)]].join(", ");
    super([{ place: `GitHub ${asked}`, ...told2(answer, why) }]);
    this.name = "RefusedError";
    this.status = answer.status;
    this.isForbidden = answer.status === 403 && !isThrottled(answer);
    this.codes = errors2.errors.flatMap((error) => entry(error, "code"));
  }
};
function told2(answer, why) {
  const { status } = answer;
  switch (status) {
    case 401:
      return {
        fault: `takes no such token (${why})`,
        mend: "give the step env GH_TOKEN: ${{ github.token }}"
      };
    case 403:
    case 429:
      return forbidden2(answer, why);
    case 404:
    case 410:
      return {
        fault: `is not there, or hidden from this token (${why})`,
        mend: "check the repository's name and the job's permissions"
      };
    case 409:
    case 422:
      return { fault: `was refused (${why})`, mend: "change what it complains of, then run the job again" };
    default:
      return { fault: `answered ${why}`, mend: "run the job again; report it if it stays" };
  }
}
function forbidden2(answer, why) {
  if (isThrottled(answer))
    return { fault: `is asked too often (${why})`, mend: "run the job again in an hour" };
  const accepted = answer.headers.get("x-accepted-github-permissions")?.replace(/[^\w=,; -]/g, "");
  const wanted = accepted ? `: it takes ${accepted}` : "";
  return { fault: `is forbidden to this token (${why})`, mend: `give the job the permission${wanted}` };
}
function isThrottled(answer) {
  const { headers } = answer;
  const isTold = headers.get("x-ratelimit-remaining") === "0" || headers.has("retry-after");
  return isTold || throttlePause(answer) !== null;
}
function errorsOf(body) {
  try {
    const value = JSON.parse(body.toString("utf8"));
    if (typeof value !== "object" || value === null) return { message: "", errors: [] };
    const errors2 = "errors" in value && Array.isArray(value.errors) ? value.errors : [];
    return { message: entry(value, "message").join(), errors: errors2 };
  } catch {
    return { message: "", errors: [] };
  }
}
function wordsOf2(error) {
  if (typeof error === "string") return error;
  return ["resource", "field", "code", "message"].flatMap((key) => entry(error, key)).join(" ");
}
function entry(value, key) {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, key) : void 0;
  return typeof found === "string" ? [found] : [];
}

// tasks/github/client.ts
var patience = 5;
var fileSeconds = 900;
var mostPages2 = 200;
function gitHubOf(variables, say, waiting) {
  const api = required(variables, "GITHUB_API_URL", "run it on a runner, or set it").replace(/\/+$/, "");
  const repository = required(variables, "GITHUB_REPOSITORY", "run it on a runner, or set it");
  const token = required(variables, "GH_TOKEN", "give the step env GH_TOKEN: ${{ github.token }}");
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw misuse("GITHUB_REPOSITORY", "is no owner/name", "give it as owner/name");
  if (!URL.canParse(api)) throw misuse("GITHUB_API_URL", "is no address", "set it as a runner does");
  const options = { place: "GitHub", say, ...waiting };
  return new RestGitHub(repository, { api, token, options });
}
var RestGitHub = class {
  repository;
  #access;
  constructor(repository, access2) {
    this.repository = repository;
    this.#access = access2;
  }
  async call(asked) {
    const { method = "GET", body, accept, expect } = asked;
    const made = {
      url: this.#address(asked.path),
      method,
      headers: this.#headers(accept ?? "application/vnd.github+json", body !== void 0),
      ...body !== void 0 && { body: JSON.stringify(body) }
    };
    const answer = await this.#patiently(made, this.#access.options);
    return checked(answer, made, expect);
  }
  async pages(path, entry2, key) {
    const found = [];
    let next = path;
    for (let page = 1; next !== null; page += 1) {
      if (page > mostPages2) throw strange(path, "has pages without end");
      const answer = await this.call({ path: next });
      found.push(...readAnswer(answer, inside(listOf(entry2), key), path));
      next = nextPage(answer.headers.get("link"));
    }
    return found;
  }
  async upload(address, content) {
    const type = { "content-type": "application/octet-stream" };
    const made = {
      url: address,
      method: "POST",
      headers: { ...this.#headers("application/vnd.github+json", false), ...type },
      body: content
    };
    const answer = await this.#patiently(made, { ...this.#access.options, seconds: fileSeconds });
    return checked(answer, made, [201]);
  }
  async download(path) {
    const url = this.#address(path);
    const options = { ...this.#access.options, seconds: fileSeconds, bytes: 2 ** 31 };
    const made = {
      url,
      headers: this.#headers("application/octet-stream", false),
      redirect: "manual"
    };
    const answer = checked(await this.#patiently(made, options), made, [200, 301, 302, 307, 308]);
    if (answer.status === 200) return answer.body;
    const to = answer.headers.get("location") ?? "";
    if (!URL.canParse(to, url)) throw strange(path, "leads nowhere");
    const elsewhere = { url: new URL(to, url).href };
    return checked(await request(elsewhere, options), { url }, [200]).body;
  }
  pause(milliseconds) {
    const { sleep: sleep3 } = this.#access.options;
    return sleep3?.(milliseconds) ?? new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
  /** Asks again, within bounds, while GitHub says that it is asked too fast: then nothing was done. */
  async #patiently(made, options) {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await request(made, options);
      const pause = throttlePause(answer);
      if (pause === null || attempt >= patience) return answer;
      options.say?.(`GitHub is asked too fast; again in ${Math.ceil(pause / 1e3)} s`);
      await this.pause(pause);
    }
  }
  #address(path) {
    return path.startsWith("/") ? `${this.#access.api}${path}` : path;
  }
  #headers(accept, isJson) {
    return {
      accept,
      authorization: `Bearer ${this.#access.token}`,
      "x-github-api-version": "2022-11-28",
      ...isJson && { "content-type": "application/json" }
    };
  }
};
function readAnswer(answer, shape, path) {
  try {
    return parseJson(answer.body, shape);
  } catch (error) {
    if (error instanceof ShapeError) throw strange(path, `answered something else: ${error.message}`);
    throw error;
  }
}
function checked(answer, made, expect) {
  const { status } = answer;
  if (expect?.includes(status) ?? (status >= 200 && status < 300)) return answer;
  throw new RefusedError(answer, `${made.method ?? "GET"} ${new URL(made.url).pathname}`);
}
function inside(shape, key) {
  if (key === void 0) return shape;
  return (value, place) => {
    const inner = typeof value === "object" && value !== null ? Reflect.get(value, key) : void 0;
    return shape(inner, place === "" ? key : `${place}.${key}`);
  };
}
function nextPage(link) {
  return /<([^<>]+)>\s*;\s*rel="next"/.exec(link ?? "")?.[1] ?? null;
}
function strange(path, fault) {
  const place = `GitHub ${path.replace(/\?.*$/s, "")}`;
  return new TaskError([{ place, fault, mend: "run the job again; report it if it stays" }]);
}
function required(variables, name, mend) {
  const value = variables[name]?.trim() ?? "";
  if (value === "") throw misuse(name, "is missing", mend);
  return value;
}
function misuse(place, fault, mend) {
  return new MisuseError({ place, fault, mend });
}

// tasks/image-release/settings-page.ts
async function settingsPage(name, variables) {
  const server = (variables["GITHUB_SERVER_URL"] || "https://github.com").replace(/\/+$/, "");
  const [owner = "", ...rest] = name.split("/");
  const image = encodeURIComponent(rest.join("/"));
  const type = await typeOf2(owner, variables);
  if (type === null) return `${server}/${variables["GITHUB_REPOSITORY"] ?? owner}/pkgs/container/${image}`;
  const kind = type === "Organization" ? "orgs" : "users";
  return `${server}/${kind}/${owner}/packages/container/${image}/settings`;
}
async function typeOf2(owner, variables) {
  try {
    const path = `/users/${owner}`;
    const answer = await gitHubOf(variables, () => {
    }).call({ path });
    return readAnswer(answer, objectOf({ type: text }), path).type;
  } catch (error) {
    if (error instanceof TaskError || error instanceof MisuseError) return null;
    throw error;
  }
}

// tasks/image-release/consumer.ts
async function seeImage(declared, reference, host) {
  const registry = registryFor(declared, host, { anonymous: declared.public });
  const place = placeOf(registry, reference);
  try {
    const image = await readPushed(registry, reference);
    if (image !== null) return { registry, image };
  } catch (error) {
    if (!declared.public || !(error instanceof RegistryRefusal) || !error.isDenied) throw error;
    if (await isThere(declared, reference, host)) throw await hidden(declared, registry, host);
  }
  const mend = "run the job again that pushes it";
  throw new TaskError([{ place, fault: "is not there", mend }]);
}
async function isThere(declared, reference, host) {
  try {
    return await registryFor(declared, host).headManifest(reference) !== null;
  } catch (error) {
    if (error instanceof RegistryRefusal && error.isDenied) return true;
    throw error;
  }
}
async function hidden(declared, { image }, { variables }) {
  const page = await settingsPage(declared.name, variables);
  const mend = `open ${page}, change its visibility to public under Danger Zone, and run this job again`;
  return new TaskError([{ place: image, fault: "is private: nobody can pull it without signing in", mend }]);
}

// tasks/image-release/labels.ts
var labelNames = {
  version: "org.opencontainers.image.version",
  revision: "org.opencontainers.image.revision",
  source: "org.opencontainers.image.source",
  created: "org.opencontainers.image.created",
  baseName: "org.opencontainers.image.base.name",
  baseDigest: "org.opencontainers.image.base.digest",
  wheelName: "slipway.wheel.name",
  wheelSha256: "slipway.wheel.sha256"
};
function labelOf({ labels }, name) {
  return labels[labelNames[name]] ?? "";
}
var platforms = ["linux/amd64", "linux/arm64"];

// tasks/image-release/inspect-pushed.ts
var user = "10001:10001";
function inspectPushed(place, { config: config2 }, stated) {
  const label = (name) => labelOf(config2, name);
  const { base: base2, version, commit, source, sums } = stated;
  const wheel = label("wheelName");
  const checks = [
    ["version", label("version"), version === null || label("version") === version],
    ["revision", label("revision"), label("revision") === commit],
    ["source", label("source"), label("source").toLowerCase() === source.toLowerCase()],
    [
      `hash of ${wheel || "the wheel"}`,
      label("wheelSha256"),
      sums === null || sums.get(wheel) === label("wheelSha256")
    ],
    ["base image", label("baseName"), label("baseName") === qualified(base2.reference)],
    ["digest of the base image", label("baseDigest"), label("baseDigest") === base2.digest],
    ["user", config2.user, config2.user === user]
  ];
  const mend = "find out what pushed it, and release a new version";
  const faults = checks.filter(([, , holds]) => !holds).map(([what, found]) => ({
    place,
    fault: `has another ${what} than was released: ${found || "none"}`,
    mend
  }));
  if (faults.length > 0) throw new TaskError(faults);
  return checks.map(([what, found]) => ({ what, verdict: found }));
}
async function pullLayers(registry, { layers, platform: platform3 }) {
  let bytes = 0;
  for (const layer of layers) bytes += (await registry.readBlob(layer)).length;
  return { what: `${layers.length} layers for ${platform3}`, verdict: `whole, ${bytes} bytes` };
}

// tasks/image/engines/buildah-storage.ts
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// tasks/python/run.ts
import { execFile as execFile2 } from "node:child_process";
var mostOutput = 64 * 2 ** 20;
function runProgramFile(program, args, { variables, folder, minutes: minutes2 = 10 }) {
  return new Promise((resolve) => {
    const options = {
      env: { ...variables },
      encoding: "utf8",
      maxBuffer: mostOutput,
      timeout: minutes2 * 6e4,
      windowsHide: true,
      ...folder !== void 0 && { cwd: folder }
    };
    execFile2(program, args, options, (error, out, err) => {
      if (error?.code === "ENOENT") resolve(null);
      else resolve({ code: codeOf(error), out, err });
    });
  });
}
function lastLines({ out, err }, count2 = 6) {
  const lines = (err.trim() === "" ? out : err).split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "").slice(-count2).join(" | ");
}
function codeOf(error) {
  if (error === null) return 0;
  return typeof error.code === "number" ? error.code : 1;
}

// tasks/image/engines/programs.ts
var minutes = 20;
async function runEngineProgram(program, args, host) {
  const kept = Object.entries(host.variables).filter(([name]) => !/^(?:GH|GITHUB|ACTIONS)_/i.test(name));
  const ended = await runProgramFile(program, args, { variables: Object.fromEntries(kept), minutes });
  if (ended !== null) return ended;
  throw new TaskError([
    { place: program, fault: "is not on the PATH", mend: "install it, or choose another --engine" }
  ]);
}
function printed(place, ended, mend) {
  if (ended.code === 0) return ended.out;
  throw new TaskError([{ place, fault: `failed: ${lastLines(ended)}`, mend }]);
}

// tasks/image/engines/buildah-storage.ts
var again = "mend what it says, and run the job again";
var inRoot = [
  'mount --bind "$1" "$1"',
  'mount -o remount,bind,ro "$1"',
  'root="$1" user="$2" group="$3"',
  "shift 3",
  'exec setpriv --no-new-privs -- unshare --root="$root" --wd=/ --setgid="$group" --setuid="$user" -- "$@"'
].join(" && ");
var BuildahStorage = class {
  #host;
  #kept;
  #temporary = null;
  /** In a folder that is kept, else in one of its own. */
  constructor(host, kept = null) {
    this.#host = host;
    this.#kept = kept;
  }
  /** Runs buildah, by what stands before it. */
  buildah(args, before = []) {
    const storage = this.#kept ?? this.#ownFolder();
    const driver = this.#host.variables["STORAGE_DRIVER"] || "vfs";
    const roots = ["--root", join(storage, "storage"), "--runroot", join(storage, "run")];
    const [program = "", ...rest] = [...before, "buildah", ...roots, "--storage-driver", driver, ...args];
    return runEngineProgram(program, rest, this.#host);
  }
  /** Runs an image that is there as its own user, on a read-only root, without network or any right. */
  async try(image, { user: account, environment: environment2 }, { program, args }) {
    const from = await this.buildah(["from", "--pull-never", image]);
    const container = printed("the image", from, again).trim();
    try {
      const root = printed("the image", await this.buildah(["mount", container]), again).trim();
      const [user2 = "", group = ""] = account.split(":");
      const namespaces = ["--mount", "--net", "--ipc", "--uts", "--pid", "--fork"];
      const inside2 = ["sh", "-c", inRoot, "sh", root, user2 || "0", group || user2 || "0"];
      const clean = ["env", "--ignore-environment", ...environment2];
      const trial = [...namespaces, "--", ...inside2, ...clean, program, ...args];
      return await runEngineProgram("unshare", trial, this.#host);
    } finally {
      await this.buildah(["rm", container]);
    }
  }
  /** Removes the folder that was its own. */
  close() {
    if (this.#temporary !== null) rmSync(this.#temporary, { recursive: true, force: true });
  }
  /** Made when it is needed: what is refused before leaves nothing behind. */
  #ownFolder() {
    return this.#temporary ??= mkdtempSync(join(tmpdir(), "slipway-buildah-"));
  }
};

// tasks/image-release/clients.ts
function clientNameOf({ place, name }) {
  if (name === "none" || name === "docker" || name === "buildah") return name === "none" ? null : name;
  const fault = `is not one of ${Object.keys(clients).join(", ")}, none`;
  throw new MisuseError({ place, fault, mend: "write --engine docker" });
}
var clients = { docker: dockerClient, buildah: buildahClient };
function clientOf(name, pulled, variables) {
  return clients[name](pulled, variables);
}
var confined = [
  ...["--rm", "--read-only", "--network", "none", "--cap-drop", "ALL"],
  ...["--security-opt", "no-new-privileges"]
];
function dockerClient({ image, platform: platform3 }, variables) {
  const docker = async (...args) => {
    const ended = await runProgramFile("docker", args, { variables, minutes: 15 });
    if (ended !== null) return ended;
    const mend = "set docker up first, or write --engine none";
    throw new TaskError([{ place: "docker", fault: "is not on the PATH", mend }]);
  };
  return {
    title: `docker pull --platform ${platform3}`,
    pull: () => docker("pull", "--quiet", "--platform", platform3, image),
    run: (program, args) => docker("run", ...confined, "--platform", platform3, "--entrypoint", program, image, ...args),
    close: () => {
    }
  };
}
function buildahClient({ image, platform: platform3, config: config2, isPlain }, variables) {
  const storage = new BuildahStorage({ variables, say: () => {
  }, sleep: () => Promise.resolve() });
  const architecture = platform3.replace(/^linux\//, "");
  let id = "";
  return {
    title: `buildah pull --arch ${architecture}`,
    async pull() {
      const plain = isPlain ? ["--tls-verify=false"] : [];
      const pull = ["pull", "--quiet", ...plain, "--os", "linux", "--arch", architecture, image];
      const ended = await storage.buildah(pull);
      id = ended.out.trim();
      return ended;
    },
    run: (program, args) => storage.try(id, config2, { program, args }),
    close: () => storage.close()
  };
}

// tasks/image-release/run-image.ts
import { mkdtempSync as mkdtempSync2, rmSync as rmSync2, writeFileSync } from "node:fs";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join2 } from "node:path";

// tasks/version/version.ts
var spelling = new RegExp(
  String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)` + String.raw`(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d*))?` + String.raw`(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?` + String.raw`(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?` + String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`
);
function parseVersion(text2) {
  const parts = spelling.exec(text2.trim().toLowerCase())?.groups;
  if (parts === void 0) return null;
  const { epoch, release = "", pre, preNumber, bare, post, postNumber, dev, devNumber, local } = parts;
  return {
    epoch: numberOf(epoch),
    release: release.split(".").map(BigInt),
    pre: pre === void 0 ? null : { kind: preKind(pre), number: numberOf(preNumber) },
    post: bare !== void 0 ? BigInt(bare) : post === void 0 ? null : numberOf(postNumber),
    dev: dev === void 0 ? null : numberOf(devNumber),
    local: local === void 0 ? [] : local.split(/[-_.]/).map(localSegment)
  };
}
function canonicalOf({ epoch, release, pre, post, dev, local }) {
  return [
    epoch === 0n ? "" : `${epoch}!`,
    release.join("."),
    pre === null ? "" : `${pre.kind}${pre.number}`,
    post === null ? "" : `.post${post}`,
    dev === null ? "" : `.dev${dev}`,
    local.length === 0 ? "" : `+${local.join(".")}`
  ].join("");
}
function sameVersion(one, other) {
  const [left, right] = [parseVersion(one), parseVersion(other)];
  return left !== null && right !== null && compareVersions(left, right) === 0;
}
function compareVersions(left, right) {
  return compareLists([left.epoch], [right.epoch]) || compareLists(significant(left.release), significant(right.release)) || compareLists(suffixRanks(left), suffixRanks(right)) || compareLists(left.local, right.local);
}
function numberOf(digits) {
  return BigInt(digits ?? "");
}
function preKind(word) {
  if (word.startsWith("a")) return "a";
  return word.startsWith("b") ? "b" : "rc";
}
function localSegment(segment) {
  return /^\d+$/.test(segment) ? BigInt(segment) : segment;
}
function significant(release) {
  return release.slice(0, release.findLastIndex((number) => number !== 0n) + 1);
}
function suffixRanks({ pre, post, dev }) {
  const developsRelease = pre === null && post === null && dev !== null;
  const stage = pre === null ? developsRelease ? -1 : 3 : { a: 0, b: 1, rc: 2 }[pre.kind];
  return [stage, pre?.number ?? 0n, post ?? -1, dev ?? Infinity];
}
function compareLists(left, right) {
  for (const [index3, one] of left.entries()) {
    const other = right[index3];
    if (other === void 0) return 1;
    if (one === other) continue;
    if (typeof one === "string" !== (typeof other === "string")) return typeof one === "string" ? -1 : 1;
    if (one < other) return -1;
    if (one > other) return 1;
  }
  return left.length - right.length;
}

// tasks/image-release/run-image.ts
var question = "import sys; from importlib import import_module; from importlib.metadata import version; print(version(sys.argv[1])); import_module(sys.argv[2])";
async function runImage(by, running, variables) {
  const { image, package: declared, version } = running;
  const client = clientOf(by, running, variables);
  try {
    const pulled = await client.pull();
    if (pulled.code !== 0) throw failure2(image, "can't be pulled", pulled);
    const ran = await client.run("python", ["-I", "-c", question, declared.name, declared.importName]);
    if (ran.code !== 0) throw failure2(image, `can't import ${declared.importName} on a read-only root`, ran);
    const installed = ran.out.trim().split(/\s+/)[0] ?? "";
    if (version !== null && !sameVersion(installed, version)) {
      throw failure2(image, `has version ${installed} installed`, { ...ran, out: "", err: "" });
    }
    return [
      { what: client.title, verdict: "works" },
      { what: `import ${declared.importName} ${installed}, read-only and without network`, verdict: "works" }
    ];
  } finally {
    client.close();
  }
}
function failure2(place, fault, ended) {
  const said = lastLines(ended, 3);
  const mend = "mend the image or the package, and release a new version";
  return new TaskError([{ place, fault: said === "" ? fault : `${fault}: ${said}`, mend }]);
}
async function withLogin({
  host,
  signsIn,
  variables
}, work) {
  const folder = mkdtempSync2(join2(tmpdir2(), "docker-config-"));
  try {
    const login = `${variables["GITHUB_ACTOR"] || "github"}:${variables["GH_TOKEN"] ?? ""}`;
    const auths = { [host]: { auth: Buffer.from(login).toString("base64") } };
    const config2 = JSON.stringify(signsIn ? { auths } : {});
    writeFileSync(join2(folder, "config.json"), config2, { mode: 384 });
    return await work({
      ...variables,
      DOCKER_CONFIG: folder,
      REGISTRY_AUTH_FILE: join2(folder, "config.json")
    });
  } finally {
    rmSync2(folder, { recursive: true });
  }
}

// tasks/image-release/tags.ts
function versionTag(version) {
  const parsed = parseVersion(version);
  const canonical = parsed === null ? version : canonicalOf(parsed);
  return canonical.replaceAll("!", "-").replaceAll("+", "_").slice(0, 128);
}
function branchTag(branch) {
  const tag = branch.replaceAll(/[^\w.-]/g, "-").replace(/^[.-]+/, "").slice(0, 120);
  const isTaken = tag === "" || tag === "latest" || parseVersion(tag) !== null || tag.startsWith("sha256-");
  return isTaken ? `branch-${tag}`.replace(/-$/, "") : tag;
}

// tasks/ledger/sums.ts
function readSums(sums) {
  return new Map(sums.trim().split("\n").map(entryOf));
}
function entryOf(line) {
  const match = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line);
  if (match !== null) return [match[2] ?? "", match[1] ?? ""];
  const mend = "hand on the output sums of draft-release";
  throw new MisuseError({ place: "SUMS", fault: "has a line that is no hash and name", mend });
}

// tasks/program/task.ts
import { parseArgs } from "node:util";

// tasks/program/outputs.ts
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
function appendOutputs(file, outputs) {
  if (file === void 0 || file === "") return;
  appendFileSync(file, Object.entries(outputs).map(assignment).join(""));
}
function assignment([name, value]) {
  const end = `end-${randomUUID()}`;
  return `${name}<<${end}
${value}
${end}
`;
}

// tasks/program/summary.ts
import { appendFileSync as appendFileSync2 } from "node:fs";
function appendSummary(file, table) {
  if (file === void 0 || file === "") return;
  appendFileSync2(file, markdownOf(table));
}
function markdownOf({ title, head, rows }) {
  const row = (cells) => `| ${cells.map(cellOf).join(" | ")} |
`;
  return `### ${title}

${row(head)}${row(head.map(() => "---"))}${rows.map(row).join("")}
`;
}
function cellOf(text2) {
  return text2.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").replaceAll(/[\\`*_[\]<>|&]/g, "\\$&");
}

// tasks/program/task.ts
async function runTask(task, host) {
  try {
    const call = readCall(task, host);
    if (call === null) host.out(helpOf(task));
    else await task.run(call);
    return 0;
  } catch (error) {
    tellFailure(host, error);
    if (error instanceof MisuseError) {
      host.err(`Run it with --help to see how it is used.
`);
      return 2;
    }
    return 1;
  }
}
async function runProgram(task) {
  process.exitCode = await runTask(task, {
    args: process.argv.slice(2),
    variables: process.env,
    out: (text2) => process.stdout.write(text2),
    err: (text2) => process.stderr.write(text2)
  });
}
function readCall(task, host) {
  const { values, positionals } = parse(task, host.args);
  if (values["help"] === true) return null;
  const options = Object.entries(task.options).map(([name, option]) => {
    const value = values[name];
    return [name, typeof value === "string" ? value : option.default];
  });
  return {
    operands: positionals,
    options: Object.fromEntries(options),
    variables: host.variables,
    say: (line) => host.out(`${withoutCommands(line)}
`),
    tabulate: (table) => appendSummary(host.variables["GITHUB_STEP_SUMMARY"], table),
    output: (outputs) => appendOutputs(host.variables["GITHUB_OUTPUT"], outputs)
  };
}
function parse(task, args) {
  const texts = Object.keys(task.options).map((name) => [name, { type: "string" }]);
  const options = { ...Object.fromEntries(texts), help: { type: "boolean", short: "h" } };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: task.operands !== "" });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new MisuseError({
      place: task.name,
      fault: error.message.split(". ")[0] ?? "",
      mend: "leave it out"
    });
  }
}
function helpOf(task) {
  const options = Object.entries(task.options).map(
    ([name, { value, help, default: preset }]) => [`--${name} ${value}`, preset === "" ? help : `${help} (default: ${preset})`]
  );
  const rows = [...options, ["-h, --help", "prints this and does nothing else"]];
  return [
    `${task.summary}
`,
    `${["Usage: node", `${task.name}.mjs`, "[options]", task.operands].join(" ").trimEnd()}
`,
    "Options:",
    ...columns(rows),
    "\nEnvironment:",
    ...columns(Object.entries(task.variables)),
    "\nExit codes: 0 done, 1 failed, 2 misused\n"
  ].join("\n");
}
function columns(rows) {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
function withoutCommands(line) {
  const text2 = oneLine(line).replaceAll("##[", "# #[");
  return /^\s*::(?!(?:add-mask|error|notice|warning)::)/.test(text2) ? text2.replace("::", ": :") : text2;
}
function tellFailure(host, error) {
  const onRunner = host.variables["GITHUB_ACTIONS"] === "true";
  for (const line of linesOf(error)) {
    if (onRunner) host.out(`::error::${line.replaceAll("%", "%25")}
`);
    else host.err(`${line}
`);
  }
}
function linesOf(error) {
  if (error instanceof TaskError) return [...new Set(error.faults.map(formatFault))];
  if (error instanceof MisuseError) return [error.message];
  const fault = error instanceof Error ? error.message : String(error);
  return [formatFault({ place: "unexpected", fault, mend: "run the job again; report it if it stays" })];
}

// tasks/release/identity.ts
var identityVariables = {
  VERSION: "the version that is released, as the gate tells it",
  GITHUB_REF: "the tag's ref, refs/tags/...",
  GITHUB_SHA: "the tag's commit",
  GITHUB_RUN_ID: "the run, which the ledger names",
  GITHUB_RUN_ATTEMPT: "its attempt"
};
var kinds = {
  VERSION: /^[0-9A-Za-z.!+_-]+$/,
  GITHUB_REF: /^refs\/tags\/.+$/,
  GITHUB_SHA: /^[0-9a-f]{40,64}$/,
  GITHUB_RUN_ID: /^\d{1,15}$/,
  GITHUB_RUN_ATTEMPT: /^\d{1,6}$/
};
function variableOf(variables, name) {
  const value = variables[name] ?? "";
  if (kinds[name].test(value)) return value;
  throw new MisuseError({
    place: name,
    fault: value === "" ? "is not set" : "is none that a release has",
    mend: `set it to ${identityVariables[name]}`
  });
}

// tasks/verify-image.ts
var verifyImage = {
  name: "verify-image",
  summary: "Verifies a pushed image as a consumer would, without signing in where it is public: fetches every layer by its hash,\ncompares its labels, user and base, imports the package in a container that may do nothing else, and verifies its\nattestation. Where nobody can pull it yet, names the page that makes it public.\nOutput: verdict (verified).",
  operands: "",
  variables: {
    VERSION: `${identityVariables.VERSION}; not asked for with --branch`,
    SUMS: "the release's files, lines of sha256 and name; not asked for where it is not set",
    GITHUB_SHA: "the commit that it was built from",
    GITHUB_REF: "the ref of that run, refs/tags/...",
    GITHUB_REPOSITORY: "owner/name of the repository that released it",
    GITHUB_SERVER_URL: "where the repository is",
    GITHUB_API_URL: "GitHub's API, which tells whose page it is",
    ...registryVariables,
    GH_TOKEN: "what gh asks GitHub with, and what a private image is pulled with",
    GITHUB_OUTPUT: "file that the output is added to, if it is set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    IMAGE_ENGINE: "what runs it where --engine is not given, as in a rehearsal (default: docker)",
    STORAGE_DRIVER: "how buildah keeps layers (default: vfs, which works everywhere)"
  },
  options: {
    platform: { value: "NAME", help: "linux/amd64 or linux/arm64", default: "linux/amd64" },
    digest: { value: "DIGEST", help: "of the index; with --tag the tag has to stand for it", default: "" },
    tag: { value: "NAME", help: "tag in place of the version's, where no digest is given", default: "" },
    branch: {
      value: "NAME",
      help: "branch whose image it is, in place of a version's: of any version, and not attested",
      default: ""
    },
    engine: { value: "NAME", help: "docker, buildah or none (default: IMAGE_ENGINE)", default: "" },
    base: { value: "REFERENCE@DIGEST", help: "base image instead of the declared one", default: "" },
    committed: {
      value: "FILE",
      help: "lock of images that the repository keeps, if it is there",
      default: ".github/slipway/locks/images.json"
    },
    declaration: declarationOption
  },
  run: verify
};
async function verify(call) {
  const { options } = call;
  const declaration2 = readDeclaration(options.declaration);
  const image = imageOf(declaration2, options.declaration);
  const version = options.branch === "" ? variableOf(call.variables, "VERSION") : null;
  const tag = version === null ? branchTag(options.branch) : versionTag(version);
  const reference = referenceOf(options) || tag;
  const asked = { declaration: declaration2, image, version, reference, platform: platformOf4(options.platform) };
  const engine = clientNameOf(engineNameOf(options.engine, call.variables));
  const seen = await seeImage(image, asked.reference, call);
  await requireTag(asked, seen, call);
  const found = platformIn(asked, seen);
  const checks = [...await inspect(asked, found, { call, registry: seen.registry })];
  const { host, protocol } = new URL(call.variables["REGISTRY_URL"] || `https://${image.registry}`);
  const exact = `${host}/${image.name}@${seen.image.top.digest}`;
  await withLogin({ host, signsIn: !image.public, variables: call.variables }, async (variables) => {
    const pulled = { ...asked, image: exact, config: found.config, isPlain: protocol === "http:" };
    const running = { ...pulled, package: declaration2.package };
    if (engine !== null) checks.push(...await runImage(engine, running, variables));
    checks.push(...await verifyMade(asked, { exact, variables }));
  });
  tell(call, asked, { checks, exact });
}
async function requireTag({ image, reference }, { image: seen }, call) {
  const { tag } = call.options;
  if (tag === "" || tag === reference) return;
  const tagged = await seeImage(image, tag, call);
  if (tagged.image.top.digest === seen.top.digest) return;
  const mend = "run the job again that tags it";
  const fault = `stands for ${tagged.image.top.digest}, not for ${seen.top.digest}`;
  throw new TaskError([{ place: placeOf(tagged.registry, tag), fault, mend }]);
}
function platformIn({ platform: platform3, reference }, { registry, image }) {
  const found = image.platforms.find((one) => one.platform === platform3);
  if (found !== void 0) return found;
  const place = `${placeOf(registry, reference)}, ${platform3}`;
  throw new TaskError([{ place, fault: "is not there", mend: "run the job again that pushes it" }]);
}
async function inspect({ image, platform: platform3, reference, version }, found, { call: { options, variables }, registry }) {
  const place = `${placeOf(registry, reference)}, ${platform3}`;
  const server = variables["GITHUB_SERVER_URL"] || "https://github.com";
  const sums = variables["SUMS"]?.trim() ?? "";
  const stated = {
    base: basesOf(image, options).base,
    version,
    commit: variableOf(variables, "GITHUB_SHA"),
    source: `${server}/${variables["GITHUB_REPOSITORY"] ?? ""}`,
    sums: sums === "" ? null : readSums(sums)
  };
  const checks = inspectPushed(place, found, stated);
  return [...checks, await pullLayers(registry, found)];
}
async function verifyMade({ declaration: { release }, version }, { exact, variables }) {
  if (!release.attestations || version === null) return [];
  const repository = variables["GITHUB_REPOSITORY"] ?? "";
  const commit = variableOf(variables, "GITHUB_SHA");
  const by = { repository, workflow: release.workflow, commit, ref: variableOf(variables, "GITHUB_REF") };
  const verification = await verifyImageAttestation(exact, by, { variables });
  if (verification.verified) return [{ what: "provenance on GitHub", verdict: "verified" }];
  const { reason, lasting: lasting2, mend: told3 } = verification;
  const mend = lasting2 ? `find out where it comes from: gh attestation verify oci://${exact} --repo ${repository}` : told3 ?? "run this job again, with GitHub at hand";
  const fault = lasting2 ? `is not attested as built here: ${reason}` : `could not be verified: ${reason}`;
  throw new TaskError([{ place: `GitHub, ${exact}`, fault, mend }]);
}
function tell(call, { platform: platform3 }, { checks, exact }) {
  for (const { what, verdict } of checks) call.say(`${what}: ${verdict}`);
  call.say(`${exact}, ${platform3}: verified`);
  call.output({ verdict: "verified" });
  call.tabulate({
    title: `${exact}, ${platform3}: verified`,
    head: ["Checked", "Verdict"],
    rows: checks.map(({ what, verdict }) => [what, verdict])
  });
}
function referenceOf({ digest: digest3, tag }) {
  if (digest3 === "" || isDigest(digest3)) return digest3 || tag;
  const mend = "hand on the output digest of push-image";
  throw new MisuseError({ place: "--digest", fault: "is no digest", mend });
}
function platformOf4(text2) {
  if (platforms.some((one) => one === text2)) return text2;
  throw new MisuseError({
    place: "--platform",
    fault: "is none of the image's",
    mend: `write one of ${platforms.join(", ")}`
  });
}
await runProgram(verifyImage);
