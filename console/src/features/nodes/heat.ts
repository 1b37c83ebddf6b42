// How hot a value is, in five steps that colours and the legend share. Pure.
import type { Sample } from "../../api/types";
import type { HeatMeasure } from "../../app/search";

export const STEPS = [
  { from: 0, words: "below 25 %" },
  { from: 25, words: "25 to 49 %" },
  { from: 50, words: "50 to 79 %" },
  { from: 80, words: "80 to 94 %" },
  { from: 95, words: "95 % and more" },
] as const;

/** The step, or null when nothing is known. */
export function heat(value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  return STEPS.findLastIndex((step) => value >= step.from);
}

export const MEASURE_WORDS: Record<HeatMeasure, string> = { cpu: "CPU", memory: "Memory", disk: "Disk" };

export const valueOf = (sample: Sample | undefined, measure: HeatMeasure): number | null => sample?.[`${measure}Usage`] ?? null;
