// Reading on before the end of a list is reached.

/** How far below the visible part it begins, in pixels. */
const AHEAD = "600px";

/** Attached below the list: `read` is called whenever it comes near the visible part of what scrolls. */
export function nearEnd(read: () => void) {
  return (element: HTMLElement): (() => void) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) read();
      },
      { root: scrollerOf(element), rootMargin: `0px 0px ${AHEAD} 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  let parent = element.parentElement;
  while (parent && !/auto|scroll/.test(getComputedStyle(parent).overflowY)) parent = parent.parentElement;
  return parent;
}
