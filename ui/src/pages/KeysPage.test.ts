// Who may read protected texts, the recovery code and the keys, in the sample practice.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { commands, type KeyKind } from "$lib/api/bindings";
import { testIds } from "$lib/testIds";
import { axeViolations } from "../../tests/axe";
import { openApp, undo } from "../../tests/openApp";

const ids = testIds.keys;

async function open(situation = "") {
  openApp(`?as=administrator${situation}`, "#/admin/keys");
  await screen.findAllByTestId(ids.row);
}

function access(username: string, kind: KeyKind): HTMLElement {
  const row = screen
    .getAllByTestId(ids.row)
    .find((known) => known.textContent?.trim().startsWith(username)) as HTMLElement;
  return within(row)
    .getAllByTestId(ids.access)
    .find((cell) => cell.dataset["kind"] === kind) as HTMLElement;
}

const state = (username: string, kind: KeyKind) => access(username, kind).dataset["access"];
const press = (username: string, kind: KeyKind) =>
  userEvent.click(within(access(username, kind)).getByRole("switch"));
const confirm = () => userEvent.click(screen.getByTestId(testIds.common.confirmAction));
const answered = (code: "keyMissing" | "storeUnavailable") =>
  Promise.resolve({
    status: "error" as const,
    error: code === "keyMissing" ? { code, kind: "medical" as const } : { code },
  });

test("each user has a switch for each key, but for those who wait and a role that never has one", async () => {
  await open();
  expect(screen.getAllByTestId(ids.row)).toHaveLength(8);
  expect(state("claire", "medical")).toBe("granted");
  expect(state("ines", "medical")).toBe("withheld");
  expect(state("nadia", "medical")).toBe("waiting");
  expect(screen.getByTestId(ids.waiting).textContent).toContain("prochaine connexion");
  expect(state("sophie", "administrative")).toBe("notForRole");
  expect(within(access("sophie", "administrative")).queryByRole("switch")).toBeNull();
  expect(access("sophie", "administrative").textContent).toContain("Jamais pour le rôle Responsable");
  expect(await axeViolations(screen.getByTestId(ids.page))).toEqual([]);
});

test("a key is given at once, and taken back with a way back", async () => {
  await open();
  await press("ines", "medical");
  await waitFor(() => expect(state("ines", "medical")).toBe("granted"));
  await press("claire", "administrative");
  await waitFor(() => expect(state("claire", "administrative")).toBe("withheld"));
  await undo();
  await waitFor(() => expect(state("claire", "administrative")).toBe("granted"));
});

test("a switch shows what holds, not what was asked for", async () => {
  await open();
  vi.spyOn(commands, "keysRevoke").mockReturnValue(answered("storeUnavailable"));
  await press("claire", "medical");
  await screen.findByText(/base/i, { selector: "[data-sonner-toast] *" });
  expect(state("claire", "medical")).toBe("granted");
});

test("one's own key is asked about; without it, it cannot be given", async () => {
  await open();
  const revoke = vi.spyOn(commands, "keysRevoke");
  await press("admin", "medical");
  await userEvent.click(await screen.findByTestId(testIds.common.confirmCancel));
  expect(revoke).not.toHaveBeenCalled();
  await press("admin", "medical");
  await screen.findByTestId(testIds.common.confirm);
  await confirm();
  expect((await screen.findByTestId(ids.lacking)).textContent).toContain("pas la clé médicale");
  await screen.findByText(/ne peut plus lire/, { selector: "[data-sonner-toast] *" });
  expect(document.querySelector("[data-sonner-toast] [data-button]")).toBeNull();
  const grant = vi.spyOn(commands, "keysGrant");
  await press("ines", "medical");
  expect(grant).not.toHaveBeenCalled();
});

