// Why the last session ended by itself, for the sign-in to say; until somebody signs in.
import type { SessionEndReason } from "$lib/api/bindings";

export const sessionEnd = $state<{ reason: SessionEndReason | null }>({ reason: null });
