// How mocha finds and runs the end-to-end tests.

// Dates are computed here as the practice sees them.
process.env.TZ = "Europe/Paris";

module.exports = {
  import: "tsx",
  spec: "specs/**/*.spec.ts",
  grep: process.env.MEDIGEST_E2E || undefined,
  // The longest step looks at a screen in both themes on a busy machine.
  timeout: 120_000,
  slow: 20_000,
};
