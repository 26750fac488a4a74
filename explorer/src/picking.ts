// Which curve is under the pointer: reckoned when it is asked for, since the graphics card would have to draw them all again.

export interface Bent {
  key: string;
  from: { x: number; y: number };
  to: { x: number; y: number };
  bend: number;
}

const kReach = 7;  // Pixels.
const kSteps = 12;

// The curve that passes `x`, `y` most closely, if one does; all in pixels of the picture.
export function nearest(x: number, y: number, curves: Iterable<Bent>): string | null {
  let best = kReach;
  let found: string | null = null;
  for (const { key, from, to, bend } of curves) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) || 1;
    const off = bend * Math.min(length, 260);
    const room = Math.abs(off) + kReach;
    if (x < Math.min(from.x, to.x) - room || x > Math.max(from.x, to.x) + room || y < Math.min(from.y, to.y) - room || y > Math.max(from.y, to.y) + room) {
      continue;
    }
    const [cx, cy] = [(from.x + to.x) / 2 + (dy / length) * off, (from.y + to.y) / 2 - (dx / length) * off];
    let [px, py] = [from.x, from.y];
    const steps = bend === 0 ? 1 : kSteps;
    for (let i = 1; i <= steps; ++i) {
      const t = i / steps;
      const qx = (1 - t) * (1 - t) * from.x + 2 * t * (1 - t) * cx + t * t * to.x;
      const qy = (1 - t) * (1 - t) * from.y + 2 * t * (1 - t) * cy + t * t * to.y;
      const distance = toPiece(x, y, px, py, qx, qy);
      if (distance < best) [best, found] = [distance, key];
      [px, py] = [qx, qy];
    }
  }
  return found;
}

function toPiece(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
