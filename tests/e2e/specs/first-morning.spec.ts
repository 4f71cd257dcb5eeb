// The reception's whole morning, starting from nothing: the way of someone who has just installed the app.
import { strict as assert } from "node:assert";
import { emptyBase, type Store } from "../src/harness/bases";
import { comingTuesday } from "../src/harness/dates";
import { look } from "../src/harness/look";
import { story } from "../src/harness/story";
import { testIds } from "../src/harness/window";
import { addPractitioner, createUser } from "../src/screens/administration";
import { booked, choosePatient, typeBooking } from "../src/screens/booking";
import { openAppointment, seeStatus } from "../src/screens/day";
import { createPatient, findPatient, typePatient } from "../src/screens/patients";
import {
  type Account,
  choosePassword,
  keepRecoveryCode,
  signIn,
  signInFirst,
  signOut,
} from "../src/screens/session";

const STORES: Store[] = ["sqlite", "mongodb"];
const TUESDAY = comingTuesday();
const ELODIE = { lastName: "garçonnet", firstName: "Élodie", birthDate: "12031984", phone: "0639980021" };
const PAUL = { lastName: "Moreau", firstName: "Paul", birthDate: "02/11/1971", phone: "06 39 98 00 22" };
const REASON = "Douleur au genou gauche";
/** Eight groups of four; an answer of the page in words has a line for each. */
const RECOVERY_CODE = /^([0-9A-Z]{4}[\s-]*){8}$/;

