const TILE = 7;

/** Diagonal lines for gaps: seen also by those who don't tell colours apart. */
export function hatchPattern(
  context: CanvasRenderingContext2D,
  colour: string,
  isDense: boolean,
): CanvasPattern | string {
  const tile = document.createElement('canvas');
  const ratio = window.devicePixelRatio || 1;
  tile.width = TILE * ratio;
  tile.height = TILE * ratio;
  const pen = tile.getContext('2d');
  if (pen === null) return colour;
  pen.scale(ratio, ratio);
  pen.strokeStyle = colour;
  pen.lineWidth = isDense ? 1.6 : 1;
  pen.beginPath();
  for (const shift of [-TILE, 0, TILE]) {
    pen.moveTo(shift - 1, TILE + 1);
    pen.lineTo(shift + TILE + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern ?? colour;
}
