import { useEffect, useState } from 'react';

/** A value once it has stayed the same for so long; null before. */
export function useRested<T>(value: T, ms: number): T | null {
  const [rested, setRested] = useState<T | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
