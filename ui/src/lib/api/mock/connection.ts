// Mock: the connection, in the situation the address asks for. A chosen server fails as its name says
// ("mongodb://unreachable"), refuses any password but "cabinet", and is open otherwise.
import type {
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
};

const PROBLEMS: readonly ConnectionProblem[] = [
  "unreachable",
  "invalidAddress",
  "credentialsRefused",
  "passwordNeeded",
  "serverTooOld",
  "baseUnreadable",
];
const TARGET = "srv-cabinet.local/medigest";
const ADDRESS = `mongodb://accueil@${TARGET}`;
const PASSWORD = "cabinet";

/** How changes made elsewhere arrive at a server, in the situations of `?live=…`. */
const STREAM: LiveView = { mode: "stream", staleSince: null };
const LIVE: Record<string, LiveView> = {
  stream: STREAM,
  polling: { mode: "polling", staleSince: null },
  stale: { ...STREAM, staleSince: "10:38" },
};

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
  switch (situation.get("connection")) {
    case "server":
      return server(TARGET, { origin });
    case "skew":
      return server(TARGET, { clockSkewSeconds: 185 });
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
  if (user !== "" && password !== PASSWORD) return failed("credentialsRefused", address);
  return server(rest);
}

/** `onLeave` is called when another base is chosen: whoever was signed in is signed out. */
export function connectionHandlers(situation: URLSearchParams, onLeave: () => void): Handlers {
  const attemptMs = Number(situation.get("attempt") ?? "0");
  let current = starting(situation);

  async function attempt(kind: "embedded" | "mongodb", target: string, result: ConnectionView) {
    current = { state: "connecting", kind, target };
    await new Promise((resolve) => setTimeout(resolve, attemptMs));
    return (current = result);
  }

  return {
    connection_status: () => current,
    connection_retry: () =>
      current.state === "failed" ? attempt(current.kind, current.target, current) : current,
    connection_choose: ({ choice }: { choice: ConnectionChoice }) => {
      onLeave();
      const result = opened(choice);
      return attempt(choice.kind, result.target, result);
    },
  };
}
