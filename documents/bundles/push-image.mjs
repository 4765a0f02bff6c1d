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
function oneLine(text3) {
  return text3.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
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
function isDigest(text3) {
  return /^sha256:[0-9a-f]{64}$/.test(text3);
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
import { open } from "node:fs/promises";

// tasks/tar/entry.ts
var blockSize = 512;
var fields = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  target: [157, 100],
  magic: [257, 8],
  prefix: [345, 155]
};
function checksumOf(header) {
  const [start, length] = fields.checksum;
  return header.reduce((sum, byte, at) => sum + (at >= start && at < start + length ? 32 : byte), 0);
}

// tasks/tar/header.ts
var decoder = new TextDecoder("utf-8", { fatal: true });
function readHeader(header) {
  if (octal(header, "checksum") !== checksumOf(header)) throw new Error("has a header with a wrong checksum");
  const magic = text2(header, "magic");
  const prefix = magic.startsWith("ustar\0") || magic === "ustar" ? text2(header, "prefix") : "";
  const name = text2(header, "name");
  const type = String.fromCharCode(header[fields.type[0]] ?? 0);
  return {
    path: prefix === "" ? name : `${prefix}/${name}`,
    type: type === "\0" ? "0" : type,
    size: octal(header, "size"),
    mode: octal(header, "mode"),
    target: text2(header, "target")
  };
}
function decodeName(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Error("has a name that is not UTF-8");
  }
}
function text2(header, field) {
  const bytes = bytesOf(header, field);
  const end = bytes.indexOf(0);
  return decodeName(end === -1 ? bytes : bytes.subarray(0, end));
}
function octal(header, field) {
  const digits = String.fromCharCode(...bytesOf(header, field)).replace(/[\0 ]+$/, "").trimStart();
  if (!/^[0-7]*$/.test(digits)) throw new Error(`has no octal number as its ${field}`);
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}
function bytesOf(header, field) {
  const [start, length] = fields[field];
  return header.subarray(start, start + length);
}

