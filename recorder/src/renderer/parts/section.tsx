import { type ReactNode, useId } from 'react';

export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

export interface FactProps {
  readonly name: string;
  readonly tone?: 'warn' | undefined;
  readonly children: ReactNode;
}

export function FactRow({ name, tone, children }: FactProps) {
  return (
    <div className="fact" data-tone={tone}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
