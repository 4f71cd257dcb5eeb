// A form that starts a long task.
import { errorOf } from "$lib/api/call";
import { FormState } from "$lib/forms/FormState.svelte";
import type { LongWork } from "$lib/longWork.svelte";

/** What the rules refuse shows at its fields; any other failure is the task's, for its panel to tell. */
export function taskForm<Values extends object, Input, Result>(
  initial: Values,
  work: LongWork<Input, Result>,
  inputOf: (values: Values) => Input,
): FormState<Values, Result | null> {
  return new FormState<Values, Result | null>({
    initial,
    submit: async (values) => {
      const result = await work.start(inputOf(values));
      if (work.failure && errorOf(work.failure, "validation")) throw work.failure;
      return result;
    },
  });
}
