// What the assistant does.

/** Adopts the open base, goes on with that, or imports files into it. */
export type AssistantKind = "adopt" | "resume" | "import";
