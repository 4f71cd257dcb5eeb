// Builds the interface for the webview, and runs its unit tests.
import { fileURLToPath } from "node:url";
import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: "./project.inlang",
      outdir: "./src/lib/paraglide",
      strategy: ["baseLocale"],
    }),
    tailwindcss(),
    svelte(),
    svelteTesting(),
  ],
  resolve: { alias: { $lib: fileURLToPath(new URL("./src/lib", import.meta.url)) } },
  base: "./",
  clearScreen: false,
  // On a tablet under development the page comes from this computer, at the address that Tauri names.
  server: { port: 5173, strictPort: true, host: process.env["TAURI_DEV_HOST"] ?? false },
  // WebKitGTK 2.40 is Safari 16.4; WebView2 is newer than that.
  build: { target: "safari16.4", outDir: "dist", emptyOutDir: true, chunkSizeWarningLimit: 1200 },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    setupFiles: ["./tests/setup.ts"],
    restoreMocks: true,
    // Only there to end what hangs: a screen with its accessibility check takes seconds on a busy machine.
    testTimeout: 60_000,
    // Charts read the design tokens as text, which tests would otherwise find empty.
    css: { include: /tokens\.css/ },
  },
});
