// How mocha finds and runs the end-to-end tests.

// Dates are computed here as the practice sees them.
process.env.TZ = "Europe/Paris";

const stories = [
  "first-morning",
  "around-now",
  "practice-day",
  "planning",
  "keyboard",
  "figures-and-log",
  "connection",
  "secrets",
  "adoption",
  "adopted-times",
  "backups",
  "two-desks",
];

module.exports = {
  require: ["tsx", "./src/harness/freshOutput.ts"],
  spec: stories.map((name) => `specs/${name}.spec.ts`),
  grep: process.env.MEDIGEST_E2E || undefined,
  // The longest step looks at a screen in both themes on a busy machine.
  timeout: 120_000,
  slow: 20_000,
};
