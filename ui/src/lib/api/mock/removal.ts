// Mock: removing a practitioner, who is only deactivated while appointments or accounts need them.
import type { RemovalOutcome } from "../bindings";
import { practitioners } from "./practitioners";
import { found, type Handlers } from "./support";
import { users } from "./users";

/** Whoever is here from the beginning has appointments. */
const booked = new Set(practitioners.map(({ id }) => id));

export const removalHandlers: Handlers = {
  practitioner_remove: ({ id }: { id: string }): RemovalOutcome => {
    const practitioner = found(practitioners, id, "practitioner");
    const appointments = booked.has(id) ? 42 : 0;
    const accounts = users.filter((user) => user.practitionerId === id).map(({ username }) => username);
    if (appointments > 0 || accounts.length > 0) {
      practitioner.active = false;
      return { kind: "deactivated", appointments, accounts };
    }
    practitioners.splice(practitioners.indexOf(practitioner), 1);
    return { kind: "deleted" };
  },
};
