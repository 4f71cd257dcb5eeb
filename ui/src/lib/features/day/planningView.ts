// One day, or a week of them.
export type PlanningView = "day" | "week";
