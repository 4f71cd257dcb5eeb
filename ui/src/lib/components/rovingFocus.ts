// Arrow-key movement through a list where one item at a time can be tabbed to.

/** The index to move to for a key, or `null` when the key is not for the list. */
export function nextIndex(key: string, current: number, count: number): number | null {
  if (count === 0) return null;
  const clamp = (index: number) => Math.min(Math.max(index, 0), count - 1);
  switch (key) {
    case "ArrowDown":
      return clamp(current + 1);
    case "ArrowUp":
      return clamp(current - 1);
    case "PageDown":
      return clamp(current + 10);
    case "PageUp":
      return clamp(current - 10);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
