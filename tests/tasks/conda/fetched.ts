import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toolEnvironment } from "../../../rehearsal/python/tool-environment.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { indexAddress } from "../../../tasks/index/address.ts";
import { downloadIndexFile, readIndexFiles } from "../../../tasks/index/holdings.ts";
import { cacheFolder } from "../../../toolchain/places.js";
import { pypi } from "../verify/declared.ts";

const cache = join(cacheFolder(), "tests", "conda");

/** An sdist of the index, known by its hash. */
export interface RealSdist {
  readonly project: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
}

/** One package for each way of building. */
export const real = {
  pyvenice: {
    project: "pyvenice",
    version: "0.3.1",
    file: "pyvenice-0.3.1.tar.gz",
    sha256: "96c89a4384ac74c508a86ef40706b39ba7f86bd2ce23dae4aa602980b0c20d4b",
  },
  httpx: {
    project: "httpx",
    version: "0.28.1",
    file: "httpx-0.28.1.tar.gz",
    sha256: "75e98c5f16b0f35b567856f597f06ff2270a374470a5c2392242528e3e3e42fc",
  },
  markupsafe: {
    project: "markupsafe",
    version: "3.0.4",
    file: "markupsafe-3.0.4.tar.gz",
    sha256: "2e9ad7dd851bf45fab9f75cbff4cb493fee9979e8d8c7c9c3ee119022518edd6",
  },
  rpds: {
    project: "rpds-py",
    version: "2026.9.1",
    file: "rpds_py-2026.9.1.tar.gz",
    sha256: "4793ef7f78268b124b73fa933440f01d258bbae01de9fa53e9080c9ab0425a12",
  },
} as const satisfies Readonly<Record<string, RealSdist>>;

/** Its content, fetched as it is (nothing of it runs) and kept from run to run. */
export async function fetched({ project, version, file, sha256 }: RealSdist): Promise<Buffer> {
  const path = join(cache, sha256);
  if (existsSync(path)) return readFileSync(path);
  const address = await indexAddress(pypi, process.env);
  const options = { place: "PyPI" };
  const files = await readIndexFiles(address, { project, distribution: project, version }, options);
  const found = files.find(({ name }) => name === file);
  if (found === undefined) throw new Error(`PyPI holds no ${file}`);
  const content = await downloadIndexFile(found, options);
  if (sha256Of(content) !== sha256) throw new Error(`PyPI holds another ${file}`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${path}.partial-${process.pid}`, content);
  renameSync(`${path}.partial-${process.pid}`, path);
  return content;
}

const requirements = join(import.meta.dirname, "../../../documents/python/conda-requirements.txt");

/** Installs py-rattler-build by the delivered lock, kept from run to run; answers the folder of its Python. */
export function rattlerBuild(): Promise<string> {
  return toolEnvironment(["tests", "rattler-build"], requirements);
}
