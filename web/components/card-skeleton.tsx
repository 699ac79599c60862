import { Skeleton } from '@mantine/core';
import styles from './card.module.css';

const LINES = [92, 74, 83, 61, 78, 55] as const;
const LINE_HEIGHT = 34;
const HEAD_HEIGHT = 60;

/** A card to come, about as high as the real one: what is there then only fills in. */
export function CardSkeleton({ height }: { readonly height: number }) {
  const count = Math.max(1, Math.floor((height - HEAD_HEIGHT) / LINE_HEIGHT));
  return (
    <div className={styles['card']} style={{ height }}>
      <Skeleton height={14} width={140} />
      {LINES.slice(0, count).map((width) => (
        <Skeleton key={width} height={10} width={`${width}%`} mt={6} />
      ))}
    </div>
  );
}
