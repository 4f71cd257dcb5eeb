// Before and after, read from the sentence of an entry: "Utilisateur rôle modifié : claire (Accueil) → Responsable".

/** A piece of text, and whether the other side says something else there. */
export interface Piece {
  text: string;
  differs: boolean;
}

export interface Change {
  /** What was changed: "Utilisateur rôle modifié". */
  lead: string;
  before: Piece[];
  after: Piece[];
}

const ARROW = " → ";
const COLON = " : ";
const COMMA = ", ";

/** `null` for an entry that tells no change. */
export function changeIn(details: string): Change | null {
  const arrow = details.indexOf(ARROW);
  if (arrow < 0) return null;
  const [left, right] = [details.slice(0, arrow), details.slice(arrow + ARROW.length)];
  const colon = left.indexOf(COLON);
  const lead = colon < 0 ? "" : left.slice(0, colon);
  const before = colon < 0 ? left : left.slice(colon + COLON.length);
  return { lead, ...compared(before.split(COMMA), right.split(COMMA)) };
}

/** Lists of the same length are compared piece by piece; of others only the whole can be. */
function compared(before: string[], after: string[]): Pick<Change, "before" | "after"> {
  const isAligned = before.length === after.length;
  const pieces = (own: string[], other: string[]) =>
    own.map((text, index) => ({ text, differs: !isAligned || text !== other[index] }));
  return { before: pieces(before, after), after: pieces(after, before) };
}
