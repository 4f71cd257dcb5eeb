// Gives the keyboard a place to go on from when what had the focus is gone.

/** Focuses it (an element, a table) once that is settled, unless something else has the focus by then. */
export function focusWhenIdle(target: { focus: () => void }): () => void {
  // A dialog that just closed gives the focus back first.
  const waiting = setTimeout(() => {
    const active = document.activeElement;
    // On a busy machine the closed dialog is still there, with the focus inside.
    if (
      active === null ||
      active === document.body ||
      active.closest('[role$="dialog"][data-state="closed"]')
    ) {
      target.focus();
    }
  });
  return () => clearTimeout(waiting);
}
