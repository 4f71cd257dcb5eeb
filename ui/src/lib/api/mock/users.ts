// Mock: the user accounts.
import type { Role, UserInput, UserView } from "../bindings";
import { practitioners } from "./practitioners";
import { found, issue, newId, passwordIssue, refuse, refuseIssues, type Handlers } from "./support";

const seed: [username: string, role: Role, active: boolean, mustChangePassword: boolean][] = [
  ["admin", "administrator", true, false],
  ["claire", "reception", true, false],
  ["nadia", "reception", true, true],
  ["martin", "doctor", true, false],
  ["sophie", "manager", true, false],
  ["julien", "reception", false, false],
];

export const users: UserView[] = seed.map(([username, role, active, mustChangePassword], index) => ({
  id: newId(),
  username,
  role,
  practitionerId: role === "doctor" ? (practitioners[0]?.id ?? null) : null,
  active,
  mustChangePassword,
  createdAt: `2026-0${index + 1}-12T09:30`,
  lastSignInAt: null,
}));

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
    };
    users.push(created);
    return created;
  },
  user_reset_password: ({ id, password }: { id: string; password: string }) => {
    const user = found(users, id, "user");
    refuseIssues([passwordIssue("password", password, user.username)]);
    return Object.assign(user, { mustChangePassword: true });
  },
  user_set_active: ({ id, active }: { id: string; active: boolean }) => {
    const user = found(users, id, "user");
    const administrators = users.filter((known) => known.active && known.role === "administrator");
    if (!active && administrators.length === 1 && administrators[0] === user) {
      refuse({ code: "lastAdministrator" });
    }
    return Object.assign(user, { active });
  },
};
