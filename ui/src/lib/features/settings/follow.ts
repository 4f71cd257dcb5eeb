// A form that stays open while others save: fields nobody touched here follow, what was typed stays.
import type { SettingsInput, SettingsView } from "$lib/api/bindings";
import type { FormState } from "$lib/forms/FormState.svelte";

export function inputOf(settings: SettingsView): SettingsInput {
  const { timeZones: _zones, ...input } = settings;
  return input;
}

/** Takes over `saved` wherever the form still shows what it began with. */
export function follow<Values extends object, Result>(form: FormState<Values, Result>, saved: Values): void {
  const untouched = Object.entries(saved).filter(
    ([field]) => form.values[field as keyof Values] === form.initial[field as keyof Values],
  );
  Object.assign(form.values, Object.fromEntries(untouched));
  form.rebase(saved);
}
