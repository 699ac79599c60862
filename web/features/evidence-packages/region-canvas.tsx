import { type PointerEvent, type ReactNode, useRef } from 'react';
import styles from './evidence-packages.module.css';
import { type Point, type Region, regionBetween, regionByKey } from './region.ts';

interface RegionCanvasProps {
  readonly region: Region | null;
  readonly onChange: (region: Region | null) => void;
  readonly label: string;
  /** The picture. */
  readonly children: ReactNode;
}

/** A picture over which one rectangle is drawn with the mouse, a finger or the arrow keys. */
export function RegionCanvas({ region, onChange, label, children }: RegionCanvasProps) {
  const start = useRef<Point | null>(null);
  const pointOf = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  return (
    <div
      className={styles['still']}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its arrow keys draw.
      tabIndex={0}
      role="application"
      aria-label={label}
      data-testid="still"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = pointOf(event);
        onChange(null);
      }}
      onPointerMove={(event) => {
        if (start.current !== null) onChange(regionBetween(start.current, pointOf(event)));
      }}
      onKeyDown={(event) => {
        const next = regionByKey(region, event);
        if (next === undefined) return;
        event.preventDefault();
        onChange(next);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
    >
      {children}
      {region === null ? null : (
        <span
          className={styles['region']}
          style={{
            left: `${region.x * 100}%`,
            top: `${region.y * 100}%`,
            width: `${region.width * 100}%`,
            height: `${region.height * 100}%`,
          }}
        />
      )}
    </div>
  );
}
