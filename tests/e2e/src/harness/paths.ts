// Where the programs under test and the products of a run are.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The checkout. */
export const root = resolve(here, "../../../..");
/** Screenshots, and logs of what failed; ignored by git. */
export const output = resolve(here, "../../output");
/** The base of an older MediGest, as it was exported: a file per collection, an Extended JSON document a line. */
export const olderFiles = resolve(here, "../../fixtures/legacy");

const target = process.env["CARGO_TARGET_DIR"] ?? join(root, "target");

/** The app, built by `tauri build --debug --no-bundle`: a plain `cargo build` would show a blank page. */
export const app = process.env["MEDIGEST_APP"] ?? join(target, "debug", "medigest");
/** Fills a base with the scene of these tests; `null` until Cargo has built it. */
export const sample = process.env["MEDIGEST_SAMPLE"] ?? null;
export const builtSample = join(target, "debug", "medigest-sample");

/** `tauri-driver`, as named in the environment or where `cargo install` puts it. */
export function tauriDriver(): string {
  const named = process.env["TAURI_DRIVER"];
  if (named) return named;
  const installed = join(homedir(), ".cargo", "bin", "tauri-driver");
  return existsSync(installed) ? installed : "tauri-driver";
}
