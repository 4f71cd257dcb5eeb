// The gates and the frame, on the sample practice: who sees what.
import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { installMock, removeMock } from "$lib/api/mock";
import { locale } from "$lib/i18n";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../tests/axe";
import App from "./App.svelte";

afterEach(() => {
  removeMock();
  window.history.replaceState(null, "", "/");
});

function open(situation: string, hash = "") {
  window.history.replaceState(null, "", `/${situation}${hash}`);
  installMock();
  render(App);
}

/** The screens offered in the rail. */
async function railEntries(): Promise<(string | undefined)[]> {
  const nav = await screen.findByTestId(testIds.frame.nav);
  return [...nav.querySelectorAll("a")].map((link) => link.textContent?.trim());
}

test.each([
  [
    "reception",
    [
      "Planning",
      "Liste globale",
      "Salle d’attente",
      "À rappeler",
      "Patients",
      "Nouveau rendez-vous",
      "Absences",
    ],
  ],
  [
    "doctor",
    [
      "Ma journée",
      "Planning",
      "Liste globale",
      "Salle d’attente",
      "À rappeler",
      "Patients",
      "Nouveau rendez-vous",
      "Absences",
      "Tableau de bord",
    ],
  ],
  ["manager", ["Tableau de bord", "Planning", "Liste globale", "Salle d’attente"]],
  [
    "administrator",
    [
      "Planning",
      "Liste globale",
      "Salle d’attente",
      "À rappeler",
      "Patients",
      "Nouveau rendez-vous",
      "Absences",
      "Tableau de bord",
      "Praticiens",
      "Utilisateurs",
      "Données protégées",
      "Journal d’audit",
      "Base, sauvegardes",
      "Paramètres",
    ],
  ],
])("as %s the rail offers what the role may do", async (role, expected) => {
  open(`?as=${role}`);
  expect(await railEntries()).toEqual(expected);
});

test("the frame has no accessibility issue", async () => {
  open("?as=administrator&connection=skew");
  await screen.findByTestId(testIds.frame.clockSkew);
  expect(await axeViolations()).toEqual([]);
});

test("an address left by someone else leads to the first screen of the role", async () => {
  open("?as=manager", "#/admin/users");
  expect(await screen.findByTestId(testIds.figures.page)).toBeTruthy();
  expect(screen.queryByTestId(testIds.users.page)).toBeNull();
});

test("an address the role may not see says so", async () => {
  open("?as=manager");
  await screen.findByTestId(testIds.figures.page);
  window.location.hash = "#/admin/users";
  expect(await screen.findByTestId(testIds.frame.noAccess)).toBeTruthy();
  expect(screen.queryByTestId(testIds.users.page)).toBeNull();
});

test("without a session there is the sign-in", async () => {
  open("?as=nobody");
  expect(await screen.findByTestId(testIds.session.page)).toBeTruthy();
});

test("a failed connection comes before anything else", async () => {
  open("?connection=failed");
  expect(await screen.findByTestId(testIds.connection.page)).toBeTruthy();
});

test("a provisional password must be replaced first", async () => {
  open("?as=new");
  expect(await screen.findByTestId(testIds.session.changePage)).toBeTruthy();
});

test("the search finds patients first and opens the file with Enter", async () => {
  open("?as=reception");
  await screen.findByTestId(testIds.frame.nav);
  await userEvent.keyboard("/");
  await userEvent.keyboard("dupont");
  await screen.findByTestId(testIds.frame.searchResult);
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByTestId(testIds.patients.panel)).toBeTruthy();
});

test("Esc closes an open file, J and P change the screen", async () => {
  open("?as=reception", "#/patients/000000000000000000000001");
  await screen.findByTestId(testIds.patients.panel);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId(testIds.patients.panel)).toBeNull());
  await userEvent.keyboard("j");
  expect(await screen.findByTestId(testIds.day.page)).toBeTruthy();
  await userEvent.keyboard("p");
  expect(await screen.findByTestId(testIds.patients.page)).toBeTruthy();
});

test("the language switches at once, with the language of the page", async () => {
  open("?as=manager", "#/day");
  await screen.findByText("Planning", { selector: "h1" });
  locale.set("en");
  expect(await screen.findByText("Schedule", { selector: "h1" })).toBeTruthy();
  expect(document.documentElement.lang).toBe("en");
});

test("signing out leads to the sign-in", async () => {
  open("?as=reception");
  await userEvent.click(await screen.findByTestId(testIds.frame.userMenu));
  await userEvent.click(await screen.findByTestId(testIds.frame.signOut));
  expect(await screen.findByTestId(testIds.session.page)).toBeTruthy();
});
