import { packageName } from "../recipe/recipe.ts";
import { each, ofBuild, requires, uses } from "./judge.ts";
import type { Rule } from "./rule.ts";

const compilers: Rule = {
  name: "stdlib",
  smithy: ["R-033"],
  find: ofBuild((all) => {
    const compiles = all.some(({ section, written }) => section === "build" && written.includes("compiler("));
    const has = all.some(
      ({ section, written }) => section === "build" && /stdlib\(\s*["'](?:m2w64_)?c["']/.test(written),
    );
    return compiles && !has
      ? { fault: "has a compiler without the C library", mend: "add ${{ stdlib('c') }} to build" }
      : null;
  }),
};

const sysroot: Rule = {
  name: "sysroot",
  smithy: ["R-034"],
  find: each(({ text }) =>
    packageName(text).startsWith("sysroot_linux")
      ? {
          fault: "requires sysroot_linux itself",
          mend: "write ${{ stdlib('c') }}, and c_stdlib_version into a variant",
        }
      : null,
  ),
};

const macos: Rule = {
  name: "macos-version",
  smithy: ["R-035"],
  find: each(({ text }) =>
    /^__osx\s*>/.test(text)
      ? {
          fault: "sets a bound of __osx itself",
          mend: "write ${{ stdlib('c') }}, and c_stdlib_version into a variant",
        }
      : null,
  ),
};

const rustLicenses: Rule = {
  name: "rust-licenses",
  smithy: ["R-031"],
  find: ofBuild((all) =>
    uses(all, "rust") && !requires(all, "cargo-bundle-licenses")
      ? {
          fault: "links crates in, whose licenses it does not carry",
          mend: "add cargo-bundle-licenses, and its THIRDPARTY.yml to license_file",
        }
      : null,
  ),
};

const goLicenses: Rule = {
  name: "go-licenses",
  smithy: ["R-032"],
  find: ofBuild((all) =>
    uses(all, "go") && !requires(all, "go-licenses")
      ? {
          fault: "links modules in, whose licenses it does not carry",
          mend: "add go-licenses, and its folder to license_file",
        }
      : null,
  ),
};

/** Rules on compilers and on what comes with them. */
export const compilerRules: readonly Rule[] = [compilers, sysroot, macos, rustLicenses, goLicenses];
