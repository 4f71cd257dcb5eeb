// Mock: the connection, in the situation the address asks for.
import type { ConnectionChoice, ConnectionView } from "../bindings";
import { refuseIssues, issue, type Handlers } from "./support";

const EMBEDDED: Extract<ConnectionView, { state: "ready" }> = {
  state: "ready",
  kind: "embedded",
  target: "medigest.db",
  origin: "default",
  topology: null,
  clockSkewSeconds: null,
  firstStart: false,
};

function server(target: string, clockSkewSeconds: number | null): ConnectionView {
  return {
    state: "ready",
    kind: "mongodb",
    target,
    origin: "saved",
    topology: "replicaSet",
    clockSkewSeconds,
    firstStart: false,
  };
}

const TARGET = "srv-cabinet.local/medigest";

function starting(situation: URLSearchParams): ConnectionView {
  switch (situation.get("connection")) {
    case "server":
      return server(TARGET, null);
    case "skew":
      return server(TARGET, 185);
    case "connecting":
      return { state: "connecting", kind: "mongodb", target: TARGET };
    case "failed":
      return { state: "failed", kind: "mongodb", target: TARGET, origin: "saved", problem: "unreachable" };
    default:
      return { ...EMBEDDED, firstStart: situation.get("as") === "new" };
  }
}

export function connectionHandlers(situation: URLSearchParams): Handlers {
  let current = starting(situation);
  return {
    connection_status: () => current,
    connection_retry: () => current,
    connection_choose: ({ choice }: { choice: ConnectionChoice }) => {
      if (choice.kind === "embedded") return (current = EMBEDDED);
      refuseIssues([choice.uri.trim() === "" && issue("uri", "required")]);
      if (!/^mongodb(\+srv)?:\/\/./.test(choice.uri)) {
        const target = choice.uri;
        return (current = {
          state: "failed",
          kind: "mongodb",
          target,
          origin: "saved",
          problem: "invalidAddress",
        });
      }
      return (current = server(choice.uri.replace(/^.*?:\/\/(.*@)?/, ""), null));
    },
  };
}