test("without both keys neither a code nor new keys can be made", async () => {
  await open("&keys=nomine");
  expect(screen.getByTestId<HTMLButtonElement>(ids.newCode).disabled).toBe(true);
  expect(screen.getByTestId<HTMLButtonElement>(ids.rotate).disabled).toBe(true);
  expect(screen.getByTestId(ids.recovery).textContent).toContain("les deux clés");
  expect(await axeViolations(screen.getByTestId(ids.page))).toEqual([]);
});

test("a new code asks for the password and is shown once; leaving it unkept is asked about", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.newCode));
  await userEvent.type(await screen.findByTestId(ids.codePassword), "faux{Enter}");
  expect((await screen.findByTestId(testIds.common.fieldIssue)).dataset["rule"]).toBe("wrongPassword");
  expect(await axeViolations(screen.getByTestId(ids.codePanel))).toEqual([]);
  await userEvent.clear(screen.getByTestId(ids.codePassword));
  await userEvent.type(screen.getByTestId(ids.codePassword), "un vrai mot de passe{Enter}");
  await screen.findByTestId(testIds.session.codeSheet);
  await userEvent.keyboard("{Escape}");
  await userEvent.click(await screen.findByTestId(testIds.common.confirmCancel));
  await userEvent.click(screen.getByTestId(testIds.session.codeKept));
  await userEvent.click(screen.getByTestId(testIds.session.codeContinue));
  await waitFor(() => expect(screen.queryByTestId(ids.codePanel)).toBeNull());
  expect(screen.getByTestId(ids.recovery).textContent).toContain("Créé le lun. 23 nov. 2026");
});

test("a practice without a code is warned", async () => {
  await open("&keys=norecovery");
  expect(screen.getByTestId(ids.recovery).textContent).toContain("Il n’y a pas de code");
});

test("changing the keys is explained, shows its progress and says what it did", async () => {
  await open();
  await userEvent.click(screen.getByTestId(ids.rotate));
  expect((await screen.findByTestId(testIds.common.confirm)).textContent).toContain("ancienne");
  await confirm();
  await screen.findByTestId(ids.progress);
  expect((await screen.findByTestId(ids.outcome)).textContent).toContain("30 dossiers");
  expect(
    screen
      .getAllByTestId(ids.key)
      .slice(0, 2)
      .map((key) => key.dataset["id"]),
  ).toEqual(["administrative 3", "medical 3"]);
});

test("a change that stopped says how much is left and goes on", async () => {
  await open("&keys=resealing");
  expect(screen.getByTestId(ids.toReseal).textContent?.replace(/\s/g, " ")).toContain(
    "1 240 documents restent",
  );
  expect(screen.getByTestId<HTMLButtonElement>(ids.rotate).disabled).toBe(true);
  await userEvent.click(screen.getByTestId(ids.resume));
  await screen.findByTestId(ids.outcome);
  await waitFor(() => expect(screen.queryByTestId(ids.toReseal)).toBeNull());
});

test("a change that is refused says why, and what can be done", async () => {
  await open();
  vi.spyOn(commands, "keysRotate").mockReturnValue(answered("keyMissing"));
  await userEvent.click(screen.getByTestId(ids.rotate));
  await screen.findByTestId(testIds.common.confirm);
  await confirm();
  const told = await screen.findByTestId(testIds.common.formError);
  expect(told.textContent).toContain("un administrateur peut vous la donner");
});

test("a change goes on while another screen is looked at", async () => {
  await open();
  vi.spyOn(commands, "keysRotate").mockReturnValue(new Promise(() => undefined));
  await userEvent.click(screen.getByTestId(ids.rotate));
  await screen.findByTestId(testIds.common.confirm);
  await confirm();
  await screen.findByTestId(ids.progress);
  await userEvent.click(screen.getByTestId(testIds.frame.navUsers));
  await screen.findByTestId(testIds.users.page);
  await userEvent.click(screen.getByTestId(testIds.frame.navKeys));
  expect(await screen.findByTestId(ids.progress)).toBeTruthy();
});
