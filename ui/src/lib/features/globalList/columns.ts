// The columns of the whole list, and how their cells look: phone and reason give way when there is no room.
import { m } from "$lib/i18n";

const CELL = "h-9 border-b border-line px-3 py-0.5 text-left";

export const columnClasses = {
  time: `${CELL} w-32`,
  patient: `${CELL} max-w-0 w-2/5`,
  phone: `${CELL} hidden w-36 whitespace-nowrap tabular-nums @min-[58rem]:table-cell`,
  reason: `${CELL} hidden max-w-0 w-3/10 @min-[70rem]:table-cell`,
  status: `${CELL} w-44`,
  actions: `${CELL} w-px pr-1! whitespace-nowrap`,
} as const;

export const columnNames: Record<keyof typeof columnClasses, () => string> = {
  time: m.list_column_time,
  patient: m.list_column_patient,
  phone: m.list_column_phone,
  reason: m.list_column_reason,
  status: m.list_column_status,
  actions: m.list_column_actions,
};
