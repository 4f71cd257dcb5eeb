// Filters between the address and the command.
import { expect, test } from "vitest";
import { amended, isFiltered, queryOf } from "./filter";

test("an address without filters asks for everything", () => {
  const query = queryOf({ name: "audit" });
  expect(query).toMatchObject({ user: "", action: null, entity: null, from: "", to: "", text: "" });
  expect(isFiltered(query)).toBe(false);
});

test("what an address names and nobody knows is left out", () => {
  const query = queryOf({ name: "audit", action: "toString", entity: "planet", from: "hier", text: "x" });
  expect(query).toMatchObject({ action: null, entity: null, from: "", text: "x" });
  expect(isFiltered(query)).toBe(true);
});

test("a filter that is emptied leaves the address", () => {
  const route = amended({ name: "audit", user: "claire", action: "refused" }, { user: "", entity: "user" });
  expect(route).toEqual({ name: "audit", action: "refused", entity: "user" });
});
