/** A percentage with a bar; amber from 80, red from 95. */
export function Gauge({ value, label }: { value: number | null | undefined; label: string }) {
  if (value === null || value === undefined) {
    return (
      <span className="faint" aria-label={`${label} unknown`}>
        –
      </span>
    );
  }
  const whole = Math.round(value);
  const look = value >= 95 ? "gauge bad" : value >= 80 ? "gauge warn" : "gauge";
  return (
    <span className={look}>
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${Math.min(100, whole)}%` }} />
      </span>
      <span className="number" aria-label={`${label} ${whole} percent`}>
        {whole}%
      </span>
    </span>
  );
}
