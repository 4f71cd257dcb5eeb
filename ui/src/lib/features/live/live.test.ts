// Live in the frame: words for how changes arrive, a banner while they do not, and screens that follow by themselves.
import { screen, waitFor } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";
import { commands, events, type LiveView } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../../../tests/axe";
import { openApp } from "../../../../tests/openApp";
import { liveWords } from "./words";

const banner = () => screen.queryByTestId(testIds.frame.stale);

test.each<[LiveView, string]>([
  [{ mode: "stream", staleSince: null }, "En direct"],
  [{ mode: "polling", staleSince: null }, "Toutes les 2 s"],
  [{ mode: "local", staleSince: null }, "Base locale"],
  [{ mode: "polling", staleSince: "10:42" }, "Hors ligne depuis 10:42"],
])("%o is said in words", (live, words) => {
  expect(liveWords(live).replaceAll("\u202f", " ")).toBe(words);
});

test("while changes do not arrive the frame says since when, and takes it back by itself", async () => {
  openApp("?as=reception&live=stale", "#/day");
  expect((await screen.findByTestId(testIds.frame.stale)).textContent).toContain("depuis 10:38");
  expect(screen.getByTestId(testIds.frame.connection).textContent).toContain("Hors ligne depuis 10:38");
  expect(await axeViolations()).toEqual([]);

  const answer = await commands.connectionStatus();
  if (answer.status !== "ok" || answer.data.state !== "ready") throw new Error("the connection is open");
  const restored = { ...answer.data, live: { mode: "stream" as const, staleSince: null } };
  const status = vi.spyOn(commands, "connectionStatus").mockResolvedValue({ status: "ok", data: restored });
  const planning = vi.spyOn(commands, "planningDay");
  await events.practiceChanged.emit({ areas: ["connection"] });
  await waitFor(() => expect(banner()).toBeNull());
  expect(await screen.findByText("La liaison est rétablie.")).toBeTruthy();
  expect(screen.getByTestId(testIds.frame.connection).textContent).toContain("En direct");
  await waitFor(() => expect(planning).toHaveBeenCalled());
  status.mockRestore();
});

test("an appointment booked elsewhere appears without a touch", async () => {
  openApp("?as=reception", "#/day");
  const [column] = await screen.findAllByTestId(testIds.day.column);
  const booked = await commands.appointmentBook(
    {
      patientId: "00000000000000000000000a",
      practitionerId: column?.dataset["id"] ?? "",
      date: "2026-11-23",
      time: "17:30",
      durationMinutes: 15,
      reason: "Depuis un autre poste",
      insteadOf: null,
      acceptOutsideHours: true,
    },
    "a".repeat(24),
  );
  expect(booked.status).toBe("ok");
  expect(await screen.findByRole("button", { name: /Depuis un autre poste/ })).toBeTruthy();
});
