// Messages and the chosen language. Import `m` and `locale` from here, never from the generated folder.
export { m } from "$lib/paraglide/messages";
export { locale, type Locale } from "./locale.svelte";
