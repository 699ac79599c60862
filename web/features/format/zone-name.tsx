import { useTimeZone } from 'next-intl';
import styles from './zone-name.module.css';

/** By whose clock a column's times are: that of whoever looks. */
export function ZoneName() {
  return <span className={styles['zone']}>{useTimeZone()}</span>;
}
