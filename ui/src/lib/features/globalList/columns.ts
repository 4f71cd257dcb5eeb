// The columns of the whole list, and how their cells look: reason, phone, then buttons give way when there is no room
// (their keys and the menu stay).
import { m } from "$lib/i18n";

const CELL = "h-9 border-b border-line px-3 py-0.5 text-left";

export const columnClasses = {
  time: `${CELL} w-30 pr-0!`,
  // Words, in which a hyphen is no wider than elsewhere.
  patient: `${CELL} normal-nums`,
  phone: `${CELL} hidden w-36 whitespace-nowrap tabular-nums @min-[58rem]:table-cell`,
  reason: `${CELL} hidden normal-nums w-38 @min-[68rem]:table-cell @min-[84rem]:w-60`,
  status: `${CELL} w-46`,
  actions: `${CELL} w-12 pr-1! pl-0! @min-[38rem]:w-56 @min-[52rem]:w-88`,
} as const;

export const columnNames: Record<keyof typeof columnClasses, () => string> = {
  time: m.list_column_time,
  patient: m.list_column_patient,
  phone: m.list_column_phone,
  reason: m.list_column_reason,
  status: m.list_column_status,
  actions: m.list_column_actions,
};
