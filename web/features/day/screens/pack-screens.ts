export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
  /** Kept free below each screen. */
  readonly caption: number;
}

function rowsOf(aspects: readonly number[], count: number): readonly (readonly number[])[] {
  const perRow = Math.ceil(aspects.length / count);
  return Array.from({ length: count }, (_, row) => aspects.slice(row * perRow, (row + 1) * perRow));
}

/** One height for a row, so that its screens stand side by side as monitors do. */
function layOut(
  rows: readonly (readonly number[])[],
  { width, height, gap, caption }: Room,
): Box[] {
  const share = (height - gap * (rows.length - 1)) / rows.length - caption;
  const heights = rows.map((row) => {
    const sum = row.reduce((total, aspect) => total + aspect, 0);
    return Math.max(0, Math.min(share, (width - gap * (row.length - 1)) / sum));
  });
  const used = heights.reduce((total, size) => total + size + caption, gap * (rows.length - 1));
  let top = (height - used) / 2;
  return rows.flatMap((row, index) => {
    const size = heights[index] ?? 0;
    const rowWidth = row.reduce((total, aspect) => total + aspect * size, gap * (row.length - 1));
    let left = (width - rowWidth) / 2;
    const boxes = row.map((aspect) => {
      const box = { left, top, width: aspect * size, height: size };
      left += box.width + gap;
      return box;
    });
    top += size + caption + gap;
    return boxes;
  });
}

const areaOf = (boxes: readonly Box[]): number =>
  boxes.reduce((total, { width, height }) => total + width * height, 0);

/** Places screens of these aspect ratios, in order, so that they are as large as the room allows. */
export function packScreens(aspects: readonly number[], room: Room): readonly Box[] {
  let best: Box[] = [];
  for (let count = 1; count <= aspects.length; count += 1) {
    const boxes = layOut(
      rowsOf(aspects, count).filter((row) => row.length > 0),
      room,
    );
    if (areaOf(boxes) > areaOf(best)) best = boxes;
  }
  return best;
}
