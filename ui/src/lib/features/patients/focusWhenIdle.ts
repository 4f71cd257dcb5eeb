// Gives the keyboard a place to go on from when what had the focus is gone.

/** Focuses the element once it is there, unless something else has the focus by then. */
export function focusWhenIdle(element: HTMLElement): () => void {
  // A dialog that just closed gives the focus back first.
  const waiting = setTimeout(() => {
    if (document.activeElement === null || document.activeElement === document.body) element.focus();
  });
  return () => clearTimeout(waiting);
}
