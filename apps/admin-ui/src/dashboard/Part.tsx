import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly more?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the dashboard's columns. */
export const Part = ({ title, more, children }: Props) => (
  <section aria-label={title}>
    <header>
      <h2>{title}</h2>
      {more}
    </header>
    {children}
  </section>
);
