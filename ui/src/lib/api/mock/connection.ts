// Mock: the connection, in the situation the address asks for. A chosen server fails as its name says
// ("mongodb://unreachable"), refuses any password but "cabinet", asks for encryption where it is called
// "distant" ("mongodb://distant.example"), and is open otherwise.
import type {
  Adoption,
  ConnectionChoice,
  ConnectionOrigin,
  ConnectionProblem,
  ConnectionView,
  LiveView,
} from "../bindings";
import type { Handlers } from "./support";

type Ready = Extract<ConnectionView, { state: "ready" }>;

const EMBEDDED: Ready = {
  state: "ready",
  kind: "embedded",
  target: "/home/accueil/.local/share/fr.medigest.app/medigest.sqlite",
  origin: "default",
  topology: null,
  clockSkewSeconds: null,
  live: { mode: "local", staleSince: null },
  firstStart: false,
  adoption: "none",
  passwordKept: null,
};

const PROBLEMS: readonly ConnectionProblem[] = [
  "unreachable",
  "invalidAddress",
  "credentialsRefused",
  "passwordNeeded",
  "tlsRequired",
  "serverTooOld",
  "baseUnreadable",
];
const TARGET = "srv-cabinet.local/medigest";
const REMOTE = /^distant/;
const ADDRESS = `mongodb://accueil@${TARGET}`;
const PASSWORD = "cabinet";

/** How changes made elsewhere arrive at a server, in the situations of `?live=…`. */
const STREAM: LiveView = { mode: "stream", staleSince: null };
const LIVE: Record<string, LiveView> = {
  stream: STREAM,
  polling: { mode: "polling", staleSince: null },
  stale: { ...STREAM, staleSince: "10:38" },
};

const ADOPTIONS: readonly Adoption[] = ["needed", "unfinished"];

function server(target: string, fields: Partial<Ready> = {}): Ready {
  return {
    ...EMBEDDED,
    kind: "mongodb",
    target,
    origin: "saved",
    topology: "replicaSet",
    live: STREAM,
    ...fields,
  };
}

function failed(
  problem: ConnectionProblem,
  address: string,
  origin: ConnectionOrigin = "saved",
): ConnectionView {
  const target = address.replace(/^.*?:\/\/(.*@)?/, "");
  return { state: "failed", kind: "mongodb", target, address, origin, problem };
}

function starting(situation: URLSearchParams): ConnectionView {
  const origin = situation.get("origin") === "environment" ? "environment" : "saved";
  const asked = situation.get("problem");
  const problem = PROBLEMS.find((known) => known === asked) ?? "unreachable";
  const adoption = ADOPTIONS.find((known) => known === situation.get("adoption"));
  if (adoption) return server("localhost:27017/medigest", { origin: "default", adoption });
  switch (situation.get("connection")) {
    case "server":
      return server(TARGET, { origin, passwordKept: situation.get("kept") !== "no" });
    case "skew":
      return server(TARGET, { clockSkewSeconds: 185 });
    case "tls":
      return failed("tlsRequired", "mongodb://accueil@distant.example/medigest", origin);
    case "connecting":
      return { state: "connecting", kind: "mongodb", target: TARGET };
    case "failed":
      if (situation.get("kind") === "embedded") {
        const { target } = EMBEDDED;
        return { state: "failed", kind: "embedded", target, address: null, origin, problem };
      }
      return failed(problem, ADDRESS, origin);
    default: {
      const live = LIVE[situation.get("live") ?? ""];
      if (live)
        return server(TARGET, { live, topology: live.mode === "polling" ? "standalone" : "replicaSet" });
      return { ...EMBEDDED, firstStart: situation.has("firstStart") || situation.get("as") === "new" };
    }
  }
}

function opened(choice: ConnectionChoice): ConnectionView {
  if (choice.kind === "embedded") return { ...EMBEDDED, origin: "saved" };
  const [, scheme = "", credentials = "", rest = ""] =
    /^(mongodb(?:\+srv)?:\/\/)(?:(.*)@)?(.+)$/.exec(choice.uri.trim()) ?? [];
  if (rest === "") return failed("invalidAddress", choice.uri);
  const [user = "", password] = credentials.split(":");
  const address = `${scheme}${user === "" ? "" : `${user}@`}${rest}`;
  const problem = PROBLEMS.find((known) => known.toLowerCase() === rest.toLowerCase());
  if (problem) return failed(problem, address);
  const isEncrypted = scheme.includes("srv") || /[?&]tls=true/.test(rest);
  if (REMOTE.test(rest) && !isEncrypted && !choice.allowUnencrypted) return failed("tlsRequired", address);
  if (user !== "" && password === undefined) return failed("passwordNeeded", address);
  if (user !== "" && password !== PASSWORD) return failed("credentialsRefused", address);
  return server(rest.replace(/\?.*$/, ""), { passwordKept: user === "" ? null : true });
}

/** The connection, and how other parts of the mock change what is open. */
export interface MockConnection {
  handlers: Handlers;
  adopt: () => void;
  endFirstStart: () => void;
  moveTo: (address: string) => void;
}

/** `onLeave` is called when another base is chosen: whoever was signed in is signed out. */
export function mockConnection(situation: URLSearchParams, onLeave: () => void): MockConnection {
  const attemptMs = Number(situation.get("attempt") ?? "0");
  let current = starting(situation);

  async function attempt(kind: "embedded" | "mongodb", target: string, result: ConnectionView) {
    current = { state: "connecting", kind, target };
    await new Promise((resolve) => setTimeout(resolve, attemptMs));
    return (current = result);
  }

  const handlers: Handlers = {
    connection_status: () => current,
    connection_retry: () =>
      current.state === "failed" ? attempt(current.kind, current.target, current) : current,
    connection_choose: ({ choice }: { choice: ConnectionChoice }) => {
      onLeave();
      const result = opened(choice);
      return attempt(choice.kind, result.target, result);
    },
  };
  return {
    handlers,
    adopt: () => {
      if (current.state === "ready") current = { ...current, adoption: "none" };
    },
    endFirstStart: () => {
      if (current.state === "ready") current = { ...current, firstStart: false };
    },
    moveTo: (address) => {
      onLeave();
      const target = address.replace(/^.*?:\/\/(.*@)?/, "").replace(/\?.*$/, "");
      current = server(target, {
        passwordKept: /:.*@/.test(address.slice("mongodb://".length)) ? true : null,
      });
    },
  };
}
