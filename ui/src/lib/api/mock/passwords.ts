// Mock: how good a new password is, roughly as the real measure says.
import type { PasswordStrengthView } from "../bindings";
import { passwordIssue } from "./support";

export function passwordStrength(password: string, username: string): PasswordStrengthView {
  const issue = passwordIssue("password", password, username);
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  const score = Math.min(4, Math.floor(new Set(password).size / 4) + (kinds >= 3 ? 1 : 0));
  return { score: issue ? Math.min(score, 1) : score, issue: issue ? issue.rule : null };
}
