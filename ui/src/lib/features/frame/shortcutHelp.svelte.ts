// Whether the list of shortcuts is open: the "?" key and the user menu both open it.
export const shortcutHelp = $state({ open: false });
