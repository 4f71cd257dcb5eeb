// The practice's settings. What is shown of them elsewhere stands in `sessionQueries.practice()`.
import { mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type SettingsInput } from "$lib/api/bindings";
import { unwrap } from "$lib/api/call";
import { rootKeys } from "$lib/api/queryClient";

/** Below the practice, so that settings changed on another device arrive here too. */
const settingsKey = [...rootKeys.practice, "settings"] as const;

export const settingsQueries = {
  read: () => queryOptions({ queryKey: settingsKey, queryFn: () => unwrap(commands.settingsRead()) }),
};

export const settingsMutations = {
  update: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ input, opId }: { input: SettingsInput; opId: string }) =>
        unwrap(commands.settingsUpdate(input, opId)),
      onSuccess: (settings) => {
        client.setQueryData(settingsKey, settings);
        // Another zone moves every time on screen: whatever is shown is read again.
        void client.invalidateQueries();
      },
    }),
};
