// Mock: cancelling because the doctor is not there. Whatever was changed by somebody else meanwhile would be skipped;
// `?skipped=1` pretends that one was.
import type { EmergencyInput, EmergencyOutcome, EmergencyScope } from "../bindings";
import { appointments, type Stored } from "./appointmentStore";
import { actionsOf, view } from "./planning";
import { parseDate, parseTime } from "../../parse";
import { found, issue, NOW, refuse, refuseIssues, situation, TODAY, type Handlers } from "./support";

/** Whether it lies in the scope; days and times compare as text. */
function covers(scope: EmergencyScope, { id, date, start }: Stored): boolean {
  switch (scope.kind) {
    case "appointment":
      return id === scope.id;
    case "restOfDay":
      return date === scope.date;
    case "range":
      return (
        `${date}T${start}` >= `${scope.startDate}T${scope.startTime || "00:00"}` &&
        `${date}T${start}` < `${scope.endDate}T${scope.endTime || "24:00"}`
      );
  }
}

function guardScope(scope: EmergencyScope): void {
  if (scope.kind === "appointment") found(appointments, scope.id, "appointment");
  if (scope.kind !== "range") return;
  const { startDate, startTime, endDate, endTime } = scope;
  refuseIssues([
    parseDate(startDate) === null && issue("startDate", "invalidDate"),
    parseDate(endDate) === null && issue("endDate", "invalidDate"),
    startTime !== "" && parseTime(startTime) === null && issue("startTime", "invalidTime"),
    endTime !== "" && parseTime(endTime) === null && issue("endTime", "invalidTime"),
    `${endDate}T${endTime || "24:00"}` <= `${TODAY}T${NOW}` && issue("endDate", "inPast"),
  ]);
}

function hitBy({ practitionerId, scope }: EmergencyInput): Stored[] {
  guardScope(scope);
  return appointments
    .filter((known) => known.practitionerId === practitionerId && covers(scope, known))
    .filter((known) => actionsOf(known).emergencyCancel === "allowed")
    .sort((a, b) => `${a.date}T${a.start}`.localeCompare(`${b.date}T${b.start}`));
}

/** `by` is the name of whoever is signed in. */
export function emergencyHandlers(by: () => string): Handlers {
  return {
    emergency_preview: ({ input }: { input: EmergencyInput }) => hitBy(input).map((known) => view(known)),
    emergency_cancel: ({ input }: { input: EmergencyInput }): EmergencyOutcome => {
      const reason = input.reason.trim();
      refuseIssues([reason === "" && issue("reason", "required")]);
      const hit = hitBy(input);
      if (hit.length === 0) refuse({ code: "notAllowedNow", state: "notApplicable" });
      const skipped = Number(situation("skipped") ?? "0");
      const cancelled = hit.slice(skipped);
      for (const appointment of cancelled) {
        Object.assign(appointment, {
          status: "cancelledByDoctor",
          v: appointment.v + 1,
          cancellation: { by: by(), at: `${TODAY}T${NOW}`, reason },
        });
      }
      return { cancelled: cancelled.map((known) => view(known)), skipped: hit.length - cancelled.length };
    },
  };
}