for (const store of STORES) {
  story(
    `First morning on ${store}`,
    () => emptyBase(store),
    (stage) => {
      let house = "";
      let lefevre = "";
      let elodie = "";
      let paul = "";
      let firstVisit = "";
      let reception: Account;
      let manager: Account;

      it("signs the first administrator in and asks for a password of their own", async () => {
        const { window } = stage;
        await window.see(testIds.session.firstStart);
        await look(window, "sign-in");
        await signIn(window, { username: "admin", password: "admin123" });
        await window.see(testIds.session.changePage);
        await choosePassword(window, "admin123", "Cabinet-2026-matin", "Cabinet-2026-soir");
        await look(window, "change-password");
        await choosePassword(window, "admin123", "Cabinet-2026-matin");
        await window.see(testIds.session.codePage);
      });

      it("shows the recovery code of the practice, this once", async () => {
        const { window } = stage;
        await look(window, "recovery-code");
        assert.match(await keepRecoveryCode(window), RECOVERY_CODE);
        await window.see(testIds.frame.frame);
        await look(window, "day-without-practitioner");
      });

      it("adds two practitioners", async () => {
        const { window } = stage;
        await window.press(testIds.frame.navPractitioners);
        await look(window, "no-practitioners");
        await window.press(testIds.practitioners.create);
        house = await addPractitioner(window, "Dr. House", "Médecine générale");
        lefevre = await addPractitioner(window, "Dr. Lefèvre", "Cardio");
        await look(window, "practitioners");
      });

      it("corrects one of them in place", async () => {
        const { window } = stage;
        await window.key("Escape");
        await window.notSee(testIds.practitioners.panel);
        await window.pressWithin(testIds.practitioners.row, lefevre, testIds.practitioners.edit);
        await window.fill(testIds.practitioners.speciality, "Cardiologie");
        await look(window, "practitioner-edit");
        await window.key("Enter");
        await window.notSee(testIds.practitioners.form);
        await window.read(testIds.practitioners.row, /Cardiologie/, lefevre);
      });

      it("creates an account for the reception and one for the manager", async () => {
        const { window } = stage;
        await window.press(testIds.frame.navUsers);
        reception = await createUser(window, "claire", "reception");
        await look(window, "provisional-password");
        await window.press(testIds.users.handoverDone);
        manager = await createUser(window, "martine", "manager");
        await window.press(testIds.users.handoverDone);
        await window.idOf(testIds.users.row, "martine");
        await look(window, "users");
        await signOut(window);
      });

      it("refuses a wrong password in words", async () => {
        const { window } = stage;
        await signIn(window, { ...reception, password: "admin123" });
        await window.read(testIds.session.error, /mot de passe/i);
        await look(window, "sign-in-refused");
      });

      it("lets the reception in with a password of their own, without the administration", async () => {
        const { window } = stage;
        reception = await signInFirst(window, reception, "Accueil-du-matin-7");
        await window.see(testIds.frame.navPatients);
        await window.notSee(testIds.frame.navPractitioners);
        await window.notSee(testIds.frame.navUsers);
      });

      it("creates a patient, telling what is missing beside the field", async () => {
        const { window } = stage;
        await window.press(testIds.frame.navPatients);
        await look(window, "no-patients");
        await window.press(testIds.patients.create);
        await window.fill(testIds.patients.firstName, ELODIE.firstName);
        await window.press(testIds.patients.save);
        await window.see(testIds.common.fieldIssue);
        await look(window, "patient-form-issues");
        await typePatient(window, ELODIE);
        assert.equal(await window.valueOf(testIds.patients.lastName), "GARÇONNET");
        await window.press(testIds.patients.save);
        await window.read(testIds.patients.panel, /GARÇONNET Élodie/);
        [elodie = ""] = await window.ids(testIds.patients.file);
        await look(window, "patient-file");
      });

      it("shows who may be the same person before a second file is created", async () => {
        const { window } = stage;
        await window.press(testIds.patients.create);
        await typePatient(window, { ...ELODIE, lastName: "GARCONNET", firstName: "elodie", phone: "" });
        await window.press(testIds.patients.save);
        await window.see(testIds.patients.duplicate, elodie);
        await look(window, "patient-duplicate");
        await window.press(testIds.patients.leaveEdit);
        await window.press(testIds.common.confirmAction);
        paul = await createPatient(window, PAUL);
      });

      it("finds a patient in spite of a typing error, without accents, and by phone", async () => {
        const { window } = stage;
        await findPatient(window, "garcnonet", elodie);
        await findPatient(window, "elodie garconnet", elodie);
        await findPatient(window, "06 39 98 00 22", paul);
        await findPatient(window, "garconet", elodie);
        await look(window, "patient-search");
      });

      it("books from the file with the patient already chosen", async () => {
        const { window } = stage;
        await window.pressRow(testIds.patients.row, elodie);
        await window.press(testIds.patients.book);
        await window.see(testIds.booking.patientIdentity);
        assert.match(await window.valueOf(testIds.booking.patient), /GARÇONNET Élodie/);
        await typeBooking(window, { practitionerId: house, date: TUESDAY, time: "9h30", reason: REASON });
        await window.read(testIds.booking.submit, /09:30.*Dr\. House/);
        await look(window, "booking");
        await window.press(testIds.booking.submit);
        firstVisit = await booked(window);
        await look(window, "booked");
      });

      it("refuses a second booking of the same time and takes a free time with one press", async () => {
        const { window } = stage;
        await window.press(testIds.booking.doneNew);
        await choosePatient(window, "moreau", paul);
        await typeBooking(window, { practitionerId: house, date: TUESDAY, time: "9h40" });
        await window.press(testIds.booking.submit);
        await window.read(testIds.booking.conflict, /09:30.*GARÇONNET Élodie/);
        const free = await window.ids(testIds.booking.alternative);
        assert.equal(new Set(free).size, 3, "three different free times are offered");
        await look(window, "booking-conflict");
        await window.press(testIds.booking.alternative);
        const time = free[0]?.split("T")[1] ?? "none";
        await window.read(testIds.booking.done, new RegExp(`MOREAU Paul.*${time}`, "s"));
      });

      it("moves an appointment in the day", async () => {
        const { window } = stage;
        await window.press(testIds.booking.doneDay);
        await openAppointment(window, firstVisit);
        await look(window, "day");
        await window.press(testIds.day.move);
        await window.fill(testIds.booking.time, "15h00");
        await look(window, "move");
        await window.press(testIds.day.moveConfirm);
        await window.read(testIds.day.panel, /15:00.*15:/);
      });

      it("cancels it with a reason, and takes that back", async () => {
        const { window } = stage;
        await window.press(testIds.day.cancel);
        await window.press(testIds.day.cancelConfirm);
        await window.see(testIds.common.fieldIssue);
        await window.fill(testIds.day.cancelReason, "Appel du patient");
        await look(window, "cancel");
        await window.press(testIds.day.cancelConfirm);
        await seeStatus(window, firstVisit, "cancelled");
        await window.undo(/annulé/);
        await seeStatus(window, firstVisit, "confirmed");
      });

      it("keeps the visit in the patient's history", async () => {
        const { window } = stage;
        await window.press(testIds.day.openFile);
        await window.read(
          testIds.patients.visit,
          /15:00.*Dr\. House.*Douleur au genou gauche.*Confirmé/s,
          firstVisit,
        );
        await look(window, "patient-visits");
        await signOut(window);
      });

      it("shows the manager the day without its reasons, and nothing else", async () => {
        const { window } = stage;
        manager = await signInFirst(window, manager, "Bilan-du-lundi-8");
        await window.see(testIds.figures.page);
        await window.press(testIds.frame.navDay);
        for (const screen of ["navPatients", "navBooking", "navPractitioners", "navUsers"] as const) {
          await window.notSee(testIds.frame[screen]);
        }
        await window.fill(testIds.day.date, TUESDAY);
        await openAppointment(window, firstVisit);
        const words = await window.read(testIds.day.page, /GARÇONNET/);
        assert.ok(!words.includes(REASON), "the reason is medical");
        for (const action of ["move", "cancel", "markAbsent", "reinstate", "openFile"] as const) {
          await window.notSee(testIds.day[action]);
        }
        await look(window, "day-manager");
      });

      it("shows the manager no screen that is not theirs, even by its address", async () => {
        const { window } = stage;
        for (const address of [
          "#/patients",
          `#/patients/${elodie}`,
          "#/booking",
          "#/admin/users",
          "#/admin/practitioners",
        ]) {
          await window.goTo(address);
          await window.see(testIds.frame.noAccess);
        }
        await look(window, "no-access");
        await signOut(window);
      });
    },
  );
}
