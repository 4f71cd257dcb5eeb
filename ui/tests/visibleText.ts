// Finds text for people that is written in a component instead of a message file.
import { parse } from "svelte/compiler";

const READ_ALOUD = new Set([
  "aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "aria-valuetext",
  "alt", "title", "placeholder", "label", "hint", "body", "action", "subtitle", "description", "detail", "tip", "text",
]); // prettier-ignore

interface Node {
  type: string;
  [property: string]: unknown;
}

/** The literal texts of the markup of a component, in order. */
export function literalTexts(source: string): string[] {
  const found: string[] = [];
  const hasWords = (text: unknown): text is string => typeof text === "string" && /\p{L}/u.test(text);

  function visitExpression(expression: Node | undefined) {
    if (expression?.type === "Literal" && hasWords(expression.value)) found.push(expression.value);
    if (expression?.type === "ConditionalExpression") {
      visitExpression(expression.consequent as Node);
      visitExpression(expression.alternate as Node);
    }
    if (expression?.type === "TemplateLiteral") {
      for (const quasi of expression.quasis as { value: { cooked: string } }[]) {
        if (hasWords(quasi.value.cooked)) found.push(quasi.value.cooked);
      }
    }
  }

  function visitAttribute(attribute: Node) {
    if (!READ_ALOUD.has(String(attribute.name))) return;
    for (const part of [attribute.value].flat() as (Node | true)[]) {
      if (part === true) continue;
      if (part.type === "Text" && hasWords(part.data)) found.push(part.data);
      if (part.type === "ExpressionTag") visitExpression(part.expression as Node);
    }
  }

  function visit(value: unknown) {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== "object" || value === null) return;
    const node = value as Node;
    if (node.type === "Text" && hasWords(node.data)) found.push(node.data.trim());
    else if (node.type === "Attribute") visitAttribute(node);
    else if (node.type === "StyleDirective") return;
    else if (node.type === "ExpressionTag") visitExpression(node.expression as Node);
    else for (const [name, child] of Object.entries(node)) if (name !== "metadata") visit(child);
  }

  visit(parse(source, { modern: true }).fragment);
  return found;
}
