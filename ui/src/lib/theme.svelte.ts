// The colour theme: as the system, light or dark; saved on this device.
import { readDevice, writeDevice } from "$lib/deviceStorage";

export const THEME_CHOICES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const STORAGE_KEY = "medigest.theme";

class Theme {
  #choice = $state<ThemeChoice>(Theme.#saved());
  #systemIsDark = $state(false);
  #isDimmed = $state(false);

  static #saved(): ThemeChoice {
    const saved = readDevice(STORAGE_KEY);
    return THEME_CHOICES.find((choice) => choice === saved) ?? "system";
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  /** The theme on screen. */
  get resolved(): "light" | "dark" {
    if (this.#choice !== "system") return this.#choice;
    return this.#systemIsDark || this.#isDimmed ? "dark" : "light";
  }

  set(choice: ThemeChoice): void {
    this.#choice = choice;
    writeDevice(STORAGE_KEY, choice);
    this.#apply();
  }

  /** Dark although the system is light, as long as the choice is left to the system: the tablet at night. */
  dim(isDimmed: boolean): void {
    this.#isDimmed = isDimmed;
    this.#apply();
  }

  /** Applies the theme and follows the system from now on; called once at start. */
  start(): void {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    this.#systemIsDark = system.matches;
    system.addEventListener("change", (event) => {
      this.#systemIsDark = event.matches;
      this.#apply();
    });
    this.#apply();
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.resolved;
  }
}

export const theme = new Theme();
