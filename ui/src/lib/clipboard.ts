// Copying a text for the person to paste elsewhere.

/** Resolves to whether it was copied; webviews may refuse. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
