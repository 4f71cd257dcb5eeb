// Hides everything but one element: from sight, keyboard, assistive technology, and from the listeners of what is
// hidden. Nothing is taken apart: dialogs stay open and forms keep what was typed, for when the cover is lifted.
import "./cover.css";

const COVERED = "data-covered";
/** What open dialogs and popovers beneath listen to on the document, to hold the focus or to close. */
const HEARD_OUTSIDE = ["keydown", "keyup", "pointerdown", "click", "focusin", "focusout"] as const;

/** Covers the page around `shown` until the answered function is called. */
export function cover(shown: HTMLElement): () => void {
  const covered = new Set<Element>();

  function hideSiblings(): void {
    for (let inside: Element = shown; inside.parentElement; inside = inside.parentElement) {
      for (const other of inside.parentElement.children) {
        if (other !== inside && !other.hasAttribute(COVERED)) hide(other);
      }
      if (inside.parentElement === document.body) break;
    }
  }

  function hide(element: Element): void {
    element.setAttribute(COVERED, element.hasAttribute("inert") ? "inert" : "");
    element.setAttribute("inert", "");
    covered.add(element);
  }

  // Messages and answers that come meanwhile may add more.
  const additions = new MutationObserver(hideSiblings);
  additions.observe(document.body, { childList: true, subtree: true });
  hideSiblings();
  for (const name of HEARD_OUTSIDE) window.addEventListener(name, keepFromOthers, true);

  function keepFromOthers(event: Event): void {
    const isInside = event.target instanceof Node && shown.contains(event.target);
    // Inside, handlers need the event itself; only who has the focus is nobody's business there.
    if (!isInside || event.type.startsWith("focus")) event.stopPropagation();
  }

  return () => {
    additions.disconnect();
    for (const name of HEARD_OUTSIDE) window.removeEventListener(name, keepFromOthers, true);
    for (const element of covered) {
      if (element.getAttribute(COVERED) === "") element.removeAttribute("inert");
      element.removeAttribute(COVERED);
    }
  };
}

/** For the bubbling of events inside: they end at the cover. */
export function keepInside(event: Event): void {
  event.stopPropagation();
}
