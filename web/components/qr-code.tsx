import { encode } from 'uqr';

interface QrCodeProps {
  readonly value: string;
  readonly label: string;
  readonly className: string;
}

/** Dark on light in both schemes: cameras read it only so. */
export function QrCode({ value, label, className }: QrCodeProps) {
  const { data, size } = encode(value, { border: 1 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      className={className}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
