import styles from './coded.module.css';

interface CodedProps {
  /** The code itself where there are none. */
  readonly words: string;
  readonly code: string;
}

/** What happened in words, with its code beside them for whoever helps. */
export function Coded({ words, code }: CodedProps) {
  if (words === code) return <code className={styles['code']}>{code}</code>;
  return (
    <>
      {words} <code className={styles['code']}>{code}</code>
    </>
  );
}
