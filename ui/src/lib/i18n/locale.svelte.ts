// The language of the interface: saved on this device, switched without a reload.
import { baseLocale, isLocale, overwriteGetLocale, type Locale } from "$lib/paraglide/runtime";
import { readDevice, writeDevice } from "$lib/deviceStorage";

export type { Locale };

const STORAGE_KEY = "medigest.language";

/** Every message reads `current`, so a switch re-renders whatever shows one. */
class LocaleChoice {
  #current = $state<Locale>(LocaleChoice.#saved());

  static #saved(): Locale {
    const saved = readDevice(STORAGE_KEY);
    return isLocale(saved) ? saved : baseLocale;
  }

  get current(): Locale {
    return this.#current;
  }

  set(choice: Locale): void {
    this.#current = choice;
    writeDevice(STORAGE_KEY, choice);
    this.apply();
  }

  /** Tells screen readers and the browser which language the page is in. */
  apply(): void {
    document.documentElement.lang = this.#current;
  }
}

export const locale = new LocaleChoice();

overwriteGetLocale(() => locale.current);
