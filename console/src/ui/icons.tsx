// Icons of 16 by 16, drawn with lines of the text's colour.
const PATHS = {
  overview: "M2.5 8.5 8 3l5.5 5.5M4 7.5V13h8V7.5",
  nodes: "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01",
  tasks: "M3 4.5l1.2 1.2L6.5 3.5M3 11l1.2 1.2 2.3-2.2M9 5h4.5M9 11.5h4.5",
  terminal: "M2.5 3h11v10h-11zM5 6.5 7 8.5 5 10.5M8.5 10.5H11",
  inbox: "M2.5 9 4.5 3h7l2 6v4h-11zM2.5 9h3.5l1 2h2l1-2h3.5",
  events: "M2 8h2.5L6.5 3l3 10 2-5H14",
  alerts: "M8 2.5a3.5 3.5 0 0 1 3.5 3.5c0 3 1 4 1.5 5H3c.5-1 1.5-2 1.5-5A3.5 3.5 0 0 1 8 2.5zM6.8 13.2a1.3 1.3 0 0 0 2.4 0",
  audit: "M4 2.5h6l2.5 2.5v8.5H4zM6.5 7h4M6.5 9.5h4",
  updates: "M8 10.5v-8M5 5.5 8 2.5l3 3M3 13h10",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5 13.5 13.5",
  menu: "M2.5 4h11M2.5 8h11M2.5 12h11",
  sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7",
  moon: "M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z",
  down: "M4 6.5 8 10.5l4-4",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  plus: "M8 3v10M3 8h10",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={name === "more" ? 2.4 : 1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
