// The statuses of appointments, as the dashboard names, orders and draws them.
import type { AppointmentStatus, PeriodFigures } from "$lib/api/bindings";
import type { ChartLook } from "$lib/components/charts/look";
import { m } from "$lib/i18n";

export const STATUSES = ["confirmed", "absent", "cancelled", "cancelledByDoctor"] as const;

const names: Record<AppointmentStatus, () => string> = {
  confirmed: m.common_status_confirmed,
  absent: m.common_status_absent,
  cancelled: m.common_status_cancelled,
  cancelledByDoctor: m.common_status_cancelledByDoctor,
};

export function statusName(status: AppointmentStatus): string {
  return names[status]();
}

export function countOf(figures: PeriodFigures, status: AppointmentStatus): number {
  return figures.byStatus.find((known) => known.status === status)?.count ?? 0;
}

/** The classes of the swatch beside its name: the same as {@link statusFill}. */
export const statusSwatch: Record<AppointmentStatus, string> = {
  confirmed: "border-accent bg-accent",
  absent: "border-absent-ink bg-absent-ink",
  cancelled: "border-line-strong bg-line-strong",
  cancelledByDoctor: "border-danger-ink bg-danger-soft",
};

/** Of its bars; what the doctor cancelled is an outline. */
export function statusFill(status: AppointmentStatus, { colors }: ChartLook) {
  const fills = {
    confirmed: { color: colors.accent, borderColor: colors.accent },
    absent: { color: colors["absent-ink"], borderColor: colors["absent-ink"] },
    cancelled: { color: colors["line-strong"], borderColor: colors["line-strong"] },
    cancelledByDoctor: { color: colors["danger-soft"], borderColor: colors["danger-ink"] },
  };
  return fills[status];
}
