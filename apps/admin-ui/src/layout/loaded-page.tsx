import { lazy, Suspense } from 'react';
import type { ComponentType } from 'react';

/**
 * A page that is loaded when it is opened. Each waits in a boundary of its own: in one that all share React keeps the page before it, hidden,
 * until the next one is there, and what that page still had to do, as words typed a moment ago, led back to it.
 */
export function loadedPage(load: () => Promise<{ readonly default: ComponentType }>): ComponentType {
  const Page = lazy(load);
  return function LoadedPage() {
    return (
      <Suspense fallback={null}>
        <Page />
      </Suspense>
    );
  };
}
