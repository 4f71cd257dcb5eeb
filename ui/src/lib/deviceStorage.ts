// Small choices kept on this device (language, theme); nothing about a patient ever goes here.

/** `null` when nothing is saved or the webview refuses storage. */
export function readDevice(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** A refused write is ignored: the choice then lasts as long as the window. */
export function writeDevice(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is full or switched off; the choice still holds in memory.
  }
}
