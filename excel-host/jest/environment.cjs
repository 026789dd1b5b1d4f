/**
 * A jest environment with the real Office.js in the global scope of each test file.
 *
 * Use it by a docblock: `@jest-environment ./excel-host/jest/environment.cjs`, then bind the library to a host per test:
 * `OfficeExtension.HostBridge.init(createBridge(createHost()))`. The library is compiled once per worker.
 */
const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const vm = require("node:vm");
const { TestEnvironment } = require("jest-environment-node");

let script;

/** The library's file for Excel on Windows, compiled on first use. */
function officeScript() {
  if (!script) {
    const file = join(
      dirname(require.resolve("@microsoft/office-js/package.json")),
      "dist",
      "excel-win32-16.01.js",
    );
    script = new vm.Script(readFileSync(file, "utf8"), { filename: file });
  }
  return script;
}

/** Puts Office.js into a context that has no Office host of its own. */
function installOffice(environmentGlobal, context) {
  const mappings = {};
  const listeners = [];
  environmentGlobal.window = environmentGlobal.self = environmentGlobal;
  environmentGlobal.navigator ??= { userAgent: "Node" };
  environmentGlobal.OSF = {
    _OfficeAppFactory: {
      getContext: () => ({ requirements: { isSetSupported: () => true } }),
      getHostInfo: () => ({ hostType: "excel", hostPlatform: "win32", hostSpecificFileVersion: "16.01" }),
    },
  };
  environmentGlobal.CustomFunctions = {
    _association: { mappings, onchange: (listener) => listeners.push(listener) },
    associate(name, fn) {
      mappings[name] = fn;
      for (const listener of listeners) listener();
    },
  };
  officeScript().runInContext(context);
  environmentGlobal.OfficeExtension.Utility._synchronousCleanup = true;
}

class OfficeEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    installOffice(this.global, this.context);
  }
}

module.exports = OfficeEnvironment;
module.exports.TestEnvironment = OfficeEnvironment;
module.exports.installOffice = installOffice;
