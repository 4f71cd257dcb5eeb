// Which sections of the whole list are open: those with appointments, unless somebody chose otherwise on this device.
import { readDevice, writeDevice } from "$lib/deviceStorage";

const KEY = "medigest.list.sections";

class OpenSections {
  /** By practitioner id; those nobody touched are left out. */
  #chosen = $state.raw<Readonly<Record<string, boolean>>>(restored());

  isOpen(practitionerId: string, hasAppointments: boolean): boolean {
    return this.#chosen[practitionerId] ?? hasAppointments;
  }

  set(practitionerIds: readonly string[], open: boolean): void {
    this.#chosen = { ...this.#chosen, ...Object.fromEntries(practitionerIds.map((id) => [id, open])) };
    writeDevice(KEY, JSON.stringify(this.#chosen));
  }

  /** As if nobody had chosen. */
  forget(): void {
    this.#chosen = {};
    writeDevice(KEY, "{}");
  }
}

/** What cannot be read counts as nothing chosen. */
function restored(): Record<string, boolean> {
  try {
    const saved: unknown = JSON.parse(readDevice(KEY) ?? "{}");
    if (typeof saved !== "object" || saved === null) return {};
    return Object.fromEntries(
      Object.entries(saved).filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean"),
    );
  } catch {
    return {};
  }
}

export const openSections = new OpenSections();
