// A generated password is long enough for the rules (12 characters), and is read without doubt.
import { expect, test, vi } from "vitest";
import { ALPHABET, provisionalPassword } from "./provisionalPassword";

test("it is three groups of four unmistakable characters", () => {
  for (let round = 0; round < 200; round += 1) {
    const password = provisionalPassword();
    expect(password).toMatch(/^[b-z2-9]{4}(-[b-z2-9]{4}){2}$/);
    expect(password).not.toMatch(/[aeiouyl01]/);
  }
});

test("no two are alike", () => {
  const many = new Set(Array.from({ length: 500 }, provisionalPassword));
  expect(many.size).toBe(500);
});

test("bytes that would favour the first letters are drawn again", () => {
  const bytes = [255, 254, 243, 26];
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    (array as Uint8Array)[0] = bytes.shift() ?? 0;
    return array;
  });
  expect(provisionalPassword()).toBe("9bbb-bbbb-bbbb");
  expect(ALPHABET).toHaveLength(27);
});
