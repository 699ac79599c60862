import { useEffect, useState } from 'react';

/** The browser's clock in UTC µs, renewed every `intervalMs`; for ages. Null on the server. */
export function useNow(intervalMs = 1000): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const read = (): void => setNow(Date.now() * 1000);
    read();
    const timer = setInterval(read, intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}
