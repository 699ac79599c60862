import { type PointerEvent, type ReactNode, useRef } from 'react';
import styles from './exports.module.css';
import { type Point, type Region, regionBetween } from './region-between.ts';

interface RegionCanvasProps {
  readonly region: Region | null;
  readonly onChange: (region: Region | null) => void;
  readonly label: string;
  /** The picture. */
  readonly children: ReactNode;
}

/** A picture over which one rectangle is drawn with the mouse or a finger. */
export function RegionCanvas({ region, onChange, label, children }: RegionCanvasProps) {
  const start = useRef<Point | null>(null);
  const pointOf = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  return (
    <div
      className={styles['still']}
      role="img"
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
