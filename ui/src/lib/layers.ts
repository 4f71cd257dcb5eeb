// What currently floats above the page: Esc and single-key shortcuts then belong to it.

const LAYERS = [
  '[role="dialog"]',
  '[role="alertdialog"]',
  '[role="menu"]',
  '[role="combobox"][aria-expanded="true"]',
].join(",");

export function hasOpenLayer(): boolean {
  return document.querySelector(LAYERS) !== null;
}
