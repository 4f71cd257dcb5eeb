// Gives the keyboard a place to go on from when what had the focus is gone.

/** Focuses it (an element, a table) once that is settled, unless something else has the focus by then. */
export function focusWhenIdle(target: { focus: () => void }): () => void {
  // A dialog that just closed gives the focus back first.
  const waiting = setTimeout(() => {
    if (document.activeElement === null || document.activeElement === document.body) target.focus();
  });
  return () => clearTimeout(waiting);
}
