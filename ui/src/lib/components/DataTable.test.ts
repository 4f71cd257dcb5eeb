// A table moved through with the arrows, with one row in the tab order.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { axeViolations } from "../../../tests/axe";
import DataTable from "./DataTable.svelte";

interface Row {
  id: string;
  name: string;
}
const rows: Row[] = ["a", "b", "c"].map((id) => ({ id, name: `Patient ${id}` }));

function setup(selectedId: string | null = null) {
  const opened: string[] = [];
  render(DataTable<Row>, {
    label: "Patients",
    rows,
    columns: [{ id: "name", header: "Nom", text: (row: Row) => row.name }],
    rowId: (row: Row) => row.id,
    selectedId,
    onopen: (row: Row) => opened.push(row.id),
  });
  return { opened, focused: () => (document.activeElement as HTMLElement).dataset["id"] };
}

test("Tab enters at the selected row, arrows move, Enter opens", async () => {
  const { opened, focused } = setup("b");
  await userEvent.tab();
  expect(focused()).toBe("b");
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  expect(focused()).toBe("b");
  await userEvent.keyboard("{End}{Enter}{Home}{Enter}");
  expect(opened).toEqual(["c", "a"]);
  await userEvent.tab();
  expect(focused()).toBeUndefined();
});

test("a press opens the row", async () => {
  const { opened } = setup();
  await userEvent.click(screen.getByText("Patient b"));
  expect(opened).toEqual(["b"]);
});

test("the selected row is said to be selected, without accessibility issues", async () => {
  setup("b");
  expect(screen.getByRole("row", { selected: true }).dataset["id"]).toBe("b");
  expect(await axeViolations()).toEqual([]);
});
