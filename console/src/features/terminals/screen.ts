// The emulator with the console's look.
import { FitAddon } from "@xterm/addon-fit";
import { Terminal, type ITheme } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";

const LOOK: ITheme = {
  background: "#0d1117",
  foreground: "#e6e9ee",
  cursor: "#8f82ff",
  selectionBackground: "#2f5a8a",
  black: "#484f58",
  red: "#ff7b72",
  green: "#56d364",
  yellow: "#e3b341",
  blue: "#79c0ff",
  magenta: "#d2a8ff",
  cyan: "#56d4dd",
  white: "#e6edf3",
};

const KEY = "noderax.terminal.size";
export const SMALLEST = 9;
export const LARGEST = 24;

export function fontSize(): number {
  const kept = Number(localStorage.getItem(KEY));
  return kept >= SMALLEST && kept <= LARGEST ? kept : 13;
}

export function keepFontSize(size: number): void {
  localStorage.setItem(KEY, String(size));
}

export function screen(element: HTMLElement, readOnly: boolean): { terminal: Terminal; fit: FitAddon } {
  const terminal = new Terminal({
    theme: LOOK,
    fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    fontSize: fontSize(),
    scrollback: 10_000,
    disableStdin: readOnly,
    cursorBlink: !readOnly,
    screenReaderMode: true,
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(element);
  return { terminal, fit };
}
