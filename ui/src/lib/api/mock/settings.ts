// Mock: the practice's settings.
import type { SettingsInput, SettingsView } from "../bindings";
import { issue, refuseIssues, type Handlers } from "./support";

export const settings: SettingsView = {
  practiceName: "Cabinet des Tilleuls",
  timeZone: "Europe/Paris",
  defaultDurationMinutes: 30,
  waitingAlertMinutes: 20,
  idleMinutesDesk: 10,
  idleMinutesTablet: 5,
  timeZones: Intl.supportedValuesOf("timeZone"),
};

const isWithin = (value: number, least: number, most: number) => value >= least && value <= most;

export const settingsHandlers: Handlers = {
  settings_read: () => settings,
  settings_update: ({ input }: { input: SettingsInput }) => {
    const duration = input.defaultDurationMinutes;
    refuseIssues([
      input.practiceName.trim() === "" && issue("practiceName", "required"),
      !settings.timeZones.includes(input.timeZone) && issue("timeZone", "unknown"),
      !isWithin(duration, 5, 480) && issue("defaultDurationMinutes", "durationOutOfRange"),
      isWithin(duration, 5, 480) && duration % 5 !== 0 && issue("defaultDurationMinutes", "offGrid"),
      !isWithin(input.waitingAlertMinutes, 1, 240) && issue("waitingAlertMinutes", "alertOutOfRange"),
      !isWithin(input.idleMinutesDesk, 1, 120) && issue("idleMinutesDesk", "idleOutOfRange"),
      !isWithin(input.idleMinutesTablet, 1, 120) && issue("idleMinutesTablet", "idleOutOfRange"),
    ]);
    return Object.assign(settings, input, { practiceName: input.practiceName.trim() });
  },
};
