// What kind of device the window is on, where that decides what can work at all.

/** A tablet or a phone, where the system takes a `tel:` link over (the opener plugin is built in there only). */
export function isHandheld({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, "userAgent" | "maxTouchPoints">): boolean {
  // An iPad says that it is a Mac; no Mac has a touch screen.
  return /Android|iPhone|iPad/.test(userAgent) || (userAgent.includes("Macintosh") && maxTouchPoints > 1);
}
