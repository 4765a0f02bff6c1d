import { type Headers, onlyValue } from "../../wheel/headers.ts";

/** Classifiers that stand for one license of SPDX; `BSD License`, for one, may be any of several. */
const classified: Readonly<Record<string, string>> = {
  "Apache Software License": "Apache-2.0",
  "Boost Software License 1.0 (BSL-1.0)": "BSL-1.0",
  "GNU Affero General Public License v3": "AGPL-3.0-only",
  "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
  "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
  "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
  "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
  "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
  "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
  "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
  "ISC License (ISCL)": "ISC",
  "MIT License": "MIT",
  "MIT No Attribution License (MIT-0)": "MIT-0",
  "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
  "Python Software Foundation License": "PSF-2.0",
  "The Unlicense (Unlicense)": "Unlicense",
  "zlib/libpng License": "Zlib",
};

/** Identifiers joined as SPDX joins them, and not the name or the text of a license. */
const expression = /^\(*[A-Za-z0-9.+-]+\)*(?: (?:AND|OR|WITH) \(*[A-Za-z0-9.+-]+\)*)*$/;

/** The license by the metadata: its expression, else what the older header or a single classifier tells for sure. */
export function licenseOf(headers: Headers): string | null {
  const stated = onlyValue(headers, "License-Expression");
  if (stated !== null && stated !== "") return stated;
  const older = onlyValue(headers, "License") ?? "";
  if (expression.test(older) && !/^(?:unknown|bsd|apache|gpl|lgpl|mit license)$/i.test(older)) return older;
  const names = (headers.get("classifier") ?? []).flatMap((line) => {
    return line.startsWith("License :: ") ? [line.split(" :: ").at(-1) ?? ""] : [];
  });
  const [name = ""] = names.filter((one) => one !== "OSI Approved");
  return names.length === 1 ? (classified[name] ?? null) : null;
}
