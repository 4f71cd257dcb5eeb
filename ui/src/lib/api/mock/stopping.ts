// Mock: long tasks that are stopped on the way.
import type { LongTask } from "../bindings";
import type { Handlers } from "./support";

const asked = new Set<LongTask>();

/** A task begins: nobody asked it to stop yet. */
export function begun(task: LongTask): void {
  asked.delete(task);
}

export const isStopped = (task: LongTask): boolean => asked.has(task);

export const stoppingHandlers: Handlers = {
  long_task_stop: ({ task }: { task: LongTask }) => {
    asked.add(task);
    return null;
  },
};
