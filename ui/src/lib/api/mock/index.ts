// A small practice in memory behind the commands, to look at screens in a browser: `npm run dev:mock`.
// The address chooses the situation: `?as=reception|doctor|manager|administrator|nobody|new`,
// `?connection=server|skew|failed|connecting` with `&problem=…`, `&kind=embedded`, `&origin=environment`,
// `?firstStart`, `?slow=800` (milliseconds per answer), `?attempt=3000` (milliseconds to connect).
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { connectionHandlers } from "./connection";
import { appointmentHandlers } from "./appointments";
import { patientHandlers } from "./patients";
import { practitionerHandlers } from "./practitioners";
import { sessionHandlers } from "./session";
import type { Handlers } from "./support";
import { userHandlers } from "./users";

export function installMock(): void {
  const situation = new URLSearchParams(window.location.search);
  const delay = Number(situation.get("slow") ?? "0");
  const session = sessionHandlers(situation);
  const handlers: Handlers = {
    ...connectionHandlers(situation, () => session["session_sign_out"]?.({})),
    ...session,
    ...patientHandlers,
    ...practitionerHandlers,
    ...userHandlers,
    ...appointmentHandlers,
  };
  mockIPC(async (command, args) => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    const handler = handlers[command];
    if (!handler) throw `Command ${command} not found`;
    // As over the real bridge, the answer is a copy.
    return structuredClone(await handler((args ?? {}) as Record<string, never>));
  });
}

/** For tests: commands are unknown again. */
export function removeMock(): void {
  clearMocks();
}
