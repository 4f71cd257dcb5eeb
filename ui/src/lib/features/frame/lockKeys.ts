// The shortcut that locks the session, where it is registered and where it is shown.
export const LOCK_KEYS = "mod+l";
