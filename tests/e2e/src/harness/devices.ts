// What the app runs on: the size of its window, and whether it is touched.

export interface Size {
  width: number;
  height: number;
}

export interface Device {
  /** How it is held while it is worked with. */
  size: Size;
  /** The other way its screens are looked at. */
  other: Size;
  /** A finger instead of a mouse. */
  touch: boolean;
}

/** The size the screens are designed for; and a small laptop. */
export const DESK: Device = {
  size: { width: 1440, height: 900 },
  other: { width: 1180, height: 820 },
  touch: false,
};

/** On its side, and upright. */
export const TABLET: Device = {
  size: { width: 1180, height: 820 },
  other: { width: 820, height: 1180 },
  touch: true,
};

/**
 * Runs in the page. The virtual display has no touch screen, so the page is told of one: media queries for a coarse
 * pointer hold from here on, in scripts and in style sheets.
 */
export function pretendTouch(): void {
  const COARSE = "(pointer: coarse)";
  const matches = Object.getOwnPropertyDescriptor(MediaQueryList.prototype, "matches");
  Object.defineProperty(MediaQueryList.prototype, "matches", {
    get(this: MediaQueryList) {
      return this.media === COARSE || matches?.get?.call(this) === true;
    },
  });
  const groups: { cssRules: CSSRuleList }[] = [...document.styleSheets];
  for (const group of groups) {
    for (const rule of group.cssRules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === COARSE) rule.media.mediaText = "all";
      if ("cssRules" in rule) groups.push(rule as CSSGroupingRule);
    }
  }
}
