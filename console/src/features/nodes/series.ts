// Points of a series on an even raster: a step in which the node sent nothing is a gap, never a line across. Pure.
import type { Series, SeriesPoint } from "../../api/types";

export interface Table {
  step: number;
  /** Seconds since 1970, one for each step of the range. */
  times: number[];
  points: (SeriesPoint | null)[];
}

/** More than this is not drawn. */
const MOST = 6_000;

export function withGaps(series: Series): Table {
  const { step } = series;
  const known = new Map(series.points.map((point) => [Math.floor(Date.parse(point.at) / 1000 / step), point]));
  const from = Math.floor(Date.parse(series.from) / 1000 / step);
  const to = Math.min(Math.floor(Date.parse(series.to) / 1000 / step), from + MOST);
  const table: Table = { step, times: [], points: [] };
  for (let place = from; place <= to; place++) {
    table.times.push(place * step);
    table.points.push(known.get(place) ?? null);
  }
  return table;
}
