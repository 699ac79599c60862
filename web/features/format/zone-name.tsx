import { useTimeZone } from 'next-intl';
import styles from './zone-name.module.css';

/** By whose clock a column's times are: that of whoever looks, unless it is another's. */
export function ZoneName({ timeZone }: { readonly timeZone?: string | undefined }) {
  const own = useTimeZone();
  return <span className={styles['zone']}>{timeZone ?? own}</span>;
}
