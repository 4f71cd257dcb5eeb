// The accounts of the database server, on the page of the base.
import { MutationCache, QueryCache } from "@tanstack/svelte-query";
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../../../tests/axe";
import { openApp } from "../../../../tests/openApp";

const ids = testIds.base;
const PASSWORD = /mongodb:\/\/tablette-2:[^@]+@/;

function openBase(situation = "") {
  openApp(`?as=administrator&connection=server${situation}`, "#/admin/base");
  return screen.findByTestId(ids.accounts);
}

function row(name: string): HTMLElement {
  const found = screen.getAllByTestId(ids.account).find((shown) => shown.textContent.includes(name));
  if (!found) throw new Error(`No account ${name}`);
  return found;
}

async function make(name: string) {
  await userEvent.click(await screen.findByTestId(ids.accountNew));
  await userEvent.type(await screen.findByTestId(ids.accountName), name);
  await userEvent.click(screen.getByTestId(ids.accountSubmit));
}

test("each account says what it is for and since when, and that of this device cannot be removed", async () => {
  const section = await openBase();
  expect(await screen.findAllByTestId(ids.account)).toHaveLength(3);
  expect(row("poste-accueil").textContent).toContain("2 mars 2026");
  expect(row("poste-accueil").textContent).toContain("Poste ou tablette");
  expect(row("tablette.dr_curie").textContent).toContain("Date inconnue");
  expect(row("poste-direction").textContent).toContain("Cet appareil");
  expect(within(row("poste-direction")).queryByTestId(ids.accountRemove)).toBeNull();
  expect(screen.queryByTestId(ids.accountsOpen)).toBeNull();
  expect(await axeViolations(section)).toEqual([]);
});

test("a name the rules refuse is told at its field, and nothing is made", async () => {
  await openBase();
  await make("Tablette 2");
  await waitFor(() => expect(screen.getByTestId(ids.accountName).getAttribute("aria-invalid")).toBe("true"));
  expect(screen.queryByTestId(ids.accountAddress)).toBeNull();
  expect(screen.getAllByTestId(ids.account)).toHaveLength(3);
});

/** All that the caches of this window hold, as they hold it when asked. */
function watchCaches(): () => string {
  const queries = vi.spyOn(QueryCache.prototype, "add");
  const mutations = vi.spyOn(MutationCache.prototype, "add");
  return () => {
    const caches = [...queries.mock.contexts, ...mutations.mock.contexts] as (QueryCache | MutationCache)[];
    const held = caches.flatMap((cache) =>
      cache.getAll().map((entry) => ["queryKey" in entry ? entry.queryKey : null, entry.state]),
    );
    expect(held).not.toHaveLength(0);
    return JSON.stringify(held);
  };
}

afterEach(() => vi.restoreAllMocks());

test("the address of a new account is shown once, and nothing of it stays", async () => {
  const held = watchCaches();
  await openBase();
  await make("tablette-2");
  expect((await screen.findByTestId(ids.accountAddress)).textContent).toMatch(PASSWORD);
  expect(await axeViolations(screen.getByTestId(ids.accountPanel))).toEqual([]);
  // Not even while it is on screen.
  await waitFor(() => expect(held()).not.toMatch(PASSWORD));
  await userEvent.click(screen.getByTestId(ids.accountNoted));
  await waitFor(() => expect(screen.queryByTestId(ids.accountPanel)).toBeNull());
  expect(row("tablette-2")).toBeTruthy();
  expect(document.documentElement.outerHTML).not.toMatch(PASSWORD);
});

test("closing before the address was noted asks first", async () => {
  await openBase();
  await make("tablette-2");
  await screen.findByTestId(ids.accountAddress);
  await userEvent.keyboard("{Escape}");
  expect((await screen.findByTestId(testIds.common.confirm)).textContent).toContain("tablette-2");
  expect(screen.getByTestId(ids.accountAddress).textContent).toMatch(PASSWORD);
});

test("removing an account says first which device it shuts out", async () => {
  await openBase();
  await screen.findAllByTestId(ids.account);
  await userEvent.click(within(row("poste-accueil")).getByTestId(ids.accountRemove));
  expect((await screen.findByTestId(testIds.common.confirm)).textContent).toContain("poste-accueil");
  await userEvent.click(screen.getByTestId(testIds.common.confirmAction));
  await waitFor(() => expect(screen.getAllByTestId(ids.account)).toHaveLength(2));
});

test("a server that asks nobody who they are is warned of", async () => {
  await openBase("&accounts=open");
  expect((await screen.findByTestId(ids.accountsOpen)).textContent).toContain("ne protègent rien");
});

test("a device that may not see to accounts is told who may, and offered nothing", async () => {
  await openBase("&accounts=notAllowed");
  expect((await screen.findByTestId(ids.accountsNotAllowed)).textContent).toContain("userAdmin");
  expect(screen.queryByTestId(ids.accountNew)).toBeNull();
});

test.each([
  ["the embedded base", "?as=administrator", "est un fichier"],
  ["a server that makes no accounts", "?as=administrator&connection=server&accounts=unsupported", "console"],
])("on %s one sentence stands in their place", async (_, situation, words) => {
  openApp(situation, "#/admin/base");
  const section = await screen.findByTestId(ids.accounts);
  await waitFor(() => expect(section.textContent).toContain(words));
  expect(section.querySelectorAll("p, button, table")).toHaveLength(1);
});
