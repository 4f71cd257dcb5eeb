// One form: what is dirty, what is refused, and sending once.
import { expect, test, vi } from "vitest";
import type { FieldIssue } from "$lib/api/bindings";
import { AppError } from "$lib/api/call";
import { FormState } from "./FormState.svelte";

const initial = { lastName: "DUPONT", phone: "" };
const issue = (field: string, severity: FieldIssue["severity"] = "error"): FieldIssue => ({
  field,
  rule: "required",
  severity,
});

function formRefusedWith(...fields: FieldIssue[]) {
  const form = new FormState({
    initial,
    submit: () => Promise.reject(new AppError({ code: "validation", fields })),
  });
  return form;
}

test("a form is dirty only while it differs from its start", () => {
  const form = new FormState({ initial, submit: () => Promise.resolve() });
  expect(form.dirty).toBe(false);
  form.values.lastName = "DURAND";
  expect(form.dirty).toBe(true);
  form.values.lastName = "DUPONT";
  expect(form.dirty).toBe(false);
});

test("the values given at the start are never changed", () => {
  const form = new FormState({ initial, submit: () => Promise.resolve() });
  form.values.lastName = "DURAND";
  expect(initial.lastName).toBe("DUPONT");
  form.reset();
  expect(form.values.lastName).toBe("DUPONT");
});

test("an issue stands at its field until the field changes", async () => {
  const form = formRefusedWith(issue("lastName"), issue("phone"));
  await form.submit();
  expect(form.issues("lastName")).toHaveLength(1);
  form.values.lastName = "X";
  expect(form.issues("lastName")).toHaveLength(0);
  expect(form.issues("phone")).toHaveLength(1);
});

test("issues of no field of the form are not lost", async () => {
  const form = formRefusedWith(issue("elsewhere"));
  await form.submit();
  expect(form.otherIssues).toEqual([issue("elsewhere")]);
});

test("warnings alone may be accepted, with an error they may not", async () => {
  const warned = formRefusedWith(issue("phone", "warning"));
  await warned.submit();
  expect(warned.onlyWarnings).toBe(true);
  const refused = formRefusedWith(issue("phone", "warning"), issue("lastName"));
  await refused.submit();
  expect(refused.onlyWarnings).toBe(false);
});

test("a refusal that is not about fields is the form's error, and what was typed stays", async () => {
  const form = new FormState({
    initial,
    submit: () => Promise.reject(new AppError({ code: "storeUnavailable" })),
  });
  form.values.phone = "06";
  await expect(form.submit()).resolves.toBeNull();
  expect(form.error?.code).toBe("storeUnavailable");
  expect(form.values.phone).toBe("06");
  expect(form.dirty).toBe(true);
});

test("pressing twice sends once", async () => {
  const submit = vi.fn(() => Promise.resolve("done"));
  const form = new FormState({ initial, submit });
  const [first, second] = await Promise.all([form.submit(), form.submit()]);
  expect([first, second]).toEqual(["done", null]);
  expect(submit).toHaveBeenCalledOnce();
});

test("sending the same values again keeps the operation id; other values or a success take a new one", async () => {
  const ids: string[] = [];
  let works = false;
  const form = new FormState({
    initial,
    submit: (_values, opId) => {
      ids.push(opId);
      return works ? Promise.resolve() : Promise.reject(new AppError({ code: "storeUnavailable" }));
    },
  });
  await form.submit();
  await form.submit();
  form.values.phone = "06";
  await form.submit();
  works = true;
  await form.submit();
  await form.submit();
  const [first, again, changed, success, next] = ids;
  expect(again).toBe(first);
  expect(changed).not.toBe(first);
  expect(success).toBe(changed);
  expect(next).not.toBe(success);
});

test("after a success nothing is left to lose", async () => {
  const form = new FormState({ initial, submit: () => Promise.resolve() });
  form.values.phone = "06";
  await form.submit();
  expect(form.dirty).toBe(false);
});
