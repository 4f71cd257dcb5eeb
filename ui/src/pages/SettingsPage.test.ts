// The practice's settings: saved once for every device, followed at once by the frame and by booking.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { commands } from "$lib/api/bindings";
import { settings } from "$lib/api/mock/settings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.settings;
const asFound = structuredClone(settings);
afterEach(() => void Object.assign(settings, structuredClone(asFound)));

const field = (id: string) => screen.findByTestId<HTMLInputElement>(id);

async function retype(id: string, text: string) {
  const input = await field(id);
  await userEvent.clear(input);
  if (text !== "") await userEvent.type(input, text);
}

const save = () => userEvent.click(screen.getByTestId(ids.save));
const railName = () => document.querySelector("aside")?.getAttribute("aria-label");

function open() {
  openApp("?as=administrator", "#/admin/settings");
}

test("the practice's new name is on top of the frame at once, and can be taken back", async () => {
  open();
  await retype(ids.practiceName, "Maison de santé des Lilas");
  expect(await axeViolations(screen.getByTestId(ids.page))).toEqual([]);
  await save();
  await waitFor(() => expect(railName()).toBe("Maison de santé des Lilas"));
  await undo();
  await waitFor(() => expect(railName()).toBe("Cabinet des Tilleuls"));
  await waitFor(async () => expect((await field(ids.practiceName)).value).toBe("Cabinet des Tilleuls"));
});

test("the next booking begins with the new usual length", async () => {
  open();
  await retype(ids.duration, "45");
  await save();
  await waitFor(() => expect(settings.defaultDurationMinutes).toBe(45));
  await userEvent.click(screen.getByTestId(testIds.frame.navBooking));
  expect((await field(testIds.booking.duration)).value).toBe("45");
});

test("how long a session stays open untouched is saved for the desk and for the tablet", async () => {
  open();
  await retype(ids.idleDesk, "15");
  await retype(ids.idleTablet, "3");
  await save();
  await waitFor(() => expect([settings.idleMinutesDesk, settings.idleMinutesTablet]).toEqual([15, 3]));
});

test("a time zone is found by its city, and what changes is said before it is saved", async () => {
  open();
  const zone = await field(ids.timeZone);
  await userEvent.clear(zone);
  await userEvent.type(zone, "réunion");
  await screen.findByRole("option", { name: "Indian/Reunion" });
  await userEvent.keyboard("{Enter}");
  expect(screen.getByTestId(ids.zoneChanges).textContent).toContain("Indian/Reunion");
  await save();
  await waitFor(() => expect(settings.timeZone).toBe("Indian/Reunion"));
  await waitFor(() => expect(screen.queryByTestId(ids.zoneChanges)).toBeNull());
});

test("what the rules refuse is said at each field, and nothing is saved", async () => {
  open();
  await retype(ids.practiceName, "");
  await retype(ids.duration, "42");
  await retype(ids.alert, "500");
  await retype(ids.idleDesk, "121");
  await retype(ids.idleTablet, "0");
  await save();
  const issues = await screen.findAllByTestId(testIds.common.fieldIssue);
  expect(issues.map((issue) => [issue.dataset["field"], issue.dataset["rule"]])).toEqual([
    ["practiceName", "required"],
    ["defaultDurationMinutes", "offGrid"],
    ["waitingAlertMinutes", "alertOutOfRange"],
    ["idleMinutesDesk", "idleOutOfRange"],
    ["idleMinutesTablet", "idleOutOfRange"],
  ]);
  expect(settings).toEqual(asFound);
  await userEvent.click(screen.getByTestId(ids.discard));
  expect((await field(ids.alert)).value).toBe("20");
});

test("saving what did not change writes nothing", async () => {
  const update = vi.spyOn(commands, "settingsUpdate");
  open();
  await field(ids.practiceName);
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText(/déjà enregistrés/)).toBeTruthy();
  expect(update).not.toHaveBeenCalled();
});

test("who may not change settings is not offered them", async () => {
  openApp("?as=reception", "#/patients");
  const rail = await screen.findByTestId(testIds.frame.nav);
  expect(within(rail).queryByTestId(testIds.frame.navSettings)).toBeNull();
  expect(within(rail).queryByTestId(testIds.frame.navAudit)).toBeNull();
});
