// A field tells its label, hint and issues to everyone, in words.
import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { axeViolations } from "../../../tests/axe";
import TextField from "./TextField.svelte";

test("an error marks the field invalid and describes it", async () => {
  render(TextField, {
    label: "Nom",
    required: true,
    value: "",
    issues: [{ field: "lastName", rule: "required", severity: "error" }],
  });
  const input = screen.getByRole("textbox", { name: "Nom" });
  expect(input.getAttribute("aria-invalid")).toBe("true");
  const description = document.getElementById(input.getAttribute("aria-describedby") ?? "");
  expect(description?.textContent).toContain("À renseigner.");
  expect(await axeViolations()).toEqual([]);
});

test("a warning describes the field without making it invalid", () => {
  render(TextField, {
    label: "Téléphone",
    value: "+44 20 7946 0018",
    hint: "facultatif",
    issues: [{ field: "phone", rule: "unusualPhone", severity: "warning" }],
  });
  const input = screen.getByRole("textbox", { name: "Téléphone" });
  expect(input.getAttribute("aria-invalid")).toBeNull();
  expect(input.getAttribute("aria-describedby")?.split(" ")).toHaveLength(2);
});
