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
    return value.map((entry, index3) => shape(entry, `${place}[${index3}]`));
  };
}
function mapOf(shape) {
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ShapeError(place, "an object");
    }
    const entries = Object.entries(value).map(([key, entry]) => [key, shape(entry, `${place}.${key}`)]);
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
  return parseJson(bytes, index).manifests.map(({ platform: told2, ...entry }) => {
    return { ...entry, platform: told2 === null || told2.os === "unknown" ? null : platformOf(told2) };
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
    await (options.sleep ?? sleep)(pause);
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
function sleep(milliseconds) {
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
    const told2 = new Map(
      [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value])
    );
    const address = this.#addressOf(told2.get("realm") ?? "");
    const service = told2.get("service");
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
function basic({ user, password }) {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
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
  constructor({ host, name, variables, say, rights = "pull", anonymous = false, sleep: sleep2 }) {
    this.image = `${host}/${name}`;
    this.#origin = addressOf(host, variables);
    this.#base = new URL(`v2/${name}`, this.#origin).href;
    this.#options = { place: this.image, say, ...sleep2 !== void 0 && { sleep: sleep2 } };
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
  async putManifest({ bytes, mediaType }, tag2) {
    const digest3 = digestOf(bytes);
    const path = `/manifests/${tag2 ?? digest3}`;
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
function digestOption(value) {
  if (isDigest(value)) return value;
  const fault = value === "" ? "is missing" : "is no digest";
  throw new MisuseError({ place: "--digest", fault, mend: "hand on the output digest of push-image" });
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
  const { os, architecture, variant, config: run, rootfs } = parseJson(document.bytes, config);
  return {
    ...document,
    platform: platformOf2({ os, architecture, variant }),
    user: run?.User ?? "",
    labels: run?.Labels ?? {},
    environment: run?.Env ?? [],
    entrypoint: run?.Entrypoint ?? [],
    command: run?.Cmd ?? [],
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
function isPrerelease({ pre, dev }) {
  return pre !== null || dev !== null;
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

// tasks/image-release/tags.ts
function versionTag(version) {
  const parsed = parseVersion(version);
  const canonical = parsed === null ? version : canonicalOf(parsed);
  return canonical.replaceAll("!", "-").replaceAll("+", "_").slice(0, 128);
}
function versionOfTag(tag2) {
  const version = parseVersion(tag2.replaceAll("-", "!").replaceAll("_", "+"));
  return version !== null && versionTag(canonicalOf(version)) === tag2 ? version : null;
}
function minorTag(version) {
  const { epoch, release } = version;
  if (isPrerelease(version) || release.length < 2) return null;
  const minor = { epoch, release: release.slice(0, 2), pre: null, post: null, dev: null, local: [] };
  return versionTag(canonicalOf(minor));
}
function branchTag(branch) {
  const tag2 = branch.replaceAll(/[^\w.-]/g, "-").replace(/^[.-]+/, "").slice(0, 120);
  const isTaken = tag2 === "" || tag2 === "latest" || parseVersion(tag2) !== null || tag2.startsWith("sha256-");
  return isTaken ? `branch-${tag2}`.replace(/-$/, "") : tag2;
}
function isFloating(tag2, version) {
  const parsed = parseVersion(version);
  return parsed !== null && minorTag(parsed) === tag2 && versionTag(version) !== tag2;
}

// tasks/image-release/decide-image.ts
var telling = ["wheelSha256", "revision"];
function differences(held, wanted) {
  return platforms.flatMap((platform3) => {
    const [one, other] = [held, wanted].map(
      (all) => all.find(({ config: config2 }) => config2.platform === platform3)?.config
    );
    if (one === void 0) return [`lacks ${platform3}`];
    if (other === void 0) return [];
    return telling.filter((name) => labelOf(one, name) !== labelOf(other, name)).map((name) => {
      const what = name === "revision" ? "commit" : "wheel";
      return `was made for ${platform3} of ${what} ${labelOf(one, name) || "that it does not tell"}, not ${labelOf(other, name)}`;
    });
  });
}
function floats({ platforms: held }, tag2) {
  return held.length > 0 && held.every(({ config: config2 }) => isFloating(tag2, labelOf(config2, "version")));
}

// tasks/image-release/tagging.ts
var rounds = 20;
async function tagRelease(tagging, { image, version, latest }) {
  const parsed = parseVersion(version);
  const held = await ensureVersion(tagging, image, versionTag(version));
  const tags = [versionTag(version)];
  if (parsed !== null && !isPrerelease(parsed)) {
    const minor = minorTag(parsed);
    if (minor !== null && minor !== versionTag(version)) {
      const among2 = (other) => minorTag(other) === minor;
      if (await follow(tagging, held, { tag: minor, version: parsed, among: among2 })) tags.push(minor);
    }
    const among = () => true;
    if (latest && await follow(tagging, held, { tag: "latest", version: parsed, among }))
      tags.push("latest");
  }
  return { digest: held.top.digest, tags };
}
async function tagBranch({ registry, say }, image, branch) {
  const tag2 = branchTag(branch);
  const { digest: digest3 } = image.top;
  const held = await readPushed(registry, tag2);
  if (held !== null && timeOf(held) > timeOf(image)) {
    say(`${tag2}: stands for a later commit, and stays`);
    return { digest: digest3, tags: [] };
  }
  await registry.putManifest(image.top, tag2);
  say(`${tag2}: ${digest3}`);
  return { digest: digest3, tags: [tag2] };
}
async function ensureVersion({ registry, say }, image, tag2) {
  const held = await readPushed(registry, tag2);
  if (held === null || floats(held, tag2)) {
    await registry.putManifest(image.top, tag2);
    say(`${tag2}: ${image.top.digest}`);
    return image;
  }
  const faults = differences(held.platforms, image.platforms);
  if (faults.length === 0) {
    say(`${tag2}: stands for ${held.top.digest} already`);
    return held;
  }
  const place = placeOf(registry, tag2);
  const mend = "release a new version: the tag of a version is never moved";
  throw new TaskError(faults.map((fault) => ({ place, fault, mend })));
}
async function follow({ registry, say }, image, { tag: tag2, version, among }) {
  const held = await readPushed(registry, tag2);
  if (held !== null && isOwn(held, tag2)) {
    say(`${tag2}: is the tag of that very version, and stays`);
    return false;
  }
  let stands = held?.top ?? null;
  let moved = stands?.digest === image.top.digest;
  for (let round = 0; round < rounds; round += 1) {
    const newer = newestOf(await registry.tags(), { tag: tag2, version, among });
    if (newer !== null && !moved) {
      say(`${tag2}: stays, since ${newer} is newer`);
      return false;
    }
    const wanted = newer === null ? image.top : await registry.readManifest(newer) ?? image.top;
    if (stands?.digest === wanted.digest) return wanted === image.top;
    await registry.putManifest(wanted, tag2);
    say(`${tag2}: ${wanted.digest}`);
    [stands, moved] = [wanted, true];
  }
  const mend = "let the other releases come to their end, and run this job again";
  throw new TaskError([{ place: placeOf(registry, tag2), fault: "changes while it is set", mend }]);
}
function newestOf(tags, { tag: tag2, version, among }) {
  let newest = version;
  let found = null;
  for (const other of tags) {
    const parsed = other === tag2 ? null : versionOfTag(other);
    if (parsed === null || isPrerelease(parsed) || !among(parsed)) continue;
    if (compareVersions(parsed, newest) > 0) [newest, found] = [parsed, other];
  }
  return found;
}
function isOwn({ platforms: platforms2 }, tag2) {
  return platforms2.some(({ config: config2 }) => versionTag(labelOf(config2, "version")) === tag2);
}
function timeOf({ platforms: [first] }) {
  const time = first === void 0 ? Number.NaN : Date.parse(labelOf(first.config, "created"));
  return Number.isNaN(time) ? 0 : time;
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

// tasks/tag-image.ts
var tagImage = {
  name: "tag-image",
  summary: "Tags an image that was pushed by digest: with its version, whose tag is never moved; with MAJOR.MINOR, where it is\nstable and no newer patch is tagged; and with latest, where it is the newest stable version. Or with its branch,\nunless that tag stands for a later commit. Safe to run again after any interruption.\nOutputs: digest (what the version's tag stands for), tags (set or right already, one a line).",
  operands: "",
  variables: {
    VERSION: `${identityVariables.VERSION}; not asked for with --branch`,
    GITHUB_SHA: "the commit that it was built from",
    ...registryVariables,
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set"
  },
  options: {
    digest: { value: "DIGEST", help: "of the index, as push-image told it", default: "" },
    latest: {
      value: "true|false",
      help: "whether it may become latest, as the gate tells it",
      default: "false"
    },
    branch: { value: "NAME", help: "branch whose image it is, in place of a version's", default: "" },
    declaration: declarationOption
  },
  run: tag
};
async function tag(call) {
  const { options, variables } = call;
  const digest3 = digestOption(options.digest);
  const latest = latestOf(options.latest);
  const { branch } = options;
  const image = imageOf(readDeclaration(options.declaration), options.declaration);
  const commit = variableOf(variables, "GITHUB_SHA");
  const version = branch === "" ? variableOf(variables, "VERSION") : null;
  const registry = registryFor(image, call, { rights: "push" });
  const pushed = await requirePushed(registry, digest3, { commit, version });
  const tagging = { registry, say: (line) => call.say(line) };
  const tags = version === null ? await tagBranch(tagging, pushed, branch) : await tagRelease(tagging, { image: pushed, version, latest });
  tell(call, registry, tags);
}
function tell(call, { image }, { digest: digest3, tags }) {
  call.say(`${image}@${digest3}: ${tags.length === 0 ? "no tag" : tags.join(", ")}`);
  call.output({ digest: digest3, tags: tags.join("\n") });
}
async function requirePushed(registry, digest3, { commit, version }) {
  const place = placeOf(registry, digest3);
  const pushed = await readPushed(registry, digest3);
  if (pushed === null) {
    const mend2 = "run the job again that pushes it, and hand on its output digest";
    throw new TaskError([{ place, fault: "is not there", mend: mend2 }]);
  }
  const mend = "hand on the output digest of push-image, of the same run";
  const faults = platforms.flatMap((platform3) => {
    const found = pushed.platforms.find((one) => one.platform === platform3);
    if (found === void 0) return [{ place, fault: `has no image for ${platform3}`, mend }];
    const isSame = labelOf(found.config, "revision") === commit && (version === null || labelOf(found.config, "version") === version);
    return isSame ? [] : [{ place, fault: `is of another version or commit for ${platform3}`, mend }];
  });
  if (faults.length > 0) throw new TaskError(faults);
  return pushed;
}
function latestOf(value) {
  if (value === "true" || value === "false") return value === "true";
  throw new MisuseError({
    place: "--latest",
    fault: "is neither true nor false",
    mend: "write --latest false"
  });
}
await runProgram(tagImage);
