// Names and words in a picture, none over another: the first to come keeps the place.

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class FreeSpace {
  private readonly cells = new Map<string, Box[]>();

  // Takes the place if it is free.
  take(box: Box): boolean {
    const own: string[] = [];
    for (let x = Math.floor(box.x / 80); x <= Math.floor((box.x + box.width) / 80); ++x) {
      for (let y = Math.floor(box.y / 40); y <= Math.floor((box.y + box.height) / 40); ++y) {
        const key = `${x},${y}`;
        own.push(key);
        for (const other of this.cells.get(key) ?? []) {
          if (box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height &&
              other.y < box.y + box.height) {
            return false;
          }
        }
      }
    }
    for (const key of own) {
      const list = this.cells.get(key);
      if (list) list.push(box);
      else this.cells.set(key, [box]);
    }
    return true;
  }
}

export interface NodeLabel {
  text: string;
  x: number;
  y: number;
  radius: number;
  strong: boolean;
}
export interface EdgeLabel {
  text: string;
  mark: string;
  places: { x: number; y: number }[];  // On the curve, the best first.
  angle: number;
  length: number;
  colour: string;
  strong: boolean;
}

export const kFont = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

export interface Written {
  text: string;
  x: number;
  y: number;
  angle: number;
  size: number;
  width: number;
  bold: boolean;
  colour: string;
  anchor: "start" | "middle";
}

// What is written where, in pixels. Those that matter most come first.
export function write(
  nodes: NodeLabel[],
  edges: EdgeLabel[],
  colour: string,
  measure: (text: string, size: number, bold: boolean) => number,
  size: { width: number; height: number },
  limits = { nodes: 160, edges: 120 },
): Written[] {
  const space = new FreeSpace();
  const written: Written[] = [];
  for (const one of nodes) space.take({ x: one.x - one.radius, y: one.y - one.radius, width: 2 * one.radius, height: 2 * one.radius });
  let left = limits.nodes;
  for (const one of nodes) {
    if (left <= 0) break;
    const letters = one.strong ? 14 : 12;
    const width = measure(one.text, letters, one.strong);
    const places = [
      { x: one.x + one.radius + 3, y: one.y - letters / 2 - 1 },
      { x: one.x - one.radius - 3 - width, y: one.y - letters / 2 - 1 },
      { x: one.x - width / 2, y: one.y + one.radius + 2 },
      { x: one.x - width / 2, y: one.y - one.radius - letters - 4 },
    ];
    for (const at of places) {
      const last = one.strong && at === places[places.length - 1];
      if (!last && (at.x < 0 || at.x + width > size.width)) continue;
      if (!space.take({ ...at, width, height: letters + 3 }) && !last) continue;
      written.push({ text: one.text, x: at.x, y: at.y + letters - 1, angle: 0, size: letters, width, bold: one.strong, colour, anchor: "start" });
      --left;
      break;
    }
  }
  left = limits.edges;
  for (const one of edges) {
    if (left <= 0) break;
    const put = (text: string, bold: boolean, places: EdgeLabel["places"]): boolean => {
      const letters = 11;
      const width = measure(text, letters, bold);
      const across = Math.abs(width * Math.cos(one.angle)) + letters;
      const down = Math.abs(width * Math.sin(one.angle)) + letters;
      const at = places.find(({ x, y }) => space.take({ x: x - across / 2, y: y - down / 2, width: across, height: down }));
      if (at) written.push({ text, ...at, angle: one.angle, size: letters, width, bold, colour: one.colour, anchor: "middle" });
      return !!at;
    };
    // Where there is no room for words, the mark is still told beside the colour.
    const fits = measure(one.text, 11, one.strong) < one.length - 16;
    if ((fits && put(one.text, one.strong, one.places.slice(0, 3))) || (one.mark && put(one.mark, true, one.places))) --left;
  }
  return written;
}
