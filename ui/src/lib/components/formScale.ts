// How large the parts of a form are: at the desk, or under a thumb on the tablet.
export type FormSize = "desk" | "touch";

/** Classes for an element around the form; on the tablet every target is at least 56 px high. */
export const formScale: Record<FormSize, string> = {
  desk: "",
  touch: "[--control:3.5rem] text-16 [&_button]:text-16 [&_input]:text-16 [&_label]:text-14",
};
