// The date field understands what people type and keeps an ISO value.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { axeViolations } from "../../../tests/axe";
import DateField from "./DateField.svelte";

function setup(props: { value?: string; past?: boolean } = {}) {
  const values: string[] = [];
  render(DateField, {
    label: "Date",
    today: "2026-11-23",
    value: "",
    onchange: (value: string) => values.push(value),
    ...props,
  });
  return { input: screen.getByRole<HTMLInputElement>("textbox", { name: "Date" }), values };
}

test("shows an ISO value as dd/mm/yyyy", () => {
  expect(setup({ value: "2026-11-23" }).input.value).toBe("23/11/2026");
});

test.each(["23/11/2026", "23112026", "23/11/26", "2026-11-23"])(
  "%s becomes the date once left",
  async (typed) => {
    const { input, values } = setup();
    await userEvent.type(input, typed);
    await userEvent.tab();
    expect(input.value).toBe("23/11/2026");
    expect(values.at(-1)).toBe("2026-11-23");
  },
);

test("what is no date stays as typed, for the rules to refuse", async () => {
  const { input, values } = setup();
  await userEvent.type(input, "31/02/2026");
  await userEvent.tab();
  expect(input.value).toBe("31/02/2026");
  expect(values.at(-1)).toBe("31/02/2026");
});

test("typing is not rewritten under the fingers", async () => {
  const { input } = setup();
  await userEvent.type(input, "231120");
  expect(input.value).toBe("231120");
  await userEvent.type(input, "26");
  expect(input.value).toBe("23112026");
});

test("arrows change the day, from today when empty", async () => {
  const { input, values } = setup();
  await userEvent.type(input, "{ArrowUp}");
  expect(values.at(-1)).toBe("2026-11-23");
  await userEvent.type(input, "{ArrowUp}{ArrowUp}{ArrowDown}");
  expect(values.at(-1)).toBe("2026-11-24");
  expect(input.value).toBe("24/11/2026");
});

test("two digits of a birth year are in the past", async () => {
  const { input, values } = setup({ past: true });
  await userEvent.type(input, "01/02/45{Enter}");
  expect(values.at(-1)).toBe("1945-02-01");
});

test("the calendar opens on the value and picks a day", async () => {
  const { input, values } = setup({ value: "2026-11-23" });
  await userEvent.click(screen.getByRole("button", { name: "Choisir dans le calendrier" }));
  await userEvent.click(await screen.findByRole("button", { name: /25 novembre 2026/ }));
  expect(values.at(-1)).toBe("2026-11-25");
  expect(input.value).toBe("25/11/2026");
});

test("has no accessibility issue", async () => {
  setup({ value: "2026-11-23" });
  expect(await axeViolations()).toEqual([]);
});
