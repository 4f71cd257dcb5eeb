// Without a base: every problem in its own words, with the ways on.
import { screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands, type ConnectionProblem } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp } from "../../tests/openApp";

const ids = testIds.connection;

const problems: [ConnectionProblem, string][] = [
  ["unreachable", "Le serveur ne répond pas"],
  ["invalidAddress", "Cette adresse n’est pas lisible"],
  ["credentialsRefused", "Le serveur refuse ces identifiants"],
  ["passwordNeeded", "Mot de passe du serveur"],
  ["tlsRequired", "Cette connexion ne serait pas chiffrée"],
  ["serverTooOld", "Ce serveur est trop ancien"],
  ["baseUnreadable", "Cette base n’est pas lisible"],
];

test.each(problems)("%s has its own words and a way on", async (problem, title) => {
  openApp(`?connection=failed&problem=${problem}`);
  expect(await screen.findByRole("heading", { level: 1, name: title })).toBeTruthy();
  expect(screen.getByTestId(ids.target).textContent).toBe("srv-cabinet.local/medigest");
  expect(screen.getByTestId(ids.change)).toBeTruthy();
  expect(await axeViolations()).toEqual([]);
});

test("a file that cannot be read is not called a server", async () => {
  openApp("?connection=failed&kind=embedded&problem=baseUnreadable");
  const problem = await screen.findByTestId(ids.problem);
  expect(problem.textContent).toContain("Ce fichier");
  expect(problem.textContent).not.toContain("serveur");
});

test("trying again shows the attempt, then how it ended", async () => {
  openApp("?connection=failed&attempt=300");
  const retry = await screen.findByTestId(ids.retry);
  expect(document.activeElement).toBe(retry);
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByRole("progressbar")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(ids.retry)));
});

test("only the password is asked of an address that is known without it", async () => {
  openApp("?connection=failed&problem=passwordNeeded&as=nobody");
  await userEvent.click(await screen.findByTestId(ids.submit));
  expect((await screen.findByTestId(testIds.common.fieldIssue)).dataset["rule"]).toBe("required");
  await userEvent.type(screen.getByTestId(ids.password), "faux{Enter}");
  await waitFor(() => expect(screen.getByTestId(ids.problem).dataset["problem"]).toBe("credentialsRefused"));
  await userEvent.type(screen.getByTestId(ids.password), "cabinet{Enter}");
  const base = await screen.findByTestId(testIds.session.base);
  expect(base.textContent).toContain("srv-cabinet.local/medigest");
});

test("a wrong address is corrected where it stands", async () => {
  openApp("?connection=failed&problem=invalidAddress");
  await userEvent.click(await screen.findByTestId(ids.change));
  const address = screen.getByTestId<HTMLInputElement>(ids.uri);
  expect(document.activeElement).toBe(address);
  expect(address.value).toBe("mongodb://accueil@srv-cabinet.local/medigest");
  await userEvent.click(screen.getByTestId(ids.back));
  expect(await screen.findByTestId(ids.problem)).toBeTruthy();
});

test("the local base is one choice away", async () => {
  openApp("?connection=failed&as=nobody");
  await userEvent.click(await screen.findByTestId(ids.change));
  await userEvent.click(screen.getByTestId(ids.chooseEmbedded));
  await userEvent.click(screen.getByTestId(ids.submit));
  expect((await screen.findByTestId(testIds.session.base)).textContent).toContain("Base locale");
});

test("an address from MONGO_URI is said to be, also when another base is chosen", async () => {
  openApp("?connection=failed&origin=environment");
  expect((await screen.findByTestId(ids.problem)).textContent).toContain("MONGO_URI");
  await userEvent.click(screen.getByTestId(ids.change));
  expect(screen.getByTestId(ids.page).textContent).toContain("prochain démarrage");
});

test("a remote server is first tried with encryption", async () => {
  const choose = vi.spyOn(commands, "connectionChoose");
  openApp("?connection=tls&as=nobody");
  await userEvent.type(await screen.findByTestId(ids.password), "cabinet{Enter}");
  expect(choose).toHaveBeenCalledWith({
    kind: "mongodb",
    uri: "mongodb://accueil:cabinet@distant.example/medigest?tls=true",
    allowUnencrypted: false,
  });
  expect((await screen.findByTestId(testIds.session.base)).textContent).toContain("distant.example");
});

test("without encryption only for who ticks the box that tells the risk, also when the password comes next", async () => {
  openApp("?connection=tls&as=nobody");
  const box = await screen.findByTestId(ids.unencrypted);
  expect(box.closest("form")?.textContent).toContain("Toute personne sur le réseau");
  expect(screen.getByTestId(ids.submit).textContent).toContain("avec chiffrement");
  await userEvent.click(box);
  expect(screen.getByTestId(ids.submit).textContent).toContain("sans chiffrement");
  await userEvent.click(screen.getByTestId(ids.submit));
  await waitFor(() => expect(screen.getByTestId(ids.problem).dataset["problem"]).toBe("passwordNeeded"));
  await userEvent.type(screen.getByTestId(ids.password), "cabinet{Enter}");
  expect((await screen.findByTestId(testIds.session.base)).textContent).toContain("distant.example");
});

test("who is asked for a password reads where it will be kept", async () => {
  openApp("?connection=failed&problem=passwordNeeded&as=nobody");
  expect((await screen.findByTestId(ids.problem)).textContent).toContain("trousseau du système");
});
