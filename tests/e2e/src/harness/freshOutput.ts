// Before the first story: what earlier runs left is cleared away, so that a picture is always of this run.
import { rm } from "node:fs/promises";
import { output } from "./paths";

export const mochaHooks = {
  async beforeAll(): Promise<void> {
    await rm(output, { recursive: true, force: true });
  },
};
