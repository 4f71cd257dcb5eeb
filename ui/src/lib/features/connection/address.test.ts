// What a form reads of a server's address, to ask for a password apart.
import { expect, test } from "vitest";
import { userWithoutPassword, withPassword, withTls } from "./address";

test.each([
  ["mongodb://claire@srv/cabinet", "claire"],
  ["mongodb+srv://claire%40home@srv", "claire@home"],
  ["mongodb://claire:secret@srv", null],
  ["mongodb://srv:27017/", null],
  ["claire@srv", null],
  ["", null],
])("%j names a user without a password: %s", (address, user) => {
  expect(userWithoutPassword(address)).toBe(user);
});

test("a password goes into its place, encoded", () => {
  expect(withPassword("mongodb://claire@a:1,b:2/cabinet?tls=true", "p@ss:w/rd%")).toBe(
    "mongodb://claire:p%40ss%3Aw%2Frd%25@a:1,b:2/cabinet?tls=true",
  );
});

test("an address without a user, or with a password, stays as it is", () => {
  for (const address of ["mongodb://srv/", "mongodb://claire:secret@srv", "no address"]) {
    expect(withPassword(address, "other")).toBe(address);
  }
});

test("a password with signs of a replacement pattern is taken literally", () => {
  expect(withPassword("mongodb://a@srv", "$1$&")).toBe("mongodb://a:%241%24%26@srv");
});

test.each([
  ["mongodb://srv", "mongodb://srv/?tls=true"],
  ["mongodb://a@srv:27017/cabinet", "mongodb://a@srv:27017/cabinet?tls=true"],
  ["mongodb://a:1,b:2/cabinet?replicaSet=rs0", "mongodb://a:1,b:2/cabinet?replicaSet=rs0&tls=true"],
  ["mongodb://srv/?ssl=false&w=1", "mongodb://srv/?w=1&tls=true"],
])("%s asks for encryption as %s", (address, encrypted) => {
  expect(withTls(address)).toBe(encrypted);
});
