// The practice's recovery code as people read and type it: 32 characters in 8 groups of 4.

export const CODE_LENGTH = 32;
const GROUP_LENGTH = 4;

/** Its characters alone, whatever stands between them: hyphens, spaces, line ends of a paste. */
export function bareCode(typed: string): string {
  return typed.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
}

/** "7KQM", "2XRT", …; the last group may be short while somebody types. */
export function codeGroups(typed: string): string[] {
  return bareCode(typed).match(new RegExp(`.{1,${GROUP_LENGTH}}`, "gu")) ?? [];
}

/** "7KQM-2XRT-…". */
export function groupedCode(typed: string): string {
  return codeGroups(typed).join("-");
}
