// Mock: the user accounts.
import type { Role, UserInput, UserView } from "../bindings";
import { practitioners } from "./practitioners";
import { found, issue, newId, passwordIssue, refuse, refuseIssues, type Handlers } from "./support";

type Seed = [
  username: string,
  role: Role,
  active: boolean,
  mustChangePassword: boolean,
  lastSignInAt: string | null,
];
const seed: Seed[] = [
  ["admin", "administrator", true, false, "2026-11-23T09:58"],
  ["claire", "reception", true, false, "2026-11-23T07:51"],
  ["nadia", "reception", true, true, null],
  ["ines", "reception", true, false, "2026-11-22T18:06"],
  ["martin", "doctor", true, false, "2026-11-23T08:12"],
  ["benali", "doctor", true, false, "2026-11-20T12:48"],
  ["sophie", "manager", true, false, "2026-11-20T17:34"],
  ["julien", "reception", false, false, "2026-07-31T18:02"],
];

/** Whose password was mistyped, and how often. */
const failures: Record<string, Pick<UserView, "failedSignIns" | "lockedUntil">> = {
  nadia: { failedSignIns: 10, lockedUntil: "2026-11-23T10:58" },
  sophie: { failedSignIns: 2, lockedUntil: null },
};

export const users: UserView[] = seed.map(
  ([username, role, active, mustChangePassword, lastSignInAt], index) => ({
    id: newId(),
    username,
    role,
    practitionerId: role === "doctor" ? (practitioners[username === "benali" ? 1 : 0]?.id ?? null) : null,
    active,
    mustChangePassword,
    createdAt: `2026-0${index + 1}-12T09:30`,
    lastSignInAt,
    deletable: lastSignInAt === null && role !== "administrator",
    ...(failures[username] ?? { failedSignIns: 0, lockedUntil: null }),
  }),
);

function guardLastAdministrator(user: UserView): void {
  const administrators = users.filter((known) => known.active && known.role === "administrator");
  if (administrators.length === 1 && administrators[0] === user) refuse({ code: "lastAdministrator" });
}

export const userHandlers: Handlers = {
  user_list: () => users,
  user_create: ({ input }: { input: UserInput }) => {
    refuseIssues([
      input.username.trim() === "" && issue("username", "required"),
      users.some((known) => known.username === input.username.trim().toLowerCase()) &&
        issue("username", "alreadyUsed"),
      !/^[\p{L}\p{N}._-]*$/u.test(input.username.trim()) && issue("username", "invalidCharacters"),
      input.role === "doctor" && !input.practitionerId && issue("practitionerId", "required"),
      passwordIssue("password", input.password, input.username.trim()),
    ]);
    const created: UserView = {
      id: newId(),
      username: input.username.trim(),
      role: input.role,
      practitionerId: input.role === "doctor" ? input.practitionerId : null,
      active: true,
      mustChangePassword: true,
      createdAt: "2026-11-23T10:42",
      lastSignInAt: null,
      deletable: input.role !== "administrator",
      failedSignIns: 0,
      lockedUntil: null,
    };
    users.push(created);
    return created;
  },
  user_update: ({ id, role, practitionerId }: { id: string; role: Role; practitionerId: string | null }) => {
    const user = found(users, id, "user");
    refuseIssues([role === "doctor" && !practitionerId && issue("practitionerId", "required")]);
    if (role !== "administrator") guardLastAdministrator(user);
    return Object.assign(user, { role, practitionerId: role === "doctor" ? practitionerId : null });
  },
  user_reset_password: ({ id, password }: { id: string; password: string }) => {
    const user = found(users, id, "user");
    refuseIssues([passwordIssue("password", password, user.username)]);
    return Object.assign(user, { mustChangePassword: true, failedSignIns: 0, lockedUntil: null });
  },
  user_set_active: ({ id, active }: { id: string; active: boolean }) => {
    const user = found(users, id, "user");
    if (!active) guardLastAdministrator(user);
    return Object.assign(user, { active });
  },
  user_delete: ({ id }: { id: string }) => {
    const user = found(users, id, "user");
    if (!user.deletable) refuse({ code: "accountUsed" });
    users.splice(users.indexOf(user), 1);
    return null;
  },
  user_unlock: ({ id }: { id: string }) =>
    Object.assign(found(users, id, "user"), { failedSignIns: 0, lockedUntil: null }),
};
