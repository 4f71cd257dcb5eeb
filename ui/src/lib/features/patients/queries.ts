// Patients' files: search, read, register, edit. Other features refresh them through `patientKeys`.
import { keepPreviousData, mutationOptions, queryOptions, type QueryClient } from "@tanstack/svelte-query";
import { commands, type PatientFile, type PatientInput } from "$lib/api/bindings";
import { errorOf, unwrap } from "$lib/api/call";
import { planningKeys } from "$lib/features/appointments/queries";

export const patientKeys = {
  all: ["patients"] as const,
  searches: () => [...patientKeys.all, "search"] as const,
  search: (query: string) => [...patientKeys.searches(), query] as const,
  files: () => [...patientKeys.all, "file"] as const,
  file: (id: string) => [...patientKeys.files(), id] as const,
};

/** Each reading of a file is traced in the audit log: one that was just read is not read again, in milliseconds. */
const FILE_FRESH_MS = 30_000;

export const patientQueries = {
  /**
   * Best matches first; no text: the files edited last. The last answer stays while the next one is on its
   * way, and says which `query` it answers.
   */
  search: (query: string) =>
    queryOptions({
      queryKey: patientKeys.search(query),
      queryFn: async () => ({ query, ...(await unwrap(commands.patientSearch(query))) }),
      placeholderData: keepPreviousData,
    }),
  file: (id: string) =>
    queryOptions({
      queryKey: patientKeys.file(id),
      queryFn: () => unwrap(commands.patientFile(id)),
      staleTime: FILE_FRESH_MS,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    }),
};

/** Takes over a file that came with an answer, without reading it again; what names the patient is asked anew. */
function adopt(client: QueryClient, file: PatientFile): void {
  client.setQueryData(patientKeys.file(file.id), file);
  void client.invalidateQueries({ queryKey: patientKeys.searches() });
  void client.invalidateQueries({ queryKey: planningKeys.all });
}

function adoptCurrent(client: QueryClient, failure: unknown): void {
  const changed = errorOf(failure, "patientChanged");
  if (changed) adopt(client, changed.current);
}

/** What every edit names: the file, the version it was read at, and the operation. */
interface Edit {
  id: string;
  v: number;
  opId: string;
}

export const patientMutations = {
  register: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ input, opId }: { input: PatientInput; opId: string }) =>
        unwrap(commands.patientRegister(input, opId)),
      onSuccess: (outcome) => {
        if (outcome.kind === "registered") adopt(client, outcome.patient);
      },
    }),
  update: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ id, v, input, opId }: Edit & { input: PatientInput }) =>
        unwrap(commands.patientUpdate(id, v, input, opId)),
      onSuccess: (file) => adopt(client, file),
      onError: (failure) => adoptCurrent(client, failure),
    }),
  editNotes: (client: QueryClient) =>
    mutationOptions({
      mutationFn: ({ id, v, notes, opId }: Edit & { notes: string | null }) =>
        unwrap(commands.patientEditNotes(id, v, notes, opId)),
      onSuccess: (file) => adopt(client, file),
      onError: (failure) => adoptCurrent(client, failure),
    }),
};