// tasks/oci/layout.ts
var longestDocument = 4 * 2 ** 20;
var Layout = class _Layout {
  #file;
  #extents;
  /** Where the archive's entries end, and others could begin (bytes). */
  end;
  constructor(file, { extents, end }) {
    this.#file = file;
    this.#extents = extents;
    this.end = end;
  }
  /** Throws a TaskError where it is not there, or no sound archive. */
  static async open(file) {
    try {
      return new _Layout(file, await withFile(file, findExtents));
    } catch (error) {
      throw failure2(file, error instanceof Error ? reasonOf2(error) : "can't be read");
    }
  }
  /** `index.json`, which no digest names. */
  async index(mediaType) {
    const extent = this.#extentOf("index.json");
    const bytes = await this.#read(extent);
    return { mediaType, digest: digestOf(bytes), size: bytes.length, bytes };
  }
  async document(descriptor3) {
    if (descriptor3.size > longestDocument) throw failure2(this.#file, `has ${descriptor3.digest} too large`);
    return { ...descriptor3, bytes: await this.#blob(descriptor3) };
  }
  blob(descriptor3) {
    this.#extentOf(pathOf(descriptor3));
    return { ...descriptor3, read: () => this.#blob(descriptor3) };
  }
  async #blob(descriptor3) {
    const bytes = await this.#read(this.#extentOf(pathOf(descriptor3)));
    if (bytes.length === descriptor3.size && digestOf(bytes) === descriptor3.digest) return bytes;
    throw failure2(this.#file, `holds other bytes than ${descriptor3.digest} names`);
  }
  #extentOf(path) {
    const extent = this.#extents.get(path);
    if (extent === void 0) throw failure2(this.#file, `lacks ${path}`);
    return extent;
  }
  async #read({ offset, size }) {
    return withFile(this.#file, (file) => readAt(file, offset, size));
  }
};
function digestOf(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
function pathOf({ digest: digest3 }) {
  return `blobs/${digest3.replace(":", "/")}`;
}
async function findExtents(file) {
  const extents = /* @__PURE__ */ new Map();
  const { size: length } = await file.stat();
  for (let at = 0; at + blockSize <= length; ) {
    const block = await readAt(file, at, blockSize);
    if (block.every((byte) => byte === 0)) return { extents, end: at };
    const { path, type, size } = readHeader(block);
    const offset = at + blockSize;
    if (offset + size > length) throw new Error("is cut off");
    if (type === "0") extents.set(path.replace(/^\.\//, ""), { offset, size });
    at = offset + Math.ceil(size / blockSize) * blockSize;
  }
  throw new Error("is cut off");
}
async function withFile(path, use) {
  const file = await open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}
async function readAt(file, offset, size) {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(buffer, at, size - at, offset + at);
    if (bytesRead === 0) throw new Error("is cut off");
    at += bytesRead;
  }
  return buffer;
}
function reasonOf2(error) {
  if (!("code" in error)) return error.message;
  return error.code === "ENOENT" ? "is not there" : `can't be read (${String(error.code)})`;
}
function failure2(place, fault) {
  return new TaskError([{ place, fault, mend: "build the image again" }]);
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
    const open2 = address?.protocol === "http:" && registry.protocol === "http:";
    if (address !== null && (address.protocol === "https:" || open2)) return address;
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

// tasks/image-release/archives.ts
import { readdirSync } from "node:fs";
import { join } from "node:path";

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
var deepest = 3;
async function readOciArchive(file) {
  const layout = await Layout.open(file);
  const top = await layout.index(mediaTypes.index);
  try {
    const images = await imagesOf(layout, top, deepest);
    if (images.length > 0) return { index: top, images };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw failure3(file, `can't be read: ${error.message}`);
  }
  throw failure3(file, "holds no image");
}
async function imagesOf(layout, from, depth) {
  const images = [];
  for (const { platform: shown2, ...named } of parseJson(from.bytes, index2).manifests) {
    if (shown2?.os === "unknown") continue;
    const document = await layout.document(named);
    if (isIndex2(named)) images.push(...depth > 1 ? await imagesOf(layout, document, depth - 1) : []);
    else images.push(await imageOf2(layout, document));
  }
  return images;
}
function isIndex2({ mediaType }) {
  return mediaType === mediaTypes.index || mediaType.endsWith(".manifest.list.v2+json");
}
async function imageOf2(layout, document) {
  const { config: named, layers } = parseJson(document.bytes, manifest);
  return {
    manifest: document,
    config: configOf(await layout.document(named)),
    layers: layers.map((layer) => layout.blob(layer))
  };
}
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
function failure3(place, fault) {
  return new TaskError([{ place, fault, mend: "build the image again" }]);
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

// tasks/image-release/archives.ts
async function readArchives(folder) {
  const images = [];
  for (const file of archivesIn(folder)) images.push(...(await readOciArchive(file)).images);
  const faults = platforms.flatMap((platform3) => {
    const count2 = images.filter(({ config: config2 }) => config2.platform === platform3).length;
    if (count2 === 1) return [];
    const fault = count2 === 0 ? `holds no image for ${platform3}` : `holds ${count2} images for ${platform3}`;
    return [{ place: folder, fault, mend: "fetch the archives of all platforms into it, and nothing else" }];
  });
  if (faults.length > 0) throw new TaskError(faults);
  return platforms.flatMap((platform3) => images.filter(({ config: config2 }) => config2.platform === platform3));
}
function requireExpected(images, expected) {
  const faults = images.flatMap((image) => faultsOf(image, expected));
  if (faults.length > 0) throw new TaskError(faults);
}
function faultsOf({ config: config2, manifest: manifest2 }, { version, commit, sums, digests }) {
  const place = `the image for ${config2.platform}`;
  const told2 = (fault) => ({ place, fault, mend: "build the images again, in the same run" });
  const [wheel, sha256] = [labelOf(config2, "wheelName"), labelOf(config2, "wheelSha256")];
  const checks = [
    [
      version === null || labelOf(config2, "version") === version,
      `calls itself version ${labelOf(config2, "version") || "of none"}, and ${version ?? ""} is released`
    ],
    [
      labelOf(config2, "revision") === commit,
      `was made of commit ${labelOf(config2, "revision") || "that it does not tell"}, and this run is of ${commit}`
    ],
    [/^[0-9a-f]{64}$/.test(sha256) && wheel.endsWith(".whl"), "does not tell the wheel that it holds"],
    [
      sums === null || sums.get(wheel) === sha256,
      `holds ${wheel} of hash ${sha256}, which is none of the release's files`
    ],
    [
      digests === null || digests.get(config2.platform) === manifest2.digest,
      `is ${manifest2.digest}, and its job told another`
    ]
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => told2(fault));
}
function archivesIn(folder) {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return names.filter((name) => name.endsWith(".tar")).sort().map((name) => join(folder, name));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const mend = "fetch the images' archives into it first";
    throw new TaskError([{ place: folder, fault: `can't be read (${code})`, mend }]);
  }
}

// tasks/version/version.ts
var spelling = new RegExp(
  String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)` + String.raw`(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d*))?` + String.raw`(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?` + String.raw`(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?` + String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`
);
function parseVersion(text3) {
  const parts = spelling.exec(text3.trim().toLowerCase())?.groups;
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

// tasks/image-release/tags.ts
function versionTag(version) {
  const parsed = parseVersion(version);
  const canonical = parsed === null ? version : canonicalOf(parsed);
  return canonical.replaceAll("!", "-").replaceAll("+", "_").slice(0, 128);
}
function minorTag(version) {
  const { epoch, release } = version;
  if (isPrerelease(version) || release.length < 2) return null;
  const minor = { epoch, release: release.slice(0, 2), pre: null, post: null, dev: null, local: [] };
  return versionTag(canonicalOf(minor));
}
function branchTag(branch) {
  const tag = branch.replaceAll(/[^\w.-]/g, "-").replace(/^[.-]+/, "").slice(0, 120);
  const isTaken = tag === "" || tag === "latest" || parseVersion(tag) !== null || tag.startsWith("sha256-");
  return isTaken ? `branch-${tag}`.replace(/-$/, "") : tag;
}
function isFloating(tag, version) {
  const parsed = parseVersion(version);
  return parsed !== null && minorTag(parsed) === tag && versionTag(version) !== tag;
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
function decideVersion(held, wanted, { place, tag }) {
  if (held === null || floats(held, tag)) return { decision: "publish" };
  const faults = differences(held.platforms, wanted).map((fault) => {
    const mend = "release a new version: the tag of a version is never moved";
    return { place, fault, mend };
  });
  if (faults.length > 0) throw new TaskError(faults);
  return { decision: "skip", digest: held.top.digest };
}
function floats({ platforms: held }, tag) {
  return held.length > 0 && held.every(({ config: config2 }) => isFloating(tag, labelOf(config2, "version")));
}
function decideBranch(held, wanted) {
  if (held === null || differences(held.platforms, wanted).length > 0) return { decision: "publish" };
  return { decision: "skip", digest: held.top.digest };
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

// tasks/image-release/push.ts
var shown = [
  "org.opencontainers.image.title",
  "org.opencontainers.image.description",
  "org.opencontainers.image.licenses",
  labelNames.created,
  labelNames.version,
  labelNames.revision,
  labelNames.source
];
function indexOfImages(images) {
  const labels = images.map(({ config: config2 }) => config2.labels);
  const common = shown.filter(
    (name) => labels.every((one) => one[name] !== void 0 && one[name] === labels[0]?.[name])
  );
  const index3 = {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: images.map(({ manifest: { mediaType, digest: digest3, size }, config: config2 }) => {
      const [os, architecture, variant] = config2.platform.split("/");
      const platform3 = { architecture, os, ...variant !== void 0 && { variant } };
      return { mediaType, digest: digest3, size, platform: platform3 };
    }),
    annotations: Object.fromEntries(common.toSorted().map((name) => [name, labels[0]?.[name]]))
  };
  const bytes = Buffer.from(JSON.stringify(index3));
  return { mediaType: mediaTypes.index, digest: digestOf(bytes), size: bytes.length, bytes };
}
async function publishImage(registry, { images, destination }, say) {
  const isVersion = "version" in destination;
  const tag = isVersion ? versionTag(destination.version) : branchTag(destination.branch);
  const held = await readUnlessNew(registry, tag);
  const decided = isVersion ? decideVersion(held, images, { place: placeOf(registry, tag), tag }) : decideBranch(held, images);
  if (decided.decision === "skip") return decided;
  return { ...decided, digest: await pushImages(registry, images, say) };
}
async function readUnlessNew(registry, tag) {
  try {
    return await readPushed(registry, tag);
  } catch (error) {
    if (error instanceof RegistryRefusal && error.status === 403) return null;
    throw error;
  }
}
async function pushImages(registry, images, say) {
  for (const { manifest: manifest2, config: config2, layers } of images) {
    for (const layer of layers) {
      if (await registry.hasBlob(layer.digest)) continue;
      await registry.uploadBlob(await layer.read());
      say(`${config2.platform}, layer ${layer.digest}: pushed, ${layer.size} bytes`);
    }
    await registry.uploadBlob(config2.bytes);
    await registry.putManifest(manifest2);
    say(`${config2.platform}: ${manifest2.digest}`);
  }
  return await registry.putManifest(indexOfImages(images));
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
function cellOf(text3) {
  return text3.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").replaceAll(/[\\`*_[\]<>|&]/g, "\\$&");
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
    out: (text3) => process.stdout.write(text3),
    err: (text3) => process.stderr.write(text3)
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
  const text3 = oneLine(line).replaceAll("##[", "# #[");
  return /^\s*::(?!(?:add-mask|error|notice|warning)::)/.test(text3) ? text3.replace("::", ": :") : text3;
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

// tasks/release/options.ts
function folderOf(options, name) {
  const folder = options[name] ?? "";
  if (folder !== "") return folder;
  throw new MisuseError({ place: `--${name}`, fault: "is missing", mend: "name a folder" });
}

// tasks/push-image.ts
var pushImage = {
  name: "push-image",
  summary: "Pushes the release's image, which was built for each platform, by digest: nothing is tagged. First reads what the\nversion's tag holds: nothing, and it is pushed; the same wheel and commit on all platforms, and it stays as it is;\nanything else, and it stops, since that tag is never moved. Safe to run again after any interruption.\nOutputs: decision (publish or skip), digest (of the index), image (its name with the registry).",
  operands: "",
  variables: {
    VERSION: `${identityVariables.VERSION}; not asked for with --branch`,
    GITHUB_SHA: "the commit that it was built from",
    SUMS: "the release's files, lines of sha256 and name: the wheels have to be among them; not asked for where it is not set",
    DIGESTS: "lines such as linux/amd64=sha256:...: the manifests that the building jobs told; not asked for where it is not set",
    ...registryVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set"
  },
  options: {
    archives: {
      value: "DIR",
      help: "folder of the images' OCI archives (*.tar), one a platform",
      default: ""
    },
    branch: { value: "NAME", help: "branch whose image it is, in place of a version's", default: "" },
    declaration: declarationOption
  },
  run: push
};
async function push(call) {
  const { options, variables } = call;
  const folder = folderOf(options, "archives");
  const { branch } = options;
  const image = imageOf(readDeclaration(options.declaration), options.declaration);
  const commit = variableOf(variables, "GITHUB_SHA");
  const version = branch === "" ? variableOf(variables, "VERSION") : null;
  const sums = variables["SUMS"]?.trim() ?? "";
  const images = await readArchives(folder);
  requireExpected(images, {
    version,
    commit,
    sums: sums === "" ? null : readSums(sums),
    digests: digestsOf(variables["DIGESTS"] ?? "")
  });
  const registry = registryFor(image, call, { rights: "push" });
  const destination = version === null ? { branch } : { version };
  const published = await publishImage(registry, { images, destination }, (line) => call.say(line));
  tell(call, registry, { images, ...published });
}
function tell(call, { image }, { images, decision, digest: digest3 }) {
  call.say(`${image}@${digest3}: ${decision === "skip" ? "is there already" : "pushed, without a tag"}`);
  call.tabulate({
    title: `${image}@${digest3}: ${decision}`,
    head: ["Platform", "Wheel", "Built"],
    rows: images.map(({ config: config2, manifest: manifest2 }) => [
      config2.platform,
      labelOf(config2, "wheelName"),
      manifest2.digest
    ])
  });
  call.output({ decision, digest: digest3, image });
}
function digestsOf(lines) {
  const entries = lines.split("\n").map((line) => line.trim()).filter((line) => line !== "").map((line) => {
    const [platform3 = "", digest3 = ""] = line.split("=");
    if (isDigest(digest3)) return [platform3, digest3];
    const mend = "write lines such as linux/amd64=sha256:..., one a platform";
    throw new MisuseError({ place: "DIGESTS", fault: "has a line that is no platform and digest", mend });
  });
  return entries.length === 0 ? null : new Map(entries);
}
await runProgram(pushImage);
