import type { ImagePlan, Plan } from "../../plan/plan.ts";
import { dockerfilePath } from "../delivery-paths.ts";
import type { Document } from "../document.ts";
import { type Origin, headerOf } from "../header.ts";

/** The account that the package runs as: a number, so that a cluster sees that it is not root. */
const user = 10001;

/** The virtual environment, which is all that the image holds above its base. */
const environment = "/opt/venv";

/** What installs packages, in an official Python image and in Debian's own Python. */
const installers = [
  "/usr/local/bin/pip*",
  "/usr/local/bin/wheel",
  "/usr/local/lib/python3*/site-packages/*",
  "/usr/local/lib/python3*/ensurepip",
  "/usr/bin/pip*",
  "/usr/lib/python3*/ensurepip",
  ...["pip", "setuptools", "wheel", "pkg_resources"].flatMap((name) => [
    `/usr/lib/python3/dist-packages/${name}`,
    `/usr/lib/python3/dist-packages/${name}-*`,
  ]),
  "/usr/share/python-wheels",
];

/** What compiles, where a base has any: the slim and the alpine images of Python hold their headers alone. */
const compilers = [
  "/usr/local/bin/python*-config",
  "/usr/local/include/python3*",
  "/usr/local/lib/python3*/config-3*",
  "/usr/bin/gcc*",
  "/usr/bin/g++*",
  "/usr/bin/cc",
  "/usr/bin/c++",
  "/usr/bin/*-linux-*-gcc*",
  "/usr/bin/*-linux-*-g++*",
  "/usr/bin/clang*",
  "/usr/libexec/gcc",
];

/**
 * The Dockerfile of the image, for `docker buildx` and `buildah` alike: no syntax image to fetch, no heredoc, and a base
 * that must be given. The context holds `requirements.txt`, with the package itself in it, and `wheels`, so that nothing
 * of it needs a network.
 */
export function dockerfileDocument(
  plan: Origin & { readonly package: Pick<Plan["package"], "importName"> },
  { command }: ImagePlan,
): Document {
  const stages = [buildStage(plan.package.importName), finalStage(command)];
  const content = [headerOf(plan).trimEnd(), "ARG BASE", ...stages].join("\n\n");
  return { path: dockerfilePath, content: `${content}\n` };
}

/** Imports the package without rights, and notes which files of the environment that loads. */
function notesLoaded(module: string): string {
  const isOwn = `(getattr(m, "__file__", None) or "").startswith("${environment}/") and m.__file__.endswith(".py")`;
  const account = `os.setgroups([]); os.setgid(${user}); os.setuid(${user})`;
  return [
    `import importlib, os, sys; out = open("/build/loaded", "w"); ${account}; importlib.import_module("${module}")`,
    `out.writelines(sorted(m.__file__ + "\\n" for m in list(sys.modules.values()) if ${isOwn}))`,
  ].join("; \\\n        ");
}

/**
 * Bytecode is compiled here, since a read-only root has no place for it: of what the import of the package loads, which is
 * what its start waits for. It is never compared with its source, so that times of files don't matter. Where the import
 * fails, the trial of the image tells why.
 */
function buildStage(module: string): string {
  return `FROM \${BASE} AS build
USER 0:0
ENV PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt /build/
COPY wheels /build/wheels/
# pip stands in an environment of its own, and looks nowhere but at the wheels: each by its hash, none beside the lock.
RUN umask 022 \\
    && python3 -m venv /build/pip \\
    && python3 -m venv --without-pip ${environment} \\
    && /build/pip/bin/python -m pip --python ${environment}/bin/python install --quiet --no-cache-dir --no-compile \\
        --no-index --find-links /build/wheels --only-binary :all: --require-hashes \\
        --requirement /build/requirements.txt \\
    && rm -f ${environment}/bin/[Aa]ctivate* \\
    && chmod -R go-w ${environment}
RUN umask 022 \\
    && { ${environment}/bin/python -c '${notesLoaded(module)}' \\
        && ${environment}/bin/python -m compileall -q --invalidation-mode unchecked-hash -i /build/loaded \\
        || echo 'nothing is compiled: the import failed' >&2; }`;
}

/** The account's home is /tmp, the one folder that a container with a read-only root is mostly given to write to. */
function finalStage(command: readonly string[]): string {
  return `FROM \${BASE}
USER 0:0
RUN rm -rf \\
${[...installers, ...compilers].map((path) => `        ${path} \\\n`).join("")}    && { grep -q '^[^:]*:[^:]*:${user}:' /etc/group || echo 'app:x:${user}:' >> /etc/group; } \\
    && { grep -q '^[^:]*:[^:]*:${user}:' /etc/passwd \\
        || echo 'app:x:${user}:${user}::/tmp:/sbin/nologin' >> /etc/passwd; } \\
    && find / -xdev \\( -type f -o -type d \\) -perm /022 ! -perm -1000 -exec chmod go-w {} +
COPY --from=build ${environment} ${environment}
ENV PATH=${environment}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \\
    VIRTUAL_ENV=${environment} PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER ${user}:${user}
ENTRYPOINT []
CMD ${JSON.stringify(command)}`;
}
