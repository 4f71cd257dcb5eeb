// Mock: the user accounts.
import type { Role, UserInput, UserView } from "../bindings";
import { practitioners } from "./practitioners";
import { found, issue, newId, refuse, refuseIssues, type Handlers } from "./support";

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
}));

function refusePassword(password: string): void {
  refuseIssues([password.length < 10 && issue("password", "tooShort")]);
}

export const userHandlers: Handlers = {
  user_list: () => users,
  user_create: ({ input }: { input: UserInput }) => {
    refuseIssues([
      input.username.trim() === "" && issue("username", "required"),
      users.some((known) => known.username === input.username.trim().toLowerCase()) &&
        issue("username", "alreadyUsed"),
      input.role === "doctor" && input.practitionerId === null && issue("practitionerId", "required"),
    ]);
    refusePassword(input.password);
    const created: UserView = {
      id: newId(),
      username: input.username.trim(),
      role: input.role,
      practitionerId: input.practitionerId,
      active: true,
      mustChangePassword: true,
      createdAt: "2026-11-23T10:42",
    };
    users.push(created);
    return created;
  },
  user_reset_password: ({ id, password }: { id: string; password: string }) => {
    refusePassword(password);
    return Object.assign(found(users, id, "user"), { mustChangePassword: true });
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
