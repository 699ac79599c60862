import styles from './day-hours.module.css';

const HOURS = ['0', '6', '12', '18', '24'] as const;

/** The hours of a day along its strip. */
export function DayHours() {
  return (
    <span className={styles['hours']} aria-hidden="true">
      {HOURS.map((hour) => (
        <i key={hour}>{hour}</i>
      ))}
    </span>
  );
}
