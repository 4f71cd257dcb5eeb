// Starts the interface in the window.
import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import { locale } from "$lib/i18n";
import { theme } from "$lib/theme.svelte";

theme.start();
locale.apply();

// The whole branch, and the sample practice with it, is absent from any other build.
if (import.meta.env.MODE === "mock") {
  const { installMock } = await import("$lib/api/mock");
  installMock();
}

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");
mount(App, { target });
