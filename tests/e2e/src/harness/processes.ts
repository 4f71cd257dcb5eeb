// Programs that run beside the tests, each in a process group of its own, so that nothing outlives the run.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:net";

const running = new Set<ChildProcess>();

process.on("exit", () => running.forEach(endGroup));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

/** Starts a program whose output goes to `log`. */
export function start(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  log: string,
): ChildProcess {
  const output = openSync(log, "w");
  const child = spawn(program, args, { env, detached: true, stdio: ["ignore", output, output] });
  closeSync(output);
  // Left behind by a story that broke off, it must not keep the run waiting.
  child.unref();
  running.add(child);
  // A program that cannot be started is noticed by whoever waits for it.
  child.on("error", (cause) => console.error(`${program}: ${cause.message}`));
  return child;
}

/** Ends the program and everything it has started. */
export async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  endGroup(child);
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) await ended;
  running.delete(child);
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(address)));
    });
  });
}

/** Waits until `holds` answers true, asking again and again. */
export async function until(what: string, holds: () => Promise<boolean>, seconds = 30): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
