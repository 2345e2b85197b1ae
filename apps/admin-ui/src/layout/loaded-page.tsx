import { lazy, Suspense } from 'react';
import type { ComponentType } from 'react';

/**
 * A page that is loaded when it is opened. Each waits in a boundary of its own: in one that all share React keeps the page before it, hidden,
 * until the next one is there, and what that page still had to do, as words typed a moment ago, led back to it.
 */
export function loadedPage<Props extends object>(load: () => Promise<{ readonly default: ComponentType<Props> }>): ComponentType<Props> {
  const Page = lazy(load);
  return function LoadedPage(props: Props) {
    return (
      <Suspense fallback={null}>
        <Page {...props} />
      </Suspense>
    );
  };
}
