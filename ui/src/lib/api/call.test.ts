// The three kinds of failure become one error that screens can handle.
import { expect, test } from "vitest";
import type { CommandError } from "./bindings";
import { AppError, errorOf, newOpId, unwrap } from "./call";
import { errorText } from "./errorMessages";

const refusal = (error: unknown) =>
  Promise.resolve({ status: "error" as const, error: error as CommandError });

async function failureOf(answer: Promise<unknown>): Promise<AppError> {
  const failure = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(failure).toBeInstanceOf(AppError);
  return failure as AppError;
}

test("an answer gives its data", async () => {
  await expect(unwrap(Promise.resolve({ status: "ok", data: 3 }))).resolves.toBe(3);
});

test("a refusal by a command keeps its code and details", async () => {
  const failure = await failureOf(unwrap(refusal({ code: "locked30Minutes", startsAt: "2026-11-23T10:30" })));
  expect(failure.code).toBe("locked30Minutes");
  expect(errorOf(failure, "locked30Minutes")?.startsAt).toBe("2026-11-23T10:30");
  expect(errorOf(failure, "slotTaken")).toBeNull();
});

test("a plain string from Tauri is an internal error that keeps the detail as its cause", async () => {
  const failure = await failureOf(unwrap(refusal("Command foo not found")));
  expect(failure.error).toEqual({ code: "internal", reference: "bridge" });
  expect(failure.cause).toBe("Command foo not found");
});

test("a thrown error is an internal error that keeps the detail as its cause", async () => {
  const thrown = new TypeError("invoke is not a function");
  const failure = await failureOf(unwrap(Promise.reject(thrown)));
  expect(failure.error).toEqual({ code: "internal", reference: "window" });
  expect(failure.cause).toBe(thrown);
});

test("a taken slot is told with who and when", () => {
  const blocking = {
    practitionerName: "Dr House",
    patientName: null,
    date: "2026-11-23",
    start: "10:15",
    end: "10:45",
    samePatient: false,
  };
  const error = new AppError({ code: "slotTaken", blocking: [blocking], nearest: [] });
  expect(errorText(error)).toBe("Ce créneau de Dr House est pris par un autre rendez-vous (10:15–10:45).");
});

test("operation ids are 24 hexadecimal digits and do not repeat", () => {
  const ids = Array.from({ length: 200 }, newOpId);
  expect(ids.every((id) => /^[0-9a-f]{24}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(200);
});
