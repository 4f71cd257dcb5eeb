// The time field understands what people type and keeps hh:mm.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import TimeField from "./TimeField.svelte";

function setup(value = "") {
  const values: string[] = [];
  render(TimeField, { label: "Heure", value, onchange: (next: string) => values.push(next) });
  return { input: screen.getByRole<HTMLInputElement>("textbox", { name: "Heure" }), values };
}

test.each(["9h05", "905", "09:05", "0905"])("%s becomes 09:05 once left", async (typed) => {
  const { input, values } = setup();
  await userEvent.type(input, typed);
  await userEvent.tab();
  expect(input.value).toBe("09:05");
  expect(values.at(-1)).toBe("09:05");
});

test("arrows move by five minutes and land on the grid", async () => {
  const { input, values } = setup("09:05");
  await userEvent.type(input, "{ArrowUp}");
  expect(values.at(-1)).toBe("09:10");
  await userEvent.clear(input);
  await userEvent.type(input, "9h07{ArrowDown}");
  expect(values.at(-1)).toBe("09:00");
});
