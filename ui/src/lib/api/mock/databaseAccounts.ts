// Mock: the accounts of the database server. `?accounts=none|unsupported|notAllowed|open|failed` (open: the server
// asks nobody who they are; failed: it does not answer).
import type {
  DatabaseAccountInput,
  DatabaseAccountsView,
  DatabaseAccountView,
  FieldRule,
  NewDatabaseAccountView,
} from "../bindings";
import { issue, NOW, refuse, refuseIssues, situation, TODAY, type Handlers } from "./support";

const ACCOUNTS: readonly DatabaseAccountView[] = [
  { name: "poste-accueil", kind: "desk", createdAt: "2026-03-02T08:15:00", own: false },
  { name: "poste-direction", kind: "administrator", createdAt: "2026-03-02T08:05:00", own: true },
  { name: "tablette.dr_curie", kind: "desk", createdAt: null, own: false },
];

/** What is wrong with a name, as the real rules say. */
function nameRule(name: string, taken: boolean): FieldRule | null {
  if (name === "") return "required";
  if (name.length === 1) return "tooShort";
  if (name.length > 32) return "tooLong";
  if (!/^[a-z][a-z0-9._-]*$/.test(name)) return "invalidCharacters";
  return taken ? "alreadyUsed" : null;
}

export function databaseAccountHandlers(): Handlers {
  const asked = situation("accounts");
  const supported = asked !== "unsupported";
  const allowed = supported && asked !== "notAllowed";
  let accounts = asked === "none" ? [] : [...ACCOUNTS];
  /** The account each operation made: asked again, it is told once more. */
  const made = new Map<string, string>();

  function refuseUnlessAllowed() {
    if (!allowed) refuse({ code: "notAllowedNow", state: "notApplicable" });
  }

  return {
    database_accounts: (): DatabaseAccountsView => {
      if (asked === "failed") refuse({ code: "storeUnavailable" });
      const enforced = supported && asked !== "open";
      return { supported, allowed, enforced, accounts: allowed ? accounts : [] };
    },
    database_account_create: ({
      input,
      opId,
    }: {
      input: DatabaseAccountInput;
      opId: string;
    }): NewDatabaseAccountView => {
      refuseUnlessAllowed();
      const name = input.name.trim();
      const rule = nameRule(
        name,
        accounts.some((account) => account.name === name) && made.get(opId) !== name,
      );
      refuseIssues([rule !== null && issue("name", rule)]);
      if (made.get(opId) !== name) {
        const account = { name, kind: input.kind, createdAt: `${TODAY}T${NOW}:00`, own: false };
        accounts = [...accounts, account].sort((a, b) => a.name.localeCompare(b.name));
        made.set(opId, name);
      }
      const password = "vK3mTq8ZrW5nYc2LbXf7HdPs9Ge4JuAa";
      return {
        uri: `mongodb://${name}:${password}@srv-cabinet.local/medigest?authSource=medigest&tls=true`,
      };
    },
    database_account_remove: ({ name }: { name: string }): null => {
      refuseUnlessAllowed();
      if (accounts.some((account) => account.own && account.name === name))
        refuse({ code: "notAllowedNow", state: "notApplicable" });
      accounts = accounts.filter((account) => account.name !== name);
      return null;
    },
  };
}
