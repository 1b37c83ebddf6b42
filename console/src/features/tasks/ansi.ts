// Colours of a terminal in a line of text. Pure: what is not a colour is dropped, nothing becomes markup.
export interface Piece {
  text: string;
  style: Style;
}

export interface Style {
  color?: string;
  background?: string;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
}

// Readable on light and on dark.
const COLORS = [
  "light-dark(#24292f,#8b949e)",
  "light-dark(#b3202c,#ff7b72)",
  "light-dark(#116329,#56d364)",
  "light-dark(#7a4e00,#e3b341)",
  "light-dark(#0b57b0,#79c0ff)",
  "light-dark(#7a3ca8,#d2a8ff)",
  "light-dark(#0b6676,#56d4dd)",
  "light-dark(#57606a,#e6edf3)",
];

// The whole escape sequences: colours, other controls, titles; and single control characters.
const SEQUENCE = /\u001b\[([0-9;:]*)m|\u001b\[[0-9;:?<=>]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\-_()].?|[\u0000-\u0008\u000b-\u001a\u007f]/g;

export function pieces(line: string): Piece[] {
  const found: Piece[] = [];
  let style: Style = {};
  let from = 0;
  const add = (to: number) => {
    if (to > from) found.push({ text: line.slice(from, to), style });
  };
  for (const match of line.matchAll(SEQUENCE)) {
    add(match.index);
    from = match.index + match[0].length;
    if (match[1] !== undefined) style = apply(style, match[1]);
  }
  add(line.length);
  return found;
}

export const plain = (line: string): string => line.replaceAll(SEQUENCE, "");

function apply(before: Style, codes: string): Style {
  const numbers = codes.split(/[;:]/).map(Number);
  let style = { ...before };
  for (let place = 0; place < numbers.length; place++) {
    const code = numbers[place] ?? 0;
    if (code === 0) style = {};
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 3) style.italic = true;
    else if (code === 4) style.underline = true;
    else if (code === 22) style = { ...style, bold: undefined, dim: undefined };
    else if (code === 23) style.italic = undefined;
    else if (code === 24) style.underline = undefined;
    else if (code >= 30 && code <= 37) style.color = COLORS[code - 30];
    else if (code >= 90 && code <= 97) style.color = COLORS[code - 90];
    else if (code >= 40 && code <= 47) style.background = tint(COLORS[code - 40]);
    else if (code >= 100 && code <= 107) style.background = tint(COLORS[code - 100]);
    else if (code === 39) style.color = undefined;
    else if (code === 49) style.background = undefined;
    else if (code === 38 || code === 48) {
      const [color, used] = wide(numbers, place + 1);
      if (code === 38) style.color = color;
      else style.background = tint(color);
      place += used;
    }
  }
  return style;
}

const tint = (color: string | undefined) => color && `color-mix(in srgb, ${color} 28%, transparent)`;

/** The colour of 256, or of red, green and blue; and how many numbers say it. */
function wide(numbers: number[], place: number): [string | undefined, number] {
  const byte = (offset: number) => Math.min(255, Math.max(0, Math.trunc(numbers[place + offset] || 0)));
  if (numbers[place] === 2) return [`rgb(${byte(1)} ${byte(2)} ${byte(3)})`, 4];
  if (numbers[place] !== 5) return [undefined, 0];
  const index = byte(1);
  if (index < 16) return [COLORS[index % 8], 2];
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [`rgb(${grey} ${grey} ${grey})`, 2];
  }
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const cube = index - 16;
  return [`rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`, 2];
}
